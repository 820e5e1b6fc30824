import { DIMENSIONS, type Dimension } from "../binning/bin-spec.js";
import type { SegmentMap } from "../segments/segment-map.js";
import type { ExplainLanguage, Explanation, ScoreExplanation } from "./explanation.js";
import type { RfmModel } from "./rfm-model.js";

/** An explanation that has no words yet. */
type Unspoken = Omit<Explanation<string | null>, "text">;

/** The explanation as one text. */
export function sentenceOf(explanation: Unspoken, model: RfmModel, language: ExplainLanguage): string {
  const words = WORDS[language];
  const { scores, cell, segment, neighbours } = explanation;
  const units = unitsOf(model, words);
  const name = (id: string | null): string => nameOf(model, id, language);
  const parts = DIMENSIONS.map((dimension) => words.score(dimension, scores[dimension], units[dimension]));
  const moves = neighbours
    .filter((neighbour) => neighbour.segment !== segment)
    .map(({ dimension, direction, cell, segment }) => {
      const step = scores[dimension][direction];
      return step === null
        ? ""
        : words.move(dimension, direction, units[dimension], step.distance, cell, name(segment));
    });
  const place = segment === null ? words.cell(cell) : words.place(cell, name(segment));
  return words.join([...parts, place, ...moves]);
}

function nameOf(model: RfmModel, id: string | null, language: ExplainLanguage): string {
  const segment = (model.segments as SegmentMap | null)?.segments.find((candidate) => candidate.id === id);
  return segment?.names?.[language] ?? segment?.names?.["en"] ?? id ?? "";
}

/** Spells an amount of a unit, alone and as a difference. */
interface Unit {
  of(value: number): string;
  more(value: number): string;
  less(value: number): string;
}

function unitsOf(model: RfmModel, words: Words): { readonly [D in Dimension]: Unit } {
  const { decimals, currency, frequency } = model.measure;
  const count = typeof frequency === "string" ? words.counts[frequency] : words.rate(frequency.of, frequency.per);
  const money = words.money((value) => `${value.toFixed(decimals)}${currency === null ? "" : ` ${currency}`}`);
  return { recency: words.days, frequency: count, monetary: money };
}

interface Words {
  readonly days: Unit;
  readonly counts: { readonly orders: Unit; readonly days: Unit };
  rate(of: "orders" | "days", per: number): Unit;
  money(spell: (value: number) => string): Unit;
  score(dimension: Dimension, explanation: ScoreExplanation, unit: Unit): string;
  cell(cell: string): string;
  place(cell: string, segment: string): string;
  move(
    dimension: Dimension,
    direction: "better" | "worse",
    unit: Unit,
    distance: number,
    cell: string,
    segment: string,
  ): string;
  join(parts: readonly string[]): string;
}

/** "1 order", "2 more orders", "1 order fewer". */
function counted(one: string): Unit {
  const name = (value: number): string => (value === 1 ? one : `${one}s`);
  return {
    of: (value) => `${value} ${name(value)}`,
    more: (value) => `${value} more ${name(value)}`,
    less: (value) => `${value} ${name(value)} fewer`,
  };
}

/** "12.50 EUR", "12.50 EUR more", "12.50 EUR less". */
function measured(spell: (value: number) => string): Unit {
  return { of: spell, more: (value) => `${spell(value)} more`, less: (value) => `${spell(value)} less` };
}

const ENGLISH: Words = {
  days: counted("day"),
  counts: { orders: counted("order"), days: counted("purchase day") },
  rate: (of, per) => measured((value) => `${value} ${of === "orders" ? "orders" : "purchase days"} per ${per} days`),
  money: measured,
  score(dimension, { value, score, of, better }, unit) {
    const what = { recency: "Last order", frequency: "Frequency", monetary: "Monetary" }[dimension];
    const ago = dimension === "recency" ? " ago" : "";
    const change = dimension === "recency" ? unit.less : unit.more;
    const next = better === null ? "" : `, ${change(better.distance)} for ${better.score}`;
    return `${what}: ${unit.of(value)}${ago} (score ${score} of ${of}${next}).`;
  },
  cell: (cell) => `Cell ${cell}.`,
  place: (cell, segment) => `Cell ${cell} is in "${segment}".`,
  move(dimension, direction, unit, distance, cell, segment) {
    const counts = direction === "better" ? `With ${unit.more(distance)}` : `With ${unit.less(distance)}`;
    const days =
      direction === "better"
        ? `Had the last order been ${unit.of(distance)} later`
        : `After ${unit.more(distance)} without an order`;
    return `${dimension === "recency" ? days : counts}: ${cell}, "${segment}".`;
  },
  join: (parts) => parts.join(" "),
};

/** 多 or 少 before the amount. */
function chinese(spell: (value: number) => string): Unit {
  return { of: spell, more: (value) => `多${spell(value)}`, less: (value) => `少${spell(value)}` };
}

const CHINESE: Words = {
  days: chinese((value) => `${value}天`),
  counts: { orders: chinese((value) => `${value}单`), days: chinese((value) => `${value}个购买日`) },
  rate: (of, per) => chinese((value) => `每${per}天${value}${of === "orders" ? "单" : "个购买日"}`),
  money: chinese,
  score(dimension, { value, score, of, better }, unit) {
    const what = { recency: "距上次下单", frequency: "购买频次", monetary: "消费金额" }[dimension];
    const change = dimension === "recency" ? unit.less : unit.more;
    const next = better === null ? "" : `，再${change(better.distance)}得${better.score}分`;
    return `${what}${unit.of(value)}（${of}分制得${score}分${next}）。`;
  },
  cell: (cell) => `所在单元${cell}。`,
  place: (cell, segment) => `所在单元${cell}，属于“${segment}”。`,
  move(dimension, direction, unit, distance, cell, segment) {
    const counts = `若${direction === "better" ? unit.more(distance) : unit.less(distance)}`;
    const days = direction === "better" ? `若上次下单晚${unit.of(distance)}` : `若再过${unit.of(distance)}仍未下单`;
    return `${dimension === "recency" ? days : counts}：${cell}，“${segment}”。`;
  },
  join: (parts) => parts.join(""),
};

const WORDS: { readonly [Language in ExplainLanguage]: Words } = { en: ENGLISH, "zh-Hans": CHINESE };
