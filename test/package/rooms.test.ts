import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith, node, type Ran, ROOT } from "./packed.js";

// One folder with every violation in a file of its own: what is wrong, where, and what the check says.
const VIOLATIONS = [
  ["an import against the flow", "input/a.ts", 'import { rfm } from "../rfm/rfm.js";', "input may import errors"],
  ["a type import against it", "math/a.ts", 'import type { X } from "../input/x.js";', "math may import errors"],
  ["a re-export against it", "errors.ts", 'export { x } from "./input/x.js";', "errors may import no other room"],
  ["a type in passing", "math/a1.ts", 'export type X = import("../rfm/x.js").X;', "math may import errors"],
  ["an import of the index", "rfm/a.ts", 'import { rfm } from "../index.js";', "rfm may import"],
  ["an import of the command", "index.ts", 'export { main } from "./cli/main.js";', "index may import"],
  ["a Node module", "input/a1.ts", 'import { readFileSync } from "node:fs";', "only cli and threads may use Node"],
  ["a Node module without its prefix", "input/a2.ts", 'import fs from "fs";', "only cli and threads may use Node"],
  ["a package", "input/a3.ts", 'import { parse } from "papaparse";', "input may import no package"],
  ["an unlisted package of the command", "cli/a.ts", 'import { x } from "yargs";', "cli may import papaparse"],
  ["a dynamic import", "input/a4.ts", 'export const x = () => import("node:fs");', "only cli and threads may use Node"],
  ["a require", "input/a5.ts", 'export const x = require("fs");', "only cli and threads may use Node"],
  ["a global of Node", "input/a6.ts", "export const x = process.env.HOME;", "only cli and threads may use Node"],
  ["another one", "math/a2.ts", "export const x = Buffer.from([1]);", "only cli and threads may use Node"],
  ["a file outside", "math/a3.ts", 'export * from "../../test/x.js";', "outside src"],
  ["a room that it does not know", "attic/a.ts", "export const x = 1;", 'the room "attic"'],
] as const;

describe("the check of the rooms", () => {
  it("finds nothing in this project", () => {
    expect(check(join(ROOT, "src"))).toMatchObject({ status: 0, stderr: "" });
  });

  it("passes imports that go the right way", () => {
    const src = sources({
      "errors.ts": "export const a = 1;",
      "input/b.ts": 'import { a } from "../errors.js";\nexport const b = { process: a }.process;',
      "index.ts": 'export { b } from "./input/b.js";',
      "cli/main.ts": 'import { stdout } from "node:process";\nimport { b } from "../index.js";\nimport "papaparse";',
    });
    expect(check(src)).toMatchObject({ status: 0, stderr: "" });
  });

  describe("refuses", () => {
    let ran: Ran;
    beforeAll(() => {
      ran = check(sources(Object.fromEntries(VIOLATIONS.map(([, file, code]) => [file, `\n${code}\n`]))));
    });

    it.each(VIOLATIONS)("%s", (_, file, __, reason) => {
      const faults = ran.stderr.split("\n").filter((line) => line.startsWith(`src/${file}:`));
      expect(faults.join("\n")).toContain(reason);
    });

    it("by its exit code", () => {
      expect(ran.status).toBe(1);
    });
  });

  it("refuses an empty folder", () => {
    expect(check(folderWith(tmpdir(), {})).status).toBe(1);
  });
});

function sources(files: Readonly<Record<string, string>>): string {
  return folderWith(tmpdir(), files);
}

function check(src: string): Ran {
  return node(ROOT, join("scripts", "check-rooms.mjs"), src);
}
