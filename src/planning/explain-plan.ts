import type {
  ExistingCustomersPlan,
  ExistingStagePlan,
  GmvPlanFigures,
  NewStagePlan,
  PlanObstacle,
  StagePlan,
} from "./gmv-plan.js";

/** The plan in words: a line for the whole and one for each stage. */
export function explainPlan(plan: GmvPlanFigures, language: "en" | "zh-Hans"): string {
  const words = WORDS[language];
  const spell = spellingOf(plan.decimals);
  const stages = plan.stages.map((stage) => {
    if (!stage.feasible) return words.infeasible(stage, spell);
    return stage.kind === "new" ? words.fresh(stage, spell) : words.existing(stage, spell);
  });
  return [words.whole(plan, spell), ...stages].join("\n");
}

/** How numbers are written. */
interface Spelling {
  money(value: number): string;
  count(value: number): string;
  /** Six digits of a part of 100, without the sign. */
  percent(part: number): string;
}

function spellingOf(decimals: number): Spelling {
  return {
    money: (value) => grouped(Math.abs(value).toFixed(decimals)),
    count: (value) => grouped(value.toFixed(0)),
    percent: (part) => String(Number((100 * part).toPrecision(6))),
  };
}

/** 1234567.89 as 1,234,567.89. */
function grouped(digits: string): string {
  if (digits.includes("e")) return digits;
  const [whole, fraction] = digits.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

interface Words {
  whole(plan: GmvPlanFigures, spell: Spelling): string;
  /** What existing customers bring without any effort, beside what they have to. */
  anyway(existing: ExistingCustomersPlan, money: Spelling["money"]): string;
  fresh(stage: NewStagePlan, spell: Spelling): string;
  existing(stage: ExistingStagePlan, spell: Spelling): string;
  infeasible(stage: StagePlan, spell: Spelling): string;
}

/** The conversion that a stage would have to reach. */
function neededBy(stage: StagePlan): number {
  return (stage.kind === "new" ? stage.conversion : stage.requiredConversion) ?? 0;
}

/** The people that a stage would have to have. */
function audienceOf(stage: StagePlan): number {
  return (stage.kind === "new" ? stage.requiredAudience : null) ?? 0;
}

/** The people that it can have. */
function limitOf(stage: StagePlan): number {
  return (stage.kind === "new" ? stage.maxAudience : null) ?? 0;
}

function people(number: number, count: Spelling["count"]): string {
  return number === 1 ? "1 person" : `${count(number)} people`;
}

const ENGLISH: Words = {
  whole({ target, newCustomers, existingCustomers, budget, obstacles, feasible }, { money }) {
    const parts = `${money(newCustomers.target)} from new customers, ${money(existingCustomers.target)} from existing ones`;
    const verdict = feasible ? "The plan is feasible." : "The plan is NOT feasible.";
    const dear = obstacles.includes("BUDGET_ABOVE_LIMIT")
      ? ` New customers cost ${money(newCustomers.budget ?? 0)}, above the budget of ${money(budget ?? 0)}.`
      : "";
    return `Target ${money(target)}: ${parts}.${this.anyway(existingCustomers, money)}${dear} ${verdict}`;
  },
  anyway({ target, forecast, gap, uplift }, money) {
    if (target === 0 && forecast === 0) return "";
    const distance = gap === 0 ? "just what they have to" : `${money(gap)} too ${gap > 0 ? "little" : "much"}`;
    const factor = uplift === null || uplift === 1 ? "" : `: conversion times ${uplift.toFixed(4)}`;
    return ` Existing customers bring ${money(forecast)} anyway, ${distance}${factor}.`;
  },
  fresh({ id, target, requiredAudience, need, budget, conversion, spendPerBuyer }, { money, count, percent }) {
    const cost = budget === null ? "" : ` for ${money(budget)}`;
    const more = need === 0 ? "they are there already" : `${count(need ?? 0)} more${cost}`;
    const buyers = `${people(requiredAudience ?? 0, count)} at ${percent(conversion)} % and ${money(spendPerBuyer)} per buyer`;
    return `${id}: ${money(target)} takes ${buyers}: ${more}.`;
  },
  existing({ id, target, conversion, requiredConversion }, { money, percent }) {
    if (requiredConversion === null) return `${id}: no target, as it has no forecast.`;
    const instead = requiredConversion === conversion ? "as it is" : `instead of ${percent(conversion)} %`;
    return `${id}: ${money(target ?? 0)} takes a conversion of ${percent(requiredConversion)} %, ${instead}.`;
  },
  infeasible(stage, { money, count, percent }) {
    const needed = `it takes a conversion of ${percent(neededBy(stage))} %`;
    const reasons: { readonly [Obstacle in PlanObstacle]: string } = {
      NO_AUDIENCE: "nobody is in it",
      NO_CONVERSION: "nobody buys",
      NO_SPEND: "buyers spend nothing",
      AUDIENCE_TOO_LARGE: "no audience is that large",
      CONVERSION_ABOVE_ONE: `${needed}, more buyers than people`,
      CONVERSION_ABOVE_CEILING: `${needed}, above the ceiling of ${percent(stage.ceiling ?? 1)} %`,
      AUDIENCE_ABOVE_LIMIT: `it takes ${people(audienceOf(stage), count)}, and there can be ${count(limitOf(stage))}`,
      BUDGET_ABOVE_LIMIT: "it costs too much",
    };
    const target = stage.target === null ? "its target" : money(stage.target);
    const why = stage.obstacles.map((obstacle) => reasons[obstacle]).join("; ");
    return `${stage.id}: ${target} cannot be reached: ${why}.`;
  },
};

const CHINESE: Words = {
  whole({ target, newCustomers, existingCustomers, budget, obstacles, feasible }, { money }) {
    const parts = `新客${money(newCustomers.target)}，老客${money(existingCustomers.target)}`;
    const verdict = feasible ? "计划可行。" : "计划不可行！";
    const dear = obstacles.includes("BUDGET_ABOVE_LIMIT")
      ? `新客成本${money(newCustomers.budget ?? 0)}，超过预算${money(budget ?? 0)}。`
      : "";
    return `目标GMV ${money(target)}：${parts}。${this.anyway(existingCustomers, money)}${dear}${verdict}`;
  },
  anyway({ target, forecast, gap, uplift }, money) {
    if (target === 0 && forecast === 0) return "";
    const distance = gap === 0 ? "与目标持平" : `${gap > 0 ? "缺口" : "盈余"}${money(gap)}`;
    const factor = uplift === null || uplift === 1 ? "" : `，转化率须为现有的${uplift.toFixed(4)}倍`;
    return `老客预计自然产出${money(forecast)}，${distance}${factor}。`;
  },
  fresh({ id, target, requiredAudience, need, budget, conversion, spendPerBuyer }, { money, count, percent }) {
    const cost = budget === null ? "" : `，预算${money(budget)}`;
    const more = need === 0 ? "现有人数已足够" : `还需新增${count(need ?? 0)}人${cost}`;
    const people = `按转化率${percent(conversion)}%、客单价${money(spendPerBuyer)}计，需要${count(requiredAudience ?? 0)}人`;
    return `${id}：要达到${money(target)}，${people}，${more}。`;
  },
  existing({ id, target, conversion, requiredConversion }, { money, percent }) {
    if (requiredConversion === null) return `${id}：没有预计产出，因此不分配目标。`;
    const change =
      requiredConversion === conversion
        ? `保持转化率${percent(conversion)}%即可`
        : `转化率须由${percent(conversion)}%变为${percent(requiredConversion)}%`;
    return `${id}：要达到${money(target ?? 0)}，${change}。`;
  },
  infeasible(stage, { money, count, percent }) {
    const needed = `转化率须达${percent(neededBy(stage))}%`;
    const reasons: { readonly [Obstacle in PlanObstacle]: string } = {
      NO_AUDIENCE: "没有人群",
      NO_CONVERSION: "转化率为零",
      NO_SPEND: "客单价为零",
      AUDIENCE_TOO_LARGE: "所需人数过大",
      CONVERSION_ABOVE_ONE: `${needed}，超过100%`,
      CONVERSION_ABOVE_CEILING: `${needed}，超过上限${percent(stage.ceiling ?? 1)}%`,
      AUDIENCE_ABOVE_LIMIT: `需要${count(audienceOf(stage))}人，最多只有${count(limitOf(stage))}人`,
      BUDGET_ABOVE_LIMIT: "成本过高",
    };
    const target = stage.target === null ? "目标" : money(stage.target);
    return `${stage.id}：${target}无法达到：${stage.obstacles.map((obstacle) => reasons[obstacle]).join("；")}。`;
  },
};

const WORDS: { readonly [Language in "en" | "zh-Hans"]: Words } = { en: ENGLISH, "zh-Hans": CHINESE };
