import type { CouponPlan, ExistingStagePlan, GmvPlan, NewStagePlan } from "../../planning/gmv-plan.js";
import type { Glyphs } from "./glyphs.js";
import { amountText, countText, shareText } from "./number-text.js";
import { type TextColumn, textTable } from "./text-table.js";

/** A plan for people: both kinds of stages, coupons, and what must happen. */
export function planReport(name: string, plan: GmvPlan, language: "en" | "zh-Hans", glyphs: Glyphs): string[] {
  const { target, newShare, decimals, stages, coupons, feasible, existingCustomers } = plan;
  const spell = spellingOf(decimals, glyphs.none);
  const fresh = stages.filter((stage) => stage.kind === "new");
  const existing = stages.filter((stage) => stage.kind === "existing");
  const text = [
    `${name}: target ${spell.money(target)}, ${shareText(newShare)} of it from new customers`,
    ...section(fresh, () => newTable(plan, fresh, spell)),
    ...section(existing, () => [...existingTable(plan, existing, spell), "", ...upliftText(existingCustomers, spell)]),
    ...section(coupons, () => couponTable(coupons, spell)),
    "",
    feasible ? "FEASIBLE" : "NOT FEASIBLE",
    ...plan.explain(language).split("\n"),
  ];
  // Names of stages may be any text: none of it may move the cursor.
  return text.map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, "?"));
}

/** Spells numbers, and what is not there. */
interface Spelling {
  money(value: number | null): string;
  count(value: number | null): string;
  factor(value: number | null): string;
  percent(part: number | null): string;
}

function spellingOf(decimals: number, none: string): Spelling {
  const orNone =
    (spell: (value: number) => string) =>
    (value: number | null): string =>
      value === null ? none : spell(value);
  return {
    money: orNone((value) => amountText(value, decimals)),
    count: orNone(countText),
    factor: orNone((value) => value.toFixed(4)),
    percent: orNone((part) => `${Number((100 * part).toPrecision(6))} %`),
  };
}

function section(parts: readonly unknown[], draw: () => readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : ["", ...draw()];
}

function columns(first: string, ...others: readonly string[]): readonly TextColumn[] {
  const numbers = others.map((title): TextColumn => ({ title, align: "right" }));
  return [{ title: first, align: "left" }, ...numbers];
}

function newTable(plan: GmvPlan, stages: readonly NewStagePlan[], spell: Spelling): readonly string[] {
  const { money, count, percent } = spell;
  const isLimited = stages.some(({ maxAudience }) => maxAudience !== null);
  const ifLimited = (text: string): readonly string[] => (isLimited ? [text] : []);
  const titles = columns(
    ...(["new", "target", "conversion", "per buyer", "people"] as const),
    ...ifLimited("at most"),
    ...["there", "missing", "budget"],
  );
  const rows = stages.map((stage) => [
    stage.id,
    money(stage.target),
    percent(stage.conversion),
    money(stage.spendPerBuyer),
    count(stage.requiredAudience),
    ...ifLimited(count(stage.maxAudience)),
    count(stage.audience),
    count(stage.need),
    money(stage.budget),
  ]);
  const { target, need, budget } = plan.newCustomers;
  const all = ["all", money(target), "", "", "", ...ifLimited(""), "", count(need), money(budget)];
  const limit = plan.budget === null ? [] : [`The budget is ${money(plan.budget)}.`];
  return [...textTable(titles, [...rows, all]), ...limit];
}

function existingTable(
  { existingCustomers }: GmvPlan,
  stages: readonly ExistingStagePlan[],
  spell: Spelling,
): readonly string[] {
  const { money, count, percent } = spell;
  const titles = columns("existing", "target", "forecast", "people", "per buyer", "conversion", "must be", "ceiling");
  const rows = stages.map((stage) => [
    stage.id,
    money(stage.target),
    money(stage.forecast),
    count(stage.audience),
    money(stage.spendPerBuyer),
    percent(stage.conversion),
    percent(stage.requiredConversion),
    percent(stage.ceiling),
  ]);
  const { target, forecast } = existingCustomers;
  return textTable(titles, [...rows, ["all", money(target), money(forecast)]]);
}

function upliftText({ gap, uplift }: GmvPlan["existingCustomers"], { money, factor }: Spelling): readonly string[] {
  const distance = gap < 0 ? `Surplus ${money(-gap)}` : `Gap ${money(gap)}`;
  return [uplift === null ? `${distance}; there is no forecast to lift` : `${distance}, uplift ${factor(uplift)}`];
}

function couponTable(coupons: readonly CouponPlan[], { factor, percent }: Spelling): readonly string[] {
  const ids = coupons[0].stages.map(({ id }) => id);
  const titles: readonly TextColumn[] = [...columns("coupon", "times", ...ids), { title: "", align: "left" }];
  const rows = coupons.map(({ depth, multiplier, stages, feasible }) => [
    percent(depth),
    factor(multiplier),
    ...stages.map(({ requiredConversion }) => percent(requiredConversion)),
    feasible ? "" : "not feasible",
  ]);
  return textTable(titles, rows);
}
