import { at, type FaultList } from "./fault-list.js";
import { checkTree, type RuleCheck } from "./rule-faults.js";

/** How many references may lead from one to the next: whoever follows them need not fear a deep stack. */
const MOST_STEPS = 50;

/** The names that each rule behind a name refers to, each with its place. */
type Steps = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Notes what is wrong with the rules that a checked rule refers to, and with theirs; and circles among them. */
export function checkReferences(check: RuleCheck, path: string): void {
  const steps = new Map<string, Map<string, string>>();
  const names = [...check.references.keys()];
  for (let name = names.pop(); name !== undefined && !check.faults.isFull; name = names.pop()) {
    const target = check.names.references?.get(name);
    if (steps.has(name) || target === undefined || target === null || isMembership(target)) continue;
    const references = new Map<string, string>();
    steps.set(name, references);
    checkTree({ ...check, allowsMuted: false, references }, at(path, name), target);
    names.push(...references.keys());
  }
  const heights = new Map<string, number>();
  for (const name of check.references.keys()) measure(check.faults, steps, heights, name, []);
}

/** A set of customers instead of a rule. */
function isMembership(target: object): boolean {
  return "has" in target && target.has instanceof Uint8Array;
}

/** How many steps lead on from a name. Notes where they lead back to it or are too many. */
function measure(
  faults: FaultList,
  steps: Steps,
  heights: Map<string, number>,
  name: string,
  way: readonly string[],
): number {
  const known = heights.get(name);
  if (known !== undefined) return known;
  // While its own steps are followed, nothing is said of it again.
  heights.set(name, 0);
  let height = 0;
  const here = [...way, name];
  for (const [next, path] of steps.get(name) ?? []) {
    if (here.includes(next)) {
      const circle = [...here.slice(here.indexOf(next)), next].map((step) => JSON.stringify(step)).join(" -> ");
      faults.addAs("CYCLIC_REFERENCE", path, "not lead back to its own rule", next, () => `; ${circle}`);
    } else {
      height = Math.max(height, 1 + (here.length >= MOST_STEPS ? 0 : measure(faults, steps, heights, next, here)));
      if (height + here.length > MOST_STEPS) {
        faults.add(path, `not be the end of more than ${MOST_STEPS} references in a row`, next);
        // Said once: with a height of 0 the names before this one are not too far from the end, too.
        return 0;
      }
    }
  }
  heights.set(name, height);
  return height;
}
