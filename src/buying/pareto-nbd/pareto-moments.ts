import { deathRules, noPath, planDeaths } from "./death-rules.js";
import type { ParetoShape } from "./pareto-shape.js";

/** A kind of time up to which something is known: the last purchase, or the end of observation. */
interface Place {
  /** ln(1 + v) and ln(1 + u). */
  logA: number;
  logB: number;
}

/**
 * Sums the log likelihood of customers and its derivatives over ln lambda, ln rho, ln mu and ln sigma.
 *
 * With v = rho lambda y and u = sigma mu y, purchases and survival up to y weigh -k ln(1 + v) - s ln(1 + u) in logarithms, where
 * k = 1 / rho + x and s = 1 / sigma; a loss at y weighs ln(mu / (1 + u)) more. All derivatives of these logarithms are linear in
 * A = v / (1 + v), L = ln(1 + v), B = u / (1 + u) and ln(1 + u), so that a node only adds to moments of them.
 */
export class ParetoMoments {
  readonly #rules = deathRules();
  readonly #path = noPath();
  readonly #start: Place = { logA: 0, logB: 0 };
  readonly #step: Place = { logA: 0, logB: 0 };
  /** Over the nodes: weights, their products with A, L, G and H, and with the products of these. */
  readonly #sums = new Float64Array(15);
  #mu = 0;
  #a = 0;
  #b = 0;
  #s = 0;
  #r = 0;
  #k = 0;
  #x = 0;
  #growth = 0;
  #growthSecond = 0;
  #weight = 0;
  #gradient = new Float64Array(4);
  #hessian = new Float64Array(16);

  prepare({ lambda, rho, mu, sigma }: ParetoShape): void {
    this.#mu = mu;
    this.#a = rho * lambda;
    this.#b = sigma * mu;
    this.#s = 1 / sigma;
    this.#r = 1 / rho;
  }

  /** Begins customers with x repeat purchases. */
  startRun(x: number, growth: number, growthSecond: number): void {
    this.#x = x;
    this.#k = this.#r + x;
    this.#growth = growth;
    this.#growthSecond = growthSecond;
    this.#weight = 0;
    this.#gradient.fill(0);
    this.#hessian.fill(0);
  }

  /** Adds what they made to sums over all; of the Hessian the upper half. */
  endRun(gradient: Float64Array, hessian: Float64Array): void {
    for (let i = 0; i < 4; i++) gradient[i] += this.#gradient[i];
    for (let i = 0; i < 16; i++) hessian[i] += this.#hessian[i];
    gradient[0] += this.#weight * this.#x;
    gradient[1] += this.#weight * this.#growth;
    hessian[5] += this.#weight * this.#growthSecond;
  }

  /** Adds `n` customers whose last purchase was at `last`, observed to `age`; returns ln L of one but for what x alone decides. */
  add(last: number, age: number, n: number): number {
    const a = this.#a;
    const b = this.#b;
    const gap = age - last;
    const start = this.#start;
    const step = this.#step;
    start.logA = Math.log1p(a * last);
    start.logB = Math.log1p(b * last);
    step.logA = Math.log1p((a * gap) / (1 + a * last));
    step.logB = Math.log1p((b * gap) / (1 + b * last));
    const logAlive = -this.#k * step.logA - this.#s * step.logB;
    this.#sums.fill(0);
    if (gap > 0 && this.#mu > 0) this.#addNodes(last);
    const lost = this.#sums[0];
    // Alive, p, or lost, q; in logarithms, since either may be beyond what doubles hold.
    const odds = Math.exp(Math.log(lost) - logAlive);
    const p = 1 / (1 + odds);
    const q = lost > 0 ? 1 / (1 + 1 / odds) : 0;
    this.#weight += n;
    this.#addDerivatives(age, p, q, n);
    const log = q < 0.5 ? logAlive + Math.log1p(odds) : Math.log(lost) + Math.log1p(1 / odds);
    return log - this.#k * start.logA - this.#s * start.logB;
  }

  #addNodes(last: number): void {
    const a = this.#a;
    const b = this.#b;
    const k = this.#k;
    const s = this.#s;
    const startA = this.#start.logA;
    const startB = this.#start.logB;
    const path = this.#path;
    planDeaths(path, this.#rules, last, a, k, this.#step.logA, b, s, this.#step.logB);
    const { byA, width, panels, base, otherBase } = path;
    const { nodes, weights } = path.rule;
    const fast = byA ? a : b;
    const slow = byA ? b : a;
    const scale = (this.#mu * width * base) / fast;
    let w0 = 0;
    let wA = 0;
    let wL = 0;
    let wG = 0;
    let wH = 0;
    let wAA = 0;
    let wAL = 0;
    let wLL = 0;
    let wAG = 0;
    let wAH = 0;
    let wLG = 0;
    let wLH = 0;
    let wGG = 0;
    let wGH = 0;
    let wHH = 0;
    for (let j = 0; j < panels * nodes.length; j++) {
      const node = j % nodes.length;
      const along = width * ((j - node) / nodes.length + nodes[node]);
      const grown = Math.expm1(along);
      const step = (base * grown) / fast;
      const slowStep = Math.log1p((slow * step) / otherBase);
      const l = byA ? along : slowStep;
      const m = byA ? slowStep : along;
      const y = last + step;
      const v = a * y;
      const u = b * y;
      const w = (scale * weights[node] * (1 + grown) * Math.exp(-k * l - s * m)) / (1 + u);
      const A = v / (1 + v);
      const L = startA + l;
      // The derivatives of the lifetime's logarithm by ln mu and ln sigma.
      const B = ((s + 1) * u) / (1 + u);
      const G = 1 - B;
      const H = s * (startB + m) - B;
      w0 += w;
      wA += w * A;
      wL += w * L;
      wG += w * G;
      wH += w * H;
      wAA += w * A * A;
      wAL += w * A * L;
      wLL += w * L * L;
      wAG += w * A * G;
      wAH += w * A * H;
      wLG += w * L * G;
      wLH += w * L * H;
      wGG += w * G * G;
      wGH += w * G * H;
      wHH += w * H * H;
    }
    const sums = this.#sums;
    sums[0] = w0;
    sums[1] = wA;
    sums[2] = wL;
    sums[3] = wG;
    sums[4] = wH;
    sums[5] = wAA;
    sums[6] = wAL;
    sums[7] = wLL;
    sums[8] = wAG;
    sums[9] = wAH;
    sums[10] = wLG;
    sums[11] = wLH;
    sums[12] = wGG;
    sums[13] = wGH;
    sums[14] = wHH;
  }

  /** Means and covariances over being alive (weight p) and the nodes (weight q in all), and from them gradient and Hessian. */
  #addDerivatives(age: number, p: number, q: number, n: number): void {
    const k = this.#k;
    const s = this.#s;
    const r = this.#r;
    const x = this.#x;
    const v = this.#a * age;
    const u = this.#b * age;
    const A = v / (1 + v);
    const B = u / (1 + u);
    const L = this.#start.logA + this.#step.logA;
    const M = this.#start.logB + this.#step.logB;
    const G = -s * B;
    const H = s * (M - B);
    const sums = this.#sums;
    const per = q > 0 ? q / sums[0] : 0;
    const mA = p * A + per * sums[1];
    const mL = p * L + per * sums[2];
    const mG = p * G + per * sums[3];
    const mH = p * H + per * sums[4];
    const mAA = p * A * A + per * sums[5];
    const cAA = mAA - mA * mA;
    const cAL = p * A * L + per * sums[6] - mA * mL;
    const cLL = p * L * L + per * sums[7] - mL * mL;
    const cAG = p * A * G + per * sums[8] - mA * mG;
    const cAH = p * A * H + per * sums[9] - mA * mH;
    const cLG = p * L * G + per * sums[10] - mL * mG;
    const cLH = p * L * H + per * sums[11] - mL * mH;
    const cGG = p * G * G + per * sums[12] - mG * mG;
    const cGH = p * G * H + per * sums[13] - mG * mH;
    const cHH = p * H * H + per * sums[14] - mH * mH;
    // Over the losses: B, its square and ln(1 + u), from G and H, which are linear in them.
    const t = s + 1;
    const qB = (q - per * sums[3]) / t;
    const qBB = (q - 2 * per * sums[3] + per * sums[12]) / (t * t);
    const qM = (per * sums[4] + t * qB) / s;
    const gradient = this.#gradient;
    const hessian = this.#hessian;
    gradient[0] -= n * k * mA;
    gradient[1] += n * (r * mL - k * mA);
    gradient[2] += n * mG;
    gradient[3] += n * mH;
    hessian[0] += n * (k * k * cAA - k * (mA - mAA));
    hessian[1] += n * (k * k * cAA - k * r * cAL - x * mA + k * mAA);
    hessian[2] -= n * k * cAG;
    hessian[3] -= n * k * cAH;
    hessian[5] += n * (r * r * cLL - 2 * r * k * cAL + k * k * cAA - r * mL + (r - x) * mA + k * mAA);
    hessian[6] += n * (r * cLG - k * cAG);
    hessian[7] += n * (r * cLH - k * cAH);
    hessian[10] += n * (cGG - p * s * B * (1 - B) - t * (qB - qBB));
    hessian[11] += n * (cGH + p * s * B * B - qB + t * qBB);
    hessian[15] += n * (cHH + p * (s * B * B - H) - s * qM + (s - 1) * qB + t * qBB);
  }
}
