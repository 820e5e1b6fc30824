import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The root of the project. */
export const ROOT: string = join(__dirname, "..", "..");

/** A piece of TypeScript in the documentation. */
export interface Snippet {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** Every `ts` block of the docstrings in src, of README.md and of the guide pages. */
export function snippets(): Snippet[] {
  const sources = filesBelow(join(ROOT, "src"), ".ts").flatMap((file) =>
    blocksOf(file, readFileSync(file, "utf8"), " * "),
  );
  const pages = [join(ROOT, "README.md"), ...filesBelow(join(ROOT, "docs"), ".md")].filter(
    (file) => !file.includes(`${join("docs", "reference")}`),
  );
  return [...sources, ...pages.flatMap((file) => blocksOf(file, readFileSync(file, "utf8"), ""))];
}

export function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function blocksOf(file: string, text: string, prefix: string): Snippet[] {
  const blocks: Snippet[] = [];
  let open: { line: number; code: string[] } | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const start = raw.indexOf(prefix.trimEnd());
    const line = prefix === "" ? raw : raw.slice(start + prefix.length);
    if (open === undefined && line.trim() === "```ts" && (prefix === "" || raw.trim().startsWith("*"))) {
      open = { line: index + 2, code: [] };
    } else if (open !== undefined && line.trim() === "```") {
      blocks.push({ file: relative(ROOT, file), line: open.line, code: open.code.join("\n") });
      open = undefined;
    } else open?.code.push(line);
  }
  return blocks;
}

/** A snippet as the body of an async function that may use every export of the package by name. */
export function bodyOf(code: string): string {
  return code.replace(/^import [^;]*from "rfm-kit";\n?/gm, "");
}

/** The types that a snippet imports by name: unlike values they are in scope by nothing else. */
export function typesIn(code: string): string[] {
  const imports = code.match(/^import [^;]*from "rfm-kit";/gm) ?? [];
  return imports.flatMap((line) => Array.from(line.matchAll(/\btype (\w+)/g), ([, name]) => name as string));
}

/** The body with every `expression; // => value` turned into a check. */
export function checkedBodyOf(code: string): string {
  return bodyOf(code).replace(
    /^(\s*)(.+?);? \/\/ => (.+)$/gm,
    (_, indent: string, expression: string, value: string) => `${indent}__check(${expression}, (${value}));`,
  );
}

/** How many values a snippet states. */
export function checksIn(code: string): number {
  return (code.match(/ \/\/ => /g) ?? []).length;
}
