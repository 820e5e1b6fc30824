// Times the fits of models of buying, and scoring with them: node bench/fits.mjs <bundle> <runs> <customers,...>
import { cdnow, simulated } from "./peers/data.mjs";
import { markdown, median } from "./report.mjs";

const [bundle, runs, sizes] = process.argv.slice(2);
const kit = await import(bundle);
// Pareto/NBD takes ten times as long: a million customers show it.
const MOST_FOR_PARETO = 1_000_000;
const WEEKS = 13;

const rows = [];
const sample = cdnow(kit);
if (sample === null) console.log("SKIPPED: the CDNOW sample is not at hand");
else rows.push(...timesOf("CDNOW sample", sample, ["fitBgNbd", "fitMbgNbd", "fitParetoNbd"]));
for (const customers of sizes.split(",").map(Number)) {
  const purchases = simulated(kit, customers);
  const name = `${customers.toLocaleString("en")} simulated`;
  rows.push(...timesOf(name, purchases, customers <= MOST_FOR_PARETO ? ["fitBgNbd", "fitParetoNbd"] : ["fitBgNbd"]));
}
console.log(`\n### Models of buying: medians of ${runs} runs, grouping included\n`);
console.log(
  markdown(["customers", "job", "median ms", "first ms", "log-likelihood", "gradient / N", "peak MiB"], rows, 2),
);

function timesOf(name, purchases, fits) {
  const lines = fits.map((fit) => {
    const { value, first, middle } = time(() => kit[fit](purchases));
    const { logLikelihood, gradientNorm } = value.fit;
    return [name, fit, middle, first, logLikelihood.toFixed(6), gradientNorm.toExponential(1), peakMib()];
  });
  const model = kit.fitBgNbd(purchases);
  const { first, middle } = time(() => kit.predictPurchases(model, purchases, { horizon: WEEKS }));
  return [...lines, [name, "predictPurchases: risk, P(alive), expected orders", middle, first, "", "", peakMib()]];
}

function time(job) {
  const times = [];
  let value;
  for (let run = 0; run <= Number(runs); run++) {
    const start = performance.now();
    value = job();
    times.push(performance.now() - start);
  }
  const [first, ...others] = times;
  return { value, first: first.toFixed(1), middle: median(others).toFixed(1) };
}

function peakMib() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
