/**
 * Memory of zeros for numbers at work, which no caller gets to see.
 *
 * V8 counts what typed arrays hold, and at every further 64 MiB it goes through the whole heap for what is no longer used. Beside ten
 * million rows of the caller's that takes a second, and adding them up would set it off four times: 2.1 s in place of 4.6 without.
 * Memory that threads may share is not counted. But then nothing is freed for its sake either, so that there is a limit: no more of it
 * than the caller's own objects take. Beside few objects a look through the heap costs nothing, and all memory is counted.
 */
export function scratch(bytes: number): ArrayBufferLike {
  if (bytes < FEWEST_BYTES || uncounted + bytes > mostUncounted) return new ArrayBuffer(bytes);
  freed ??= new FinalizationRegistry((size) => {
    uncounted -= size;
  });
  const buffer = new SharedArrayBuffer(bytes);
  freed.register(buffer, bytes);
  uncounted += bytes;
  return buffer;
}

/** Where memory comes from. */
export type Memory = (bytes: number) => ArrayBufferLike;

/** Memory for what callers get to see. */
export function counted(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** Says how many objects of the caller's, such as rows or texts, are in memory while scratch memory is needed. */
export function besideObjects(count: number): void {
  mostUncounted = typeof SharedArrayBuffer === "function" ? count * BYTES_PER_OBJECT : 0;
}

/** Whether memory moves into another thread, and is not shared with it. */
export function isMovable(buffer: ArrayBufferLike): buffer is ArrayBuffer {
  return buffer instanceof ArrayBuffer;
}

// A page of the table of a part: what is smaller adds up to little.
const FEWEST_BYTES = 1 << 16;
// A row with its id and its numbers takes about a hundred.
const BYTES_PER_OBJECT = 64;

let uncounted = 0;
let mostUncounted = 0;
let freed: FinalizationRegistry<number> | null = null;
