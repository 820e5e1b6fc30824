import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as rfmKit from "../../src/index.js";
import { bodyOf, checkedBodyOf, checksIn, filesBelow, ROOT, snippets, typesIn } from "./snippets.js";

const all = snippets();

const SNIPPET_FILE = /snippet-(\d+)\.ts$/;
const PUBLIC: { readonly [name: string]: unknown } = rfmKit;

describe("every example in the documentation", () => {
  it.each(all.map((snippet) => [`${snippet.file}:${snippet.line}`, snippet] as const))(
    "%s runs and gives what it says",
    async (_, snippet) => {
      const { code } = await transform(`async function snippet() {\n${checkedBodyOf(snippet.code)}\n}`, {
        loader: "ts",
        target: "es2022",
      });
      let checks = 0;
      const check = (actual: unknown, expected: unknown): void => {
        checks++;
        expect(actual).toStrictEqual(expected);
      };
      const names = Object.keys(rfmKit);
      const run = new Function("__check", "require", ...names, `${code}\nreturn snippet();`);
      await run(check, require, ...names.map((name) => PUBLIC[name]));
      expect(checks).toBe(checksIn(snippet.code));
    },
  );

  it("compiles under the strictest options", () => {
    const program = programOf(all.map(({ code }) => code));
    // The sources that they import are checked with the project: here only the examples are.
    const written = program.getSourceFiles().filter(({ fileName }) => SNIPPET_FILE.test(fileName));
    expect(written.length).toBe(all.length);
    const diagnostics = [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...written.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ];
    const faults = diagnostics.map((diagnostic) => {
      const snippet = all[Number(SNIPPET_FILE.exec(diagnostic.file?.fileName ?? "")?.[1])];
      const where = snippet === undefined ? (diagnostic.file?.fileName ?? "?") : `${snippet.file}:${snippet.line}`;
      return `${where}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
    });
    expect(faults).toEqual([]);
  });

  it("is there for every public function, with a value that is checked", () => {
    const sources = filesBelow(join(ROOT, "src"), ".ts").map((file) => readFileSync(file, "utf8"));
    for (const [name, value] of Object.entries(rfmKit)) {
      if (typeof value !== "function") continue;
      const source = sources.find((text) => new RegExp(`export (async )?(function|class) ${name}\\b`).test(text)) ?? "";
      const before = source.slice(0, source.search(new RegExp(`export (async )?(function|class) ${name}\\b`)));
      const docstring = before.slice(before.lastIndexOf("/**"));
      expect(docstring, name).toContain("// => ");
      for (const tag of ["@returns", "@since"]) if (name !== "RfmError") expect(docstring, name).toContain(tag);
    }
  });
});

describe("the guide", () => {
  it("has no link to a page that is not there", () => {
    const pages = [join(ROOT, "README.md"), join(ROOT, "CONTRIBUTING.md"), ...filesBelow(join(ROOT, "docs"), ".md")];
    for (const page of pages.filter((page) => !page.includes("reference"))) {
      for (const [, target] of readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
        expect(existsSync(join(page, "..", target as string)), `${page}: ${target}`).toBe(true);
      }
    }
  });
});

/** A program of the snippets as files that exist only in memory, each an async function after the imports it needs. */
function programOf(codes: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: false,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    paths: { "rfm-kit": [join(ROOT, "src", "index.ts")] },
  };
  const names = Object.keys(rfmKit);
  const files = new Map(
    codes.map((code, i) => {
      const body = bodyOf(code);
      const used = names.filter(
        (name) =>
          new RegExp(`\\b${name}\\b`).test(body) && !new RegExp(`(const|let|function\\*?) ${name}\\b`).test(body),
      );
      const types = typesIn(code).map((name) => `type ${name}`);
      const imports = `import { ${[...used, ...types].join(", ")} } from "rfm-kit";`;
      return [join(ROOT, `snippet-${i}.ts`), `${imports}\nexport async function snippet() {\n${body}\n}\n`];
    }),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion);
  };
  return ts.createProgram([...files.keys()], options, host);
}
