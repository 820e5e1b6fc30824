import { checkOneOf, checkOptions } from "../checks/check-options.js";
import { optionError } from "../errors.js";
import type { Rational } from "../math/rational.js";
import { MOST_MINOR, readCount, readNumber, readPart } from "./read-number.js";

/** What every checked stage has; `path` is where it stands in the definition. */
interface CheckedFigures {
  readonly path: string;
  readonly id: string;
  readonly audience: bigint;
  readonly conversion: Rational;
  readonly spendPerBuyer: Rational;
  readonly pastGmv: Rational | null;
  readonly ceiling: Rational | null;
}

/** A checked stage of new customers. */
export interface CheckedNewStage extends CheckedFigures {
  readonly kind: "new";
  readonly share: Rational | null;
  readonly costPerUser: Rational | null;
  readonly maxAudience: bigint | null;
}

/** A checked stage of existing customers. */
export interface CheckedExistingStage extends CheckedFigures {
  readonly kind: "existing";
}

/** A checked stage. */
export type CheckedStage = CheckedNewStage | CheckedExistingStage;

type Untyped = { readonly [key: string]: unknown };

const MOST_STAGES = 1000;
const FIGURES = ["audience", "conversion", "spendPerBuyer", "pastGmv", "ceiling"];
const NEW_FIGURES = [...FIGURES, "share", "costPerUser", "maxAudience"];
const AIPL_KINDS = { A: "new", I: "new", P: "existing", L: "existing" } as const;

/** The stages of a list, or those of AIPL. */
export function readStages(where: string, stages: unknown): readonly CheckedStage[] {
  const path = "plan.stages";
  if (stages === undefined) throw optionError("MISSING_OPTION", where, path, "be given", stages);
  if (!Array.isArray(stages)) return readAipl(where, path, stages);
  if (stages.length === 0 || stages.length > MOST_STAGES) {
    throw optionError("OUT_OF_RANGE", where, path, `be an array of 1 to ${MOST_STAGES} stages`, stages);
  }
  const seen = new Map<string, number>();
  return Array.from(stages as unknown[], (stage, i) => {
    const checked = readStage(where, `${path}[${i}]`, stage);
    const before = seen.get(checked.id);
    if (before !== undefined) {
      throw optionError("DUPLICATE", where, `${path}[${i}].id`, `differ from that of ${path}[${before}]`, checked.id);
    }
    seen.set(checked.id, i);
    return checked;
  });
}

function readAipl(where: string, path: string, stages: unknown): readonly CheckedStage[] {
  if (typeof stages !== "object" || stages === null) {
    throw optionError("WRONG_TYPE", where, path, "be an array of stages, or an object with A, I, P and L", stages);
  }
  checkOptions(where, stages, Object.keys(AIPL_KINDS), path);
  return Object.entries(AIPL_KINDS).map(([id, kind]) => {
    const figures = (stages as Untyped)[id];
    const at = `${path}.${id}`;
    if (figures === undefined) throw optionError("MISSING_OPTION", where, at, "be given", figures);
    checkOptions(where, figures, kind === "new" ? NEW_FIGURES : FIGURES, at);
    return readFigures(where, at, id, kind, figures as Untyped);
  });
}

function readStage(where: string, path: string, stage: unknown): CheckedStage {
  checkOptions(where, stage, ["id", "kind", ...NEW_FIGURES], path);
  const { id, kind: given, ...figures } = stage as Untyped;
  if (typeof id !== "string" || id === "") {
    throw optionError("WRONG_TYPE", where, `${path}.id`, "be text that is not empty", id);
  }
  const kind = checkOneOf(where, `${path}.kind`, given, ["new", "existing"]);
  if (kind === "existing") checkOptions(where, stage, ["id", "kind", ...FIGURES], path);
  return readFigures(where, path, id, kind, figures);
}

function readFigures(
  where: string,
  path: string,
  id: string,
  kind: "new" | "existing",
  figures: Untyped,
): CheckedStage {
  const { audience, conversion, spendPerBuyer, pastGmv, ceiling, share, costPerUser } = figures;
  const optional = (name: string, value: unknown, most: number): Rational | null =>
    value === undefined ? null : readNumber(where, `${path}.${name}`, value, most);
  const checked = {
    path,
    id,
    audience: kind === "new" && audience === undefined ? 0n : readCount(where, `${path}.audience`, audience),
    conversion: readPart(where, `${path}.conversion`, conversion),
    spendPerBuyer: readNumber(where, `${path}.spendPerBuyer`, spendPerBuyer, MOST_MINOR),
    pastGmv: optional("pastGmv", pastGmv, MOST_MINOR),
    ceiling: optional("ceiling", ceiling, 1),
  };
  if (kind === "existing") return { ...checked, kind };
  return {
    ...checked,
    kind,
    maxAudience: readLimit(where, `${path}.maxAudience`, figures["maxAudience"], checked.audience),
    share: optional("share", share, 1),
    costPerUser: optional("costPerUser", costPerUser, MOST_MINOR),
  };
}

/** The most people of a stage, which cannot be fewer than are in it already. */
function readLimit(where: string, path: string, value: unknown, audience: bigint): bigint | null {
  if (value === undefined) return null;
  const limit = readCount(where, path, value);
  if (limit >= audience) return limit;
  throw optionError("OUT_OF_RANGE", where, path, `be at least the audience, ${audience}`, value);
}
