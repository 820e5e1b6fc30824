import type { Profiles } from "../../input/profiles/profiles.js";
import type { RuleFieldType } from "../rule-schema.js";

/** The types of the fields of customers. */
export function profileFieldTypes({ columns }: Profiles): { readonly [name: string]: RuleFieldType } {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type] as [string, RuleFieldType]));
}
