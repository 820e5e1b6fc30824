const ARRIVED = 0;
/** How many meetings there have been, and above that whether there will be no more. */
const HELD = 1;
const INTS = 2;
const IS_OFF = 2 ** 30;

/** Shared memory where threads wait for each other, again and again. */
export function newMeeting(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(INTS * Int32Array.BYTES_PER_ELEMENT));
}

/** Waits until so many threads have come as far as this one. Says whether they have: `false` where one of them never will. */
export function meet(meeting: Int32Array, threads: number): boolean {
  const held = Atomics.load(meeting, HELD);
  if (held >= IS_OFF) return false;
  if (Atomics.add(meeting, ARRIVED, 1) + 1 === threads) {
    Atomics.store(meeting, ARRIVED, 0);
    Atomics.add(meeting, HELD, 1);
    Atomics.notify(meeting, HELD);
    return true;
  }
  // One word for both, so that nothing can happen unseen between the look and the wait.
  while (Atomics.load(meeting, HELD) === held) Atomics.wait(meeting, HELD, held);
  // Whoever called off the next one was at this one.
  return Atomics.load(meeting, HELD) % IS_OFF !== held;
}

/** Lets those go who wait, now or later: a thread will not come any more. */
export function callOff(meeting: Int32Array): void {
  Atomics.or(meeting, HELD, IS_OFF);
  Atomics.notify(meeting, HELD);
}
