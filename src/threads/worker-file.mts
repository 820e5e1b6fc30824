/**
 * Where the code of the worker threads is: beside that of the sub-path, in the built package. A module by its name, because only in
 * such a file `import.meta` may be written; the CommonJS build puts its own name for it.
 */
export function workerFile(): URL {
  return new URL("./worker.mjs", import.meta.url);
}
