import { checkInteger, checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import {
  type LifecycleRule,
  type LifecycleRuleTexts,
  type LifecycleSteps,
  MOST_DAYS,
  type PersonalMultipleRule,
} from "./lifecycle-rule.js";
import { readTexts, TEXT_NAMES } from "./read-rule-texts.js";
import { checkShrinkage, DEFAULT_SHRINKAGE } from "./shrinkage.js";

/** The steps of a rule: what they are, which are allowed, and those by default; `undefined` must be given. */
interface StepKind {
  readonly what: string;
  readonly falls: boolean;
  readonly defaults: Partial<LifecycleSteps>;
  holds(value: number): boolean;
}

const MOST_MULTIPLE = 1000;

const STEPS: { readonly [Method in LifecycleRule["method"]]: StepKind } = {
  hiatus: {
    what: `a whole number of days from 1 to ${MOST_DAYS}`,
    falls: false,
    defaults: {},
    holds: (value) => Number.isInteger(value) && value >= 1 && value <= MOST_DAYS,
  },
  pooledPercentile: {
    what: "a percentile, above 0 and at most 100",
    falls: false,
    defaults: { atRisk: 40, lost: 80 },
    holds: (value) => value > 0 && value <= 100,
  },
  kaplanMeier: {
    what: "a probability, above 0 and below 1",
    falls: true,
    defaults: { atRisk: 0.2, lost: 0.1 },
    holds: (value) => value > 0 && value < 1,
  },
  personalMultiple: {
    what: `a multiple, above 0 and at most ${MOST_MULTIPLE}`,
    falls: false,
    defaults: { atRisk: 1.5, lapsed: 2, lost: 3 },
    holds: (value) => value > 0 && value <= MOST_MULTIPLE,
  },
  ownGapShare: {
    what: "a share, above 0 and at most 1",
    falls: false,
    defaults: { atRisk: 0.8, lost: 1 },
    holds: (value) => value > 0 && value <= 1,
  },
};

const METHODS = /* @__PURE__ */ Object.keys(STEPS) as readonly LifecycleRule["method"][];

const STEP_NAMES = ["atRisk", "lapsed", "lost"] as const;
const OWN_NAMES: { readonly [Method in LifecycleRule["method"]]: readonly string[] } = {
  hiatus: [],
  pooledPercentile: [],
  kaplanMeier: ["within"],
  personalMultiple: ["cycle", "shrinkage", "minGaps"],
  ownGapShare: ["minGaps"],
};

type Fields = { readonly [key: string]: unknown };

/** The rule that the options of one of the functions ask for. */
export function ruleOf<Method extends LifecycleRule["method"]>(
  method: Method,
  options: unknown,
): Extract<LifecycleRule, { readonly method: Method }> {
  checkOptions(method, options, [...STEP_NAMES, ...OWN_NAMES[method]]);
  return assemble(method, method, "options", options as Fields, {}) as Extract<
    LifecycleRule,
    { readonly method: Method }
  >;
}

/** A rule as it was made or came out of JSON: every field is checked, and copied once. */
export function readRule(where: string, path: string, value: unknown): LifecycleRule {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw optionError("WRONG_TYPE", where, path, "be a rule such as kaplanMeier()", value);
  }
  const fields = { ...value } as Fields;
  const method = checkOneOf(where, `${path}.method`, fields["method"], METHODS);
  checkOptions(where, fields, ["method", ...STEP_NAMES, ...OWN_NAMES[method], ...TEXT_NAMES], path);
  return assemble(where, method, path, fields, readTexts(where, path, fields));
}

function assemble(
  where: string,
  method: LifecycleRule["method"],
  path: string,
  fields: Fields,
  texts: LifecycleRuleTexts,
): LifecycleRule {
  const steps = readSteps(where, STEPS[method], path, fields);
  return Object.freeze({ method, ...steps, ...readOwn(where, method, path, fields), ...texts }) as LifecycleRule;
}

function readSteps(where: string, kind: StepKind, path: string, fields: Fields): LifecycleSteps {
  const steps: { atRisk: number | null; lapsed: number | null; lost: number | null } = {
    atRisk: null,
    lapsed: null,
    lost: null,
  };
  let before: (typeof STEP_NAMES)[number] | undefined;
  for (const name of STEP_NAMES) {
    const value = fields[name] === undefined ? (kind.defaults[name] ?? null) : fields[name];
    if (value === null && name !== "lost") continue;
    if (typeof value !== "number" || !kind.holds(value)) {
      const code = fields[name] === undefined ? "MISSING_OPTION" : "OUT_OF_RANGE";
      const orNull = name === "lost" ? "" : ", or null for no such state";
      throw optionError(code, where, `${path}.${name}`, `be ${kind.what}${orNull}`, fields[name]);
    }
    const last = before === undefined ? null : (steps[before] as number);
    if (last !== null && (kind.falls ? value >= last : value <= last)) {
      const order = kind.falls ? "below" : "above";
      throw optionError("NOT_INCREASING", where, `${path}.${name}`, `be ${order} ${path}.${before}, ${last}`, value);
    }
    steps[name] = value;
    before = name;
  }
  return steps as LifecycleSteps;
}

function readOwn(where: string, method: LifecycleRule["method"], path: string, fields: Fields): object {
  if (method === "kaplanMeier") {
    return { within: checkInteger(where, `${path}.within`, orDefault(fields["within"], 90), 1, MOST_DAYS) };
  }
  if (method === "ownGapShare") return { minGaps: readMinGaps(where, path, fields) };
  return method === "personalMultiple" ? readCycle(where, path, fields) : {};
}

function readCycle(
  where: string,
  path: string,
  fields: Fields,
): Pick<PersonalMultipleRule, "cycle" | "shrinkage" | "minGaps"> {
  const cycle = checkOneOf(where, `${path}.cycle`, orDefault(fields["cycle"], "shrunk"), [
    "shrunk",
    "mean",
    "median",
    "population",
  ]);
  const isShrunk = cycle === "shrunk";
  const isRaw = cycle === "mean" || cycle === "median";
  for (const [name, isUsed] of [
    ["shrinkage", isShrunk],
    ["minGaps", isRaw],
  ] as const) {
    if (isUsed || (fields[name] ?? null) === null) continue;
    throw optionError(
      "CONFLICTING_OPTIONS",
      where,
      `${path}.${name}`,
      `be left out with cycle "${cycle}"`,
      fields[name],
    );
  }
  return {
    cycle,
    shrinkage: isShrunk
      ? checkShrinkage(where, `${path}.shrinkage`, orDefault(fields["shrinkage"], DEFAULT_SHRINKAGE))
      : null,
    minGaps: isRaw ? readMinGaps(where, path, fields) : null,
  };
}

/** What is left out has its default; `null` is a value like any other. */
function orDefault(value: unknown, otherwise: unknown): unknown {
  return value === undefined ? otherwise : value;
}

function readMinGaps(where: string, path: string, fields: Fields): number {
  return checkInteger(where, `${path}.minGaps`, orDefault(fields["minGaps"], 1), 1, MOST_DAYS);
}
