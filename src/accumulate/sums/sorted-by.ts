const BYTES = 4;

/** Positions sorted by key, byte by byte from the lowest: a pass for each byte in which keys differ. Equal keys stay as they stood in `start`. */
export function sortedBy(keys: Uint32Array, start: Uint32Array = positions(keys.length)): Uint32Array {
  let from = start;
  let to: Uint32Array = new Uint32Array(keys.length);
  for (let b = 0; b < BYTES; b++) {
    const starts = new Uint32Array(257);
    for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> (b * 8)) & 0xff) + 1]++;
    if (starts[((keys[0] >>> (b * 8)) & 0xff) + 1] === keys.length) continue;
    for (let v = 0; v < 256; v++) starts[v + 1] += starts[v];
    for (let i = 0; i < from.length; i++) to[starts[(keys[from[i]] >>> (b * 8)) & 0xff]++] = from[i];
    [from, to] = [to, from];
  }
  return from;
}

/** A loop: `Uint32Array.from` takes as long as all that follows. */
function positions(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}
