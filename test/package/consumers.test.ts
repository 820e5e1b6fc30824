import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith, node, packed, type Ran, ROOT, tool } from "./packed.js";

const TS_NODE = tool("ts-node", "dist", "bin.js");

const JOB = `
import { rfm } from "rfm-kit";
const orders = [
  { who: "A", day: "2026-06-30", total: 80, order: 1 },
  { who: "A", day: "2026-06-12", total: 20, order: 2 },
  { who: "B", day: "2026-01-15", total: 40, order: 3 },
];
const result = rfm(orders, { customer: "who", date: "day", amount: "total", order: "order" });
export const segments: string[] = [...result].map((customer) => customer.segment);
`;
const SCRIPT = `${JOB}console.log(segments.join());\n`;
const PRINTED = { stdout: "champions,lost\n", status: 0 };
const NODENEXT = '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true } }';

describe("plain ts-node", () => {
  // A consumer has ts-node among its own packages; here it is this project's, linked beside the installed tarball.
  beforeAll(() => {
    const modules = join(packed().consumer, "node_modules");
    mkdirSync(join(modules, "@types"), { recursive: true });
    for (const name of ["ts-node", "typescript", "@types/node"]) symlinkSync(tool(name), join(modules, name), "dir");
  });

  it("runs a file that imports the installed package, under a NodeNext tsconfig", () => {
    const folder = folderWith(packed().consumer, { "job.ts": SCRIPT, "tsconfig.json": NODENEXT });
    expect(node(folder, TS_NODE, "job.ts")).toMatchObject(PRINTED);
  });

  it("runs it without any tsconfig, as CommonJS", () => {
    const folder = folderWith(packed().consumer, { "job.ts": SCRIPT });
    expect(node(folder, TS_NODE, "-O", '{"module":"commonjs"}', "job.ts")).toMatchObject(PRINTED);
  });

  it("runs the examples of this repository, which import the package by its name, after a build", () => {
    cpSync(join(ROOT, "examples"), join(packed().copy, "examples"), { recursive: true });
    const ran = node(join(packed().copy, "examples"), TS_NODE, "quick-start.ts");
    expect(ran).toMatchObject({ stdout: readFileSync(join(ROOT, "examples", "quick-start.txt"), "utf8"), status: 0 });
  });

  it("runs files of this repository that import ../src/index.js", () => {
    const folder = folderWith(packed().copy, { "by-path.ts": SCRIPT.replace('"rfm-kit"', '"../src/index.js"') });
    expect(node(folder, TS_NODE, "by-path.ts")).toMatchObject(PRINTED);
  });
});

describe("the declarations", () => {
  it("need neither the types of Node nor those of the DOM, in both formats", () => {
    const ran = compile({ "a.mts": JOB, "b.cts": JOB }, { module: "nodenext", moduleResolution: "nodenext" });
    expect(ran).toMatchObject({ stdout: "", status: 0 });
  });

  it.each([
    ["esnext", "bundler"],
    ["commonjs", "node10"],
  ])("are found by %s modules under %s resolution", (module, moduleResolution) => {
    expect(compile({ "c.ts": JOB }, { module, moduleResolution })).toMatchObject({ stdout: "", status: 0 });
  });

  it("refuse a wrong key", () => {
    const wrong = JOB.replace('amount: "total"', 'amount: "totl"');
    const ran = compile({ "d.ts": wrong }, { module: "nodenext", moduleResolution: "nodenext" });
    expect(ran.status).not.toBe(0);
    expect(ran.stdout).toMatch(/d\.ts\(\d+,\d+\): error TS/);
  });
});

describe("the command", () => {
  it("starts from where npm puts it", () => {
    const { consumer } = packed();
    const ran = node(consumer, join("node_modules", "rfm-kit", "dist", "cli.js"), "--help");
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout).toContain("Usage: rfm-kit");
  });
});

/** Compiles files of a consumer as strictly as can be, the declarations of the package included. */
function compile(files: Readonly<Record<string, string>>, options: object): Ran {
  const compilerOptions = {
    target: "es2022",
    lib: ["es2022"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  };
  const folder = folderWith(packed().consumer, { ...files, "tsconfig.json": JSON.stringify({ compilerOptions }) });
  return node(folder, tool("typescript", "bin", "tsc"));
}
