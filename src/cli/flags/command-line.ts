import { parseArgs } from "node:util";
import { usageError } from "./cli-error.js";
import { didYouMean } from "./closest.js";

/** The flags of a command: those with a value are `"string"`. */
export type Flags = { readonly [name: string]: { readonly type: "string" | "boolean"; readonly short?: string } };

/** What was typed after the command's name. */
export interface CommandLine {
  readonly positionals: readonly string[];
  /** The value of a flag, or `undefined` where it was not given. */
  text(name: string): string | undefined;
  /** Whether a flag was given. */
  has(name: string): boolean;
}

/** Reads the arguments of a command, strictly: what it does not know, and a flag given twice, is refused. */
export function readCommandLine(command: string, flags: Flags, argv: readonly string[]): CommandLine {
  const config = { args: [...argv], options: flags, allowPositionals: true, tokens: true } as const;
  let parsed: ReturnType<typeof parseArgs<typeof config>>;
  try {
    parsed = parseArgs(config);
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS_")) throw error;
    throw usageError(`${faultOf(command, flags, argv) ?? (error as Error).message}; see ${command} --help`);
  }
  const { values, positionals, tokens } = parsed;
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (seen.has(token.name)) throw usageError(`--${token.name} is given twice`);
    if (token.value === "") throw usageError(`--${token.name} has an empty value`);
    seen.add(token.name);
  }
  return {
    positionals,
    text: (name) => values[name] as string | undefined,
    has: (name) => values[name] !== undefined,
  };
}

/** What is wrong, in our own words: those of Node differ from version to version. */
function faultOf(command: string, flags: Flags, argv: readonly string[]): string | undefined {
  const { tokens } = parseArgs({
    args: [...argv],
    options: flags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const names = Object.keys(flags).map((name) => `--${name}`);
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const type = flags[token.name]?.type;
    if (type === undefined) return `${token.rawName} is no option of ${command}${didYouMean(token.rawName, names)}`;
    if (type === "boolean" && token.value !== undefined) return `--${token.name} takes no value`;
    if (type === "string" && token.value === undefined) return `--${token.name} needs a value`;
    if (type === "string" && token.inlineValue === false && /^-./.test(token.value as string))
      return `--${token.name} needs a value; one that starts with a dash is written --${token.name}=${token.value}`;
  }
  return undefined;
}
