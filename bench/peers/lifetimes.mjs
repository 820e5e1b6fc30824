// lifetimes in a process of its own, with Python packages of its own: a folder beside this file that git does not know.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const VENV = join(HERE, ".venv");
const PYTHON = join(VENV, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/** Installs the pinned packages once. Returns why it cannot be done, or `null`. */
export function installLifetimes() {
  const requirements = join(HERE, "requirements.txt");
  if (!existsSync(PYTHON)) {
    const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);
    if (python === undefined) return "no Python is at hand";
    const made = spawnSync(python, ["-m", "venv", VENV], { encoding: "utf8" });
    if (made.status !== 0) return `Python makes no environment: ${made.stderr.trim()}`;
  }
  const installed = spawnSync(PYTHON, ["-m", "pip", "install", "--quiet", "-r", requirements], { encoding: "utf8" });
  return installed.status === 0 ? null : `pip could not install lifetimes: ${installed.stderr.trim()}`;
}

/** Starts it. `fit` answers one question after the other; `stop` ends the process. */
export async function startLifetimes() {
  const child = spawn(PYTHON, [join(HERE, "fit_lifetimes.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("lifetimes ended without an answer");
    return JSON.parse(value);
  };
  await answer();
  return {
    async fit(file, rows, model) {
      child.stdin.write(`${JSON.stringify({ file, rows, model })}\n`);
      return answer();
    },
    stop: () => child.stdin.end(),
  };
}
