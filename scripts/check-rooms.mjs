// Data flows one way through the rooms of src: this check refuses an import against the flow, an import of a package
// or of a Node module where it has no place, and the globals of Node. Run it on another folder: check-rooms.mjs <src>.
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** What each room may import besides itself. A new room is one line; `cli` is known by nobody. */
const BASE = ["errors", "checks", "math", "memory"];
const ROOMS = {
  errors: [],
  checks: ["errors"],
  math: ["errors"],
  memory: [],
  input: BASE,
  binning: BASE,
  segments: [...BASE, "binning"],
  simulate: [...BASE, "input"],
  rfm: [...BASE, "input", "binning", "segments"],
  accumulate: [...BASE, "input", "binning", "segments", "rfm"],
  rules: [...BASE, "input"],
  stages: [...BASE, "input", "rules"],
  lifecycle: [...BASE, "input"],
  planning: BASE,
  buying: [...BASE, "input"],
  value: [...BASE, "input", "rfm", "buying"],
  churn: [...BASE, "input", "rules", "lifecycle", "buying", "value"],
};
const CORE = Object.keys(ROOMS);
ROOMS.index = CORE;
ROOMS.threads = [...BASE, "input", "accumulate"];
ROOMS.cli = [...CORE, "index"];

/** Packages that are bundled into a room, and rooms that run in Node alone. The rest is the core: neither. */
const PACKAGES = { cli: ["papaparse"] };
const NODE_ROOMS = ["cli", "threads"];
const NODE_GLOBALS = ["process", "Buffer", "require", "global", "__dirname", "__filename", "setImmediate"];

const src = resolve(process.argv[2] ?? fileURLToPath(new URL("../src", import.meta.url)));
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const faults = files.flatMap(faultsOf);
for (const fault of faults) console.error(fault);
const rooms = new Set(files.map(roomOf));
if (faults.length === 0) console.log(`${files.length} files in ${rooms.size} rooms: every import goes the right way`);
process.exitCode = faults.length === 0 && files.length > 0 ? 0 : 1;

function faultsOf(file) {
  const room = roomOf(file);
  if (!(room in ROOMS)) return [`${nameOf(file)}: the room "${room}" is not in the table of scripts/check-rooms.mjs`];
  const text = readFileSync(file, "utf8");
  const line = (position) => text.slice(0, position).split("\n").length;
  const imports = ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    const reason = refusal(file, room, fileName);
    return reason === undefined ? [] : [`${nameOf(file)}:${line(pos)}: imports ${fileName}, but ${reason}`];
  });
  if (NODE_ROOMS.includes(room)) return imports;
  const globals = nodeGlobals(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)).map(
    (node) =>
      `${nameOf(file)}:${line(node.getStart())}: uses ${node.text}, but only ${NODE_ROOMS.join(" and ")} may use Node`,
  );
  return [...imports, ...globals];
}

/** Why a file of a room may not import a module; `undefined` where it may. */
function refusal(file, room, specifier) {
  if (!specifier.startsWith(".")) {
    if (isBuiltin(specifier))
      return NODE_ROOMS.includes(room) ? undefined : `only ${NODE_ROOMS.join(" and ")} may use Node`;
    const packages = PACKAGES[room] ?? [];
    return packages.includes(specifier) ? undefined : `${room} may import ${packages.join(", ") || "no package"}`;
  }
  const target = resolve(dirname(file), specifier);
  if (relative(src, target).startsWith("..")) return "that is outside src";
  const from = roomOf(target);
  if (from === room || ROOMS[room].includes(from)) return undefined;
  return `${room} may import ${ROOMS[room].join(", ") || "no other room"}`;
}

/** The folder below src; for a file directly in it, the file's name. */
function roomOf(file) {
  return relative(src, file)
    .split(sep)[0]
    .replace(/\.[cm]?[jt]sx?$/, "");
}

function nameOf(file) {
  return `src/${relative(src, file).split(sep).join("/")}`;
}

/** The identifiers that mean a global of Node: names of members and of properties are left aside. */
function nodeGlobals(node) {
  if (ts.isIdentifier(node)) {
    const { parent } = node;
    const isMember = "name" in parent && parent.name === node && !ts.isVariableDeclaration(parent);
    return NODE_GLOBALS.includes(node.text) && !isMember ? [node] : [];
  }
  const found = [];
  ts.forEachChild(node, (child) => {
    found.push(...nodeGlobals(child));
  });
  return found;
}
