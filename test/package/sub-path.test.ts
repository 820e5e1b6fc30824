import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build, copyProject, install, pack, temporaryFolder } from "../../scripts/packed.mjs";
import { folderWith, node, tool } from "./packed.js";

// The root is cut down to its errors, which is all that a sub-path shares here, and the threads are no sub-path, so that few
// declarations are built: the whole build is tested elsewhere.
const INDEX = 'export { isRfmError, RfmError } from "./errors.js";\n';
// What it takes to add a sub-path such as rfm-kit/sql: this much in package.json, and src/<name>/index.ts.
const EXPORTS = {
  import: { types: "./dist/probe/index.d.mts", default: "./dist/probe/index.mjs" },
  require: { types: "./dist/probe/index.d.ts", default: "./dist/probe/index.js" },
};
const TYPES_VERSIONS = { probe: ["./dist/probe/index.d.ts"] };
const SOURCE = `
import { RfmError } from "../errors.js";
export function probe(): never {
  throw new RfmError("OUT_OF_RANGE", "probe: nothing is right");
}
`;

describe("a new sub-path", () => {
  const folder = temporaryFolder();
  const consumer = join(folder, "consumer");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(() => {
    const copy = join(folder, "copy");
    copyProject(copy);
    const manifest = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
    manifest.exports["./probe"] = EXPORTS;
    delete manifest.exports["./threads"];
    manifest.typesVersions = { "*": TYPES_VERSIONS };
    writeFileSync(join(copy, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(copy, "src", "index.ts"), INDEX);
    mkdirSync(join(copy, "src", "probe"));
    writeFileSync(join(copy, "src", "probe", "index.ts"), SOURCE);
    build(copy);
    install(pack(copy).tarball, consumer);
  }, 120_000);

  it("shares the classes of the root, in ESM and in CommonJS", () => {
    const test = "try { probe(); } catch (error) { console.log(error instanceof RfmError, error.code); }";
    const cases = folderWith(consumer, {
      "a.mjs": `import { RfmError } from "rfm-kit"; import { probe } from "rfm-kit/probe"; ${test}`,
      "b.cjs": `const { RfmError } = require("rfm-kit"); const { probe } = require("rfm-kit/probe"); ${test}`,
    });
    for (const file of ["a.mjs", "b.cjs"]) expect(node(cases, file).stdout).toBe("true OUT_OF_RANGE\n");
  });

  it.each([
    ["nodenext", "nodenext"],
    ["commonjs", "node10"],
  ])("has types for %s modules under %s resolution", (module, moduleResolution) => {
    const compilerOptions = { target: "es2022", lib: ["es2022"], types: [], strict: true, module, moduleResolution };
    const cases = folderWith(consumer, {
      "c.ts": 'import { probe } from "rfm-kit/probe";\nexport const never: never = probe();\n',
      "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true } }),
    });
    expect(node(cases, tool("typescript", "bin", "tsc"))).toMatchObject({ stdout: "", status: 0 });
  });
});
