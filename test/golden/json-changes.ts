/** Changes of JSON values, to compare what a schema and its reader say of each. */

export type Json = { readonly [key: string]: unknown };

export type Path = readonly (string | number)[];

/** In place of a value: the field is taken out. */
export const REMOVED: unique symbol = Symbol("removed");

/** One value of each JSON type. */
export const OTHER_TYPES: readonly unknown[] = [null, true, "x", 7, [], {}];

/** Every path into a JSON value; of long lists the first two and the last element stand for all. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value)
    ? [...value.keys()].filter((i) => i < 2 || i === value.length - 1)
    : Object.keys(value);
  return keys.flatMap((key) => [[...at, key], ...pathsOf((value as Json)[key], [...at, key])]);
}

function changedAt(value: unknown, path: Path, to: unknown): unknown {
  // What is not on the path is shared: a copy of the whole for each change would cost more than the reader that is tested.
  const copy = shallowCopy(value);
  const parent = path.slice(0, -1).reduce((outer, key) => {
    const inner = shallowCopy(outer[key]);
    outer[key] = inner;
    return inner;
  }, copy);
  const last = path.at(-1) as string;
  if (to !== REMOVED) parent[last] = to;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

function shallowCopy(value: unknown): Record<string, unknown> {
  return (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
}

/** A copy after several changes, each at one of the paths that there are by then and may be changed. */
export function changedOften(
  value: unknown,
  changes: readonly (readonly [where: number, to: unknown])[],
  mayChange: (path: Path) => boolean = () => true,
): unknown {
  let changed = value;
  for (const [where, to] of changes) {
    const paths = pathsOf(changed).filter(mayChange);
    if (paths.length > 0) changed = changedAt(changed, paths[where % paths.length] as Path, to);
  }
  return changed;
}

/** A copy with a field of another JSON type, or without the field; `undefined` where that is no such change. */
export function structurallyChanged(value: unknown, path: Path, to: unknown): unknown {
  const parent = path.slice(0, -1).reduce((inner, key) => (inner as Json)[key], value);
  const before = (parent as Json)[path.at(-1) as string];
  const isStructural = to === REMOVED ? !Array.isArray(parent) : typeOf(to) !== typeOf(before);
  return isStructural ? changedAt(value, path, to) : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
