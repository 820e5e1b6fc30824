import type { Rule } from "./rule.js";

/** Whether a rule that was checked is skipped: muted itself, or a group that has rules and all of them are. */
export function isMuted(rule: Rule): boolean {
  if (rule.muted === true) return true;
  return "combinator" in rule && rule.rules.length > 0 && rule.rules.every(isMuted);
}
