import { readFileSync } from "node:fs";

/**
 * The entry points of the package, read from the `exports` of package.json: "." is src/index.ts, "./sql" would be
 * src/sql/index.ts. Build, docs and API reports all follow this one list.
 */
export function entries() {
  const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const names = Object.keys(exports).filter((key) => key !== "./package.json");
  return Object.fromEntries(
    names.map((key) => {
      const name = key === "." ? "index" : `${key.slice(2)}/index`;
      return [name, `src/${name}.ts`];
    }),
  );
}
