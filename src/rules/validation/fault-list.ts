import { spell } from "../../errors.js";
import type { RuleFault, RuleFaultCode } from "../rule-schema.js";

/** The most faults of one rule that are listed: no rule made by people has more, and each costs a search for what was meant. */
const MOST_FAULTS = 100;

/** Collects the faults of a rule in the order of its text. */
export class FaultList {
  readonly faults: RuleFault[] = [];
  /** Whether it is a rule that normalizeRule has converted already. */
  readonly isNormalized: boolean;

  constructor(isNormalized = false) {
    this.isNormalized = isNormalized;
  }

  get isFull(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  /** `<path> must <requirement>; received <value><advice>`, advice beginning with its own sign. */
  add(path: string, requirement: string, received: unknown, advice: () => string = NOTHING): void {
    this.addAs("BAD_RULE", path, requirement, received, advice);
  }

  addAs(
    code: RuleFaultCode,
    path: string,
    requirement: string,
    received: unknown,
    advice: () => string = NOTHING,
  ): void {
    if (this.isFull) return;
    const found = spell(received);
    const message = `${path} must ${requirement}; received ${found}${advice()}`;
    this.faults.push(Object.freeze<RuleFault>({ path, code, message, received: found }));
  }

  /** A fault in words of its own, after the path. */
  say(path: string, message: string): void {
    if (!this.isFull)
      this.faults.push(Object.freeze<RuleFault>({ path, code: "BAD_RULE", message: `${path} ${message}` }));
  }
}

const NOTHING = (): string => "";

/** The path of a key of the object at a path; names that are no identifiers are quoted. */
export function at(path: string, key: string): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) return `${path}[${spell(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** A list of names for a message: at most ten of them. */
export function listed(names: Iterable<string>): string {
  const all = [...names];
  const shown = all.slice(0, 10).map((name) => spell(name));
  return all.length > 10 ? `${shown.join(", ")} and ${all.length - 10} more` : shown.join(", ");
}
