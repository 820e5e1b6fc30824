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
const THREADS = `
import type { Accumulator } from "rfm-kit";
import { openThreads, type Threads } from "rfm-kit/threads";
const threads: Threads = openThreads({ threads: 2 });
const customer = new Int32Array(new SharedArrayBuffer(4));
export const sums: Promise<Accumulator> = threads.accumulate({ customer, date: customer, amount: customer }, { currency: "EUR" });
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

  it("runs files of this repository that import ../src/errors.js", () => {
    const folder = folderWith(packed().copy, {
      "by-path.ts":
        'import { RfmError } from "../src/errors.js";\nconsole.log(new RfmError("BAD_CELL", "none").code);\n',
    });
    expect(node(folder, TS_NODE, "by-path.ts")).toMatchObject({ stdout: "BAD_CELL\n", status: 0 });
  });

  // ts-node would check the types of every file, one at a time: that takes longer than all else here, and `npm run types`
  // does it. The option that is off wants declarations written, which ts-node turns off.
  it("runs files that import ../src/index.js, types not checked", () => {
    const folder = folderWith(packed().copy, { "by-path.ts": SCRIPT.replace('"rfm-kit"', '"../src/index.js"') });
    const ran = node(folder, TS_NODE, "--transpile-only", "-O", '{"isolatedDeclarations":false}', "by-path.ts");
    expect(ran).toMatchObject(PRINTED);
  });
});

describe("the declarations", () => {
  // One program for both formats and the fault: most of the time goes into what they have in common.
  let nodenext: Ran;
  beforeAll(() => {
    const wrong = JOB.replace('amount: "total"', 'amount: "totl"');
    const files = { "a.mts": JOB, "b.cts": JOB, "wrong.ts": wrong, "threads.ts": THREADS };
    nodenext = compile(files, { module: "nodenext", moduleResolution: "nodenext" });
  });

  it("need neither the types of Node nor those of the DOM, in both formats", () => {
    const faults = nodenext.stdout.split("\n").filter((line) => /^\S/.test(line) && !line.startsWith("wrong.ts("));
    expect(faults).toEqual([]);
    expect(nodenext.stderr).toBe("");
  });

  it.each([
    ["esnext", "bundler"],
    ["commonjs", "node10"],
  ])("are found by %s modules under %s resolution", (module, moduleResolution) => {
    const ran = compile({ "c.ts": JOB, "threads.ts": THREADS }, { module, moduleResolution });
    expect(ran).toMatchObject({ stdout: "", status: 0 });
  });

  it("refuse a wrong key", () => {
    expect(nodenext.status).not.toBe(0);
    expect(nodenext.stdout).toMatch(/^wrong\.ts\(\d+,\d+\): error TS/m);
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
