import { readFileSync } from "node:fs";

/**
 * The entry points of the package, read from the `exports` of package.json: "." is src/index.ts, "./sql" would be
 * src/sql/index.ts. What maps to a file as it stands, such as the schemas, is no entry point. Build, docs and API reports
 * all follow this one list.
 */
export function entries() {
  const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const names = Object.keys(exports).filter((key) => typeof exports[key] !== "string");
  return Object.fromEntries(
    names.map((key) => {
      const name = key === "." ? "index" : `${key.slice(2)}/index`;
      return [name, `src/${name}.ts`];
    }),
  );
}
