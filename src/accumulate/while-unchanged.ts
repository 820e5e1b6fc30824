import { RfmError } from "../errors.js";
import type { State } from "./state.js";

/**
 * Passes on what is made of a state piece by piece, as long as no orders come: with these customers move, so that some would be met
 * twice and others never.
 */
export function* whileUnchanged<T>(where: string, { tally }: State, pieces: Iterator<T>): Generator<T, void, void> {
  const { rows } = tally;
  for (;;) {
    if (tally.rows !== rows) {
      throw new RfmError(
        "CONFLICTING_OPTIONS",
        `${where}: orders were added while the pieces were gone through; begin again after the last order`,
        { path: "rows", received: String(tally.rows - rows) },
      );
    }
    const { done, value } = pieces.next();
    if (done === true) return;
    yield value;
  }
}
