import type { ParameterFault } from "./behaviour-of.js";

/** Parameters of which a model has all or none. */
interface ParameterSet {
  readonly names: readonly string[];
  /** Whether 0 is allowed: then nobody is lost, or nobody buys. */
  readonly orZero?: boolean;
  /** Whether they are probabilities, below 1. */
  readonly isChance?: boolean;
}

// Beyond these products of parameters and times would overflow.
const LEAST = 1e-100;
const MOST = 1e100;

/** What is wrong with parameters, of which a model has one set of each choice and no other; `null` where nothing is. */
export function choiceFault(
  parameters: { readonly [name: string]: unknown },
  choices: readonly (readonly ParameterSet[])[],
): ParameterFault | null {
  const own = Object.keys(parameters);
  const expected: string[] = [];
  for (const sets of choices) {
    const set = sets.find(({ names }) => own.includes(names[0])) ?? sets[0];
    for (const name of set.names) {
      const fault = faultOf(name, own.includes(name) ? parameters[name] : undefined, set, sets);
      if (fault !== null) return fault;
      expected.push(name);
    }
  }
  const extra = own.find((name) => !expected.includes(name));
  return extra === undefined ? null : { name: extra, requirement: `be absent beside ${expected.join(", ")}` };
}

function faultOf(
  name: string,
  value: unknown,
  { orZero, isChance }: ParameterSet,
  sets: readonly ParameterSet[],
): ParameterFault | null {
  if (value === undefined) {
    return { name, requirement: `be given: ${sets.map(({ names }) => names.join(" and ")).join(", or ")}` };
  }
  const isSound =
    typeof value === "number" &&
    ((orZero === true && value === 0) || (value >= LEAST && (isChance === true ? value < 1 : value <= MOST)));
  if (isSound) return null;
  const from = orZero === true ? `0, or a number from ${LEAST}` : `a number from ${LEAST}`;
  return { name, requirement: isChance === true ? `be ${from} to below 1` : `be ${from} to ${MOST}` };
}
