import { FaultList } from "../validation/fault-list.js";
import type { KnownNames } from "../validation/known-names.js";
import { type Fields, fieldsOf } from "../validation/plain-data.js";
import { MOST_DEPTH, MOST_NODES } from "../validation/rule-faults.js";
import { convertRelativeDate, convertText, convertValue } from "./convert-value.js";

/**
 * What an editor holds as the rule it means, each part in the place where it was, so that the paths of faults are right. Nothing is
 * refused here: what is malformed, muted or beyond the limits is handed on as it is.
 */
export function convertRule(rule: unknown, names: KnownNames): unknown {
  let nodes = 0;
  return convert(rule, names.fields, 1);

  function convert(node: unknown, types: KnownNames["fields"], depth: number): unknown {
    nodes++;
    const fields = depth > MOST_DEPTH ? null : dataOf(node);
    if (fields === null || fields["muted"] === true) return node;
    const { rules } = fields;
    if (Array.isArray(rules)) {
      // Rules beyond the limit are refused later; to copy them first could take all memory.
      if (rules.length > MOST_NODES - nodes) return node;
      return { ...fields, rules: Array.from(rules, (inner) => convert(inner, types, depth + 1)) };
    }
    const leaf = adapted(fields);
    if ("event" in leaf) {
      const { where } = leaf;
      const filter = where === undefined ? {} : { where: convert(where, names.eventFields, depth + 1) };
      return { ...convertEvent(leaf), ...filter };
    }
    return "field" in leaf ? convertAttribute(leaf, types) : leaf;
  }
}

function convertAttribute(leaf: Fields, types: KnownNames["fields"]): Fields {
  const type = types?.get(leaf["field"] as string) ?? "any";
  return { ...leaf, value: convertValue(leaf["operator"], leaf["value"], type) };
}

/** The own fields of plain data, else `null`. */
function dataOf(value: unknown): Fields | null {
  return fieldsOf(new FaultList(), "", value, "");
}

/** The event rule or reference that the leaf of an editor carries in `meta`, with the marks of the leaf; else the leaf. */
function adapted(leaf: Fields): Fields {
  const meta = dataOf(leaf["meta"]);
  if (meta === null || !("event" in meta || "segment" in meta)) return leaf;
  const { id = meta["id"], muted = meta["muted"] } = leaf;
  return { ...meta, id, muted };
}

function convertEvent(leaf: Fields): Fields {
  const window = dataOf(leaf["within"]);
  const within = window === null ? leaf["within"] : convertWindow(window);
  return { ...leaf, value: convertValue(leaf["operator"], leaf["value"], "number"), within };
}

function convertWindow({ days, from, to, ...rest }: Fields): Fields {
  return {
    ...rest,
    days: typeof days === "string" ? convertText(days, "number") : days,
    from: dayOf(from),
    to: dayOf(to),
  };
}

function dayOf(value: unknown): unknown {
  return typeof value === "string" ? convertText(value, "date") : convertRelativeDate(value);
}
