/** 1: the data is bad. 2: the command was called wrongly. */
export type FailureCode = 1 | 2;

/** A failure that the command explains in one line, without a stack trace. */
export class CliError extends Error {
  readonly exitCode: FailureCode;

  constructor(exitCode: FailureCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The command was called wrongly. */
export function usageError(message: string): CliError {
  return new CliError(2, message);
}

/** A file holds what cannot be used, or cannot be read or written. */
export function dataError(message: string): CliError {
  return new CliError(1, message);
}

/** Why the operating system refused, in its own words without the path and the call. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: { readonly [code: string]: string } = {
    ENOENT: "there is no such file or folder",
    EACCES: "permission denied",
    EPERM: "permission denied",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of the path is no folder",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
    EMFILE: "too many files are open",
    ENAMETOOLONG: "the name is too long",
  };
  return known[code ?? ""] ?? message ?? String(error);
}
