import { readdirSync, readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../scripts/packed.mjs";
import { packed, ROOT } from "./packed.js";

describe("the tarball", () => {
  it("holds the build and the papers, and nothing else: no sources, tests or source maps", () => {
    const below = (folder: string, end: string): string[] =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith(end))
        .map((name) => `${folder}/${name}`);
    // What the entry points have in common, under names that follow the content.
    const isShared = (file: string): boolean => /^dist\/(chunk|\w+)-\w{8}\.(d\.)?m?[jt]s$/.test(file);
    expect(packed().files.filter(isShared).length).toBeGreaterThan(0);
    expect(packed().files.filter((file) => !isShared(file))).toEqual(
      [
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "README.md",
        "dist/THIRD-PARTY.txt",
        "dist/cli.js",
        "dist/index.d.mts",
        "dist/index.d.ts",
        "dist/index.js",
        "dist/index.mjs",
        ...["index.d.mts", "index.d.ts", "index.js", "index.mjs", "worker.js", "worker.mjs"].map(
          (name) => `dist/threads/${name}`,
        ),
        ...below("docs", ".md"),
        ...below("docs/decisions", ".md"),
        "package.json",
        ...below("schemas", ".json"),
      ].sort(),
    );
  });

  it("installs nothing besides itself", () => {
    const { packages } = JSON.parse(readFileSync(join(packed().consumer, "package-lock.json"), "utf8"));
    expect(Object.keys(packages)).toEqual(["", "node_modules/rfm-kit"]);
  });

  it("imports nothing in its core but its own files", () => {
    for (const file of ["index.js", "index.mjs"]) expect(foreignTo(file), file).toEqual([]);
  });

  it("imports Node alone in the threads", () => {
    const own = ["node:os", "node:worker_threads"];
    expect(foreignTo("threads/index.mjs").sort()).toEqual(own);
    expect(foreignTo("threads/index.js").sort()).toEqual([...own.slice(0, 1), "node:url", ...own.slice(1)]);
    for (const file of ["threads/worker.js", "threads/worker.mjs"]) expect(foreignTo(file)).toEqual(own.slice(1));
  });

  it("carries the CSV parser inside the command, with its notice, and needs Node alone", () => {
    const foreign = importsOf("cli.js").filter((name) => !builtinModules.includes(name.replace(/^node:/, "")));
    expect(foreign).toEqual([]);
    const command = built("cli.js");
    expect(command.startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(command).toContain("node_modules/papaparse");
    expect(built("THIRD-PARTY.txt")).toMatch(/papaparse [\s\S]*Copyright \(c\) 2015 Matthew Holt[\s\S]*AS IS/);
  });

  it("carries every schema, under the name that its $id says", () => {
    const names = readdirSync(join(ROOT, "schemas")).sort();
    const [{ files }] = JSON.parse(run(ROOT, "npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]));
    const carried = files.map(({ path }: { path: string }) => path).filter((path: string) => /^schemas\//.test(path));
    expect(carried.sort()).toEqual(names.map((name) => `schemas/${name}`));
    const require = createRequire(join(ROOT, "package.json"));
    for (const name of names) expect(require(`rfm-kit/schemas/${name}`).$id).toBe(`rfm-kit/schemas/${name}`);
  });

  it("states types for old resolution too, for every sub-path that it exports", () => {
    const { exports, typesVersions = { "*": {} } } = JSON.parse(
      readFileSync(join(packed().copy, "package.json"), "utf8"),
    );
    const paths = Object.keys(exports).filter((key) => key !== "." && typeof exports[key] !== "string");
    const expected = paths.map((path) => [path.slice(2), [`./dist/${path.slice(2)}/index.d.ts`]]);
    expect(typesVersions["*"]).toEqual(Object.fromEntries(expected));
  });
});

function built(file: string): string {
  return readFileSync(join(packed().consumer, "node_modules", "rfm-kit", "dist", file), "utf8");
}

/** What a built file and its own files import besides these. */
function foreignTo(file: string): string[] {
  const [own, foreign] = [importsOf(file).filter((name) => name.startsWith(".")), importsOf(file)];
  const others = own.flatMap((name) => foreignTo(join(dirname(file), name)));
  return [...new Set([...foreign.filter((name) => !name.startsWith(".")), ...others])];
}

/** The modules that a built file requires or imports, comments left out. */
function importsOf(file: string): string[] {
  const code = built(file).replace(/\/\*[\s\S]*?\*\//g, "");
  const found = code.matchAll(/\brequire\("([^"]+)"\)|\bfrom "([^"]+)"|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm);
  return [...found].map(([, ...names]) => names.find((name) => name !== undefined) as string);
}
