import { RfmError } from "../errors.js";
import type { Rule } from "./rule.js";
import type { RuleFault, RuleSchema } from "./rule-schema.js";
import { FaultList } from "./validation/fault-list.js";
import { knownNames, type MissingNames } from "./validation/known-names.js";
import { checkReferences } from "./validation/reference-faults.js";
import { checkTree } from "./validation/rule-faults.js";

/** How {@link ruleFaults} looks at a rule. */
interface RuleFaultOptions {
  /** Where the rules behind references stand, for messages. */
  readonly referencesPath?: string;
  /** Whether normalizeRule has converted it: what is muted may be malformed, and no fault recommends normalizeRule. */
  readonly isNormalized?: boolean;
  /** Whether the rule may be muted throughout, as a part of another may. */
  readonly allowsMuted?: boolean;
  /** What to say of names where the data that would know them are missing. */
  readonly missing?: MissingNames | undefined;
}

/** The rule once it is known to be one, or its first fault as an error of the caller. The schema is taken as it is. */
export function checkedRule(
  where: string,
  path: string,
  rule: unknown,
  schema: RuleSchema = {},
  options: RuleFaultOptions = {},
): Rule {
  const [fault] = ruleFaults(path, rule, schema, options);
  if (fault !== undefined) throw faultError(where, fault);
  return rule as Rule;
}

/** Everything that is wrong with a rule and with those it refers to, up to the most that are listed. */
export function ruleFaults(
  path: string,
  rule: unknown,
  schema: RuleSchema,
  { referencesPath = "schema.references", isNormalized = false, allowsMuted = false, missing }: RuleFaultOptions = {},
): readonly RuleFault[] {
  const faults = new FaultList(isNormalized);
  try {
    const check = { faults, names: knownNames(schema, missing), allowsMuted, references: new Map<string, string>() };
    checkTree(check, path, rule);
    checkReferences(check, referencesPath);
  } catch {
    // Only a proxy can throw when it is read.
    faults.say(path, "must be plain data");
  }
  return faults.faults;
}

function faultError(where: string, { code, path, message, received }: RuleFault): RfmError {
  return new RfmError(code, `${where}: ${message}`, received === undefined ? { path } : { path, received });
}
