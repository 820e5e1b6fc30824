import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { folderWith, node, packed, ROOT } from "./packed.js";

describe("ESM and CommonJS", () => {
  it("export the same names, those of src/index.ts", () => {
    const folder = folderWith(packed().consumer, {
      "names.mjs": 'import * as kit from "rfm-kit"; console.log(JSON.stringify(Object.keys(kit).sort()));',
      "names.cjs": 'console.log(JSON.stringify(Object.keys(require("rfm-kit")).sort()));',
    });
    const names = JSON.stringify(exportsOf(join(ROOT, "src", "index.ts")));
    expect(node(folder, "names.mjs").stdout.trim()).toBe(names);
    expect(node(folder, "names.cjs").stdout.trim()).toBe(names);
  });

  it("know each other's errors by the brand, not by the class", () => {
    const folder = folderWith(packed().consumer, {
      "both.mjs": `
        import { createRequire } from "node:module";
        import { isRfmError, RfmError } from "rfm-kit";
        const { quantiles } = createRequire(import.meta.url)("rfm-kit");
        try { quantiles(1); } catch (error) { console.log(isRfmError(error), error instanceof RfmError, error.code); }`,
    });
    expect(node(folder, "both.mjs").stdout.trim()).toBe("true false OUT_OF_RANGE");
  });

  it("hold the same code: modern syntax, class names and strict mode in both", () => {
    const dist = join(packed().consumer, "node_modules", "rfm-kit", "dist");
    // The chunks, which hold what the entry points have in common, too.
    const names = readdirSync(dist).filter((name) => /^(index|chunk-\w+)\.mjs$/.test(name));
    let compared = 0;
    for (const name of names) {
      const bodies = [name, name.replace(".mjs", ".js")].map((file) => bodyOf(readFileSync(join(dist, file), "utf8")));
      expect(bodies[1] === bodies[0], name).toBe(true);
      compared += bodies[0]?.length ?? 0;
    }
    // A chunk may be small, but all code together is not.
    expect(compared).toBeGreaterThan(300_000);
    expect(readFileSync(join(dist, "index.js"), "utf8").startsWith('"use strict";\n')).toBe(true);
  });

  it("add no global", () => {
    const folder = folderWith(packed().consumer, {
      "globals.mjs": `
        const before = Reflect.ownKeys(globalThis).length;
        await import("rfm-kit");
        console.log(Reflect.ownKeys(globalThis).length - before);`,
    });
    expect(node(folder, "globals.mjs").stdout.trim()).toBe("0");
  });
});

/** The names of the values that a source file exports, told by the bundler: to import the sources takes longer. */
function exportsOf(file: string): string[] {
  const { metafile } = buildSync({ entryPoints: [file], bundle: true, format: "esm", write: false, metafile: true });
  return Object.values(metafile.outputs)
    .flatMap((output) => output.exports)
    .sort();
}

/** What stands between the imports and the exports of a built file, comments, white space and the ways to other files left out. */
function bodyOf(code: string): string {
  const head = "module.exports = __toCommonJS(stdin_exports);";
  const start = code.includes(head) ? code.indexOf(head) + head.length : 0;
  const end = code.search(/^(export \{|\/\/ Annotate the CommonJS)/m);
  return code
    .slice(start, end)
    .replace(/^import \{[^}]*\} from "[^"]+";$/gm, "")
    .replace(/^var import_\w+ = require\([^)]*\);$/gm, "")
    .replace(/^\/\/ .*$/gm, "")
    .replace(/(\w+): import_chunk_\w+\.\1\b/g, "$1")
    .replace(/\(0, import_chunk_\w+\.(\w+)\)/g, "$1")
    .replace(/\bimport_chunk_\w+\./g, "")
    .replace(/\s+/g, "");
}

describe("a bundler", () => {
  it("leaves out what is not used", () => {
    const whole = bundle("export * from 'rfm-kit';");
    const small = bundle("export { quantiles } from 'rfm-kit';");
    for (const trace of ["champions", "rfm-kit/ledger", "UNCOVERED_CELLS", "DateTimeFormat"]) {
      expect(whole, trace).toContain(trace);
      expect(small, trace).not.toContain(trace);
    }
    expect(small.length).toBeLessThan(whole.length / 20);
  });

  it("leaves nothing of a bare import", () => {
    expect(bundle("import 'rfm-kit';")).toBe("");
  });
});

/** A module that imports the installed package, bundled for the browser. */
function bundle(code: string): string {
  const { consumer } = packed();
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: consumer, sourcefile: join(consumer, "entry.mjs") },
    bundle: true,
    format: "esm",
    platform: "browser",
    minify: true,
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0]?.text.trim() ?? "";
}
