import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { tagOf } from "../input/column-forms.js";
import type { OrderSettings } from "../input/order-options.js";
import type { Accumulator } from "./accumulator.js";
import { OrderAccumulator } from "./order-accumulator.js";
import { ByteReader, SnapshotFault } from "./snapshot/byte-reader.js";
import { crc32 } from "./snapshot/crc32.js";
import { CHECKSUM_BYTES, HEADER_BYTES, MAGIC, VERSION } from "./snapshot/format.js";
import { readState } from "./snapshot/read-snapshot.js";

/**
 * How an accumulator that was restored reads the rows that come: all other settings are in the snapshot.
 *
 * @since 0.1.0
 */
export interface RestoreOptions extends Pick<OrderSettings, "amountIn" | "onInvalid"> {}

const WHERE = "restoreAccumulator";

/**
 * Returns the accumulator whose {@link Accumulator.snapshot | snapshot} is given: it goes on where that one stood.
 *
 * Bytes that are no snapshot, that were cut off or changed, or that a later version wrote are refused. The checksum finds every
 * change of up to 32 bits in a row; it is no signature. Cost: one pass over the bytes.
 *
 * @param bytes - The snapshot.
 * @param options - How further rows are read: `amountIn` and `onInvalid`.
 * @returns The accumulator.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no Uint8Array, `BAD_SNAPSHOT` for bytes that are no whole snapshot.
 *
 * @example
 * ```ts
 * const monday = accumulate({ currency: "EUR" }).addColumns({ customer: ["ann"], date: ["2026-03-02"], amount: [10] });
 * const tuesday = restoreAccumulator(monday.snapshot()).addColumns({ customer: ["ann"], date: ["2026-03-03"], amount: [5] });
 * rfm(tuesday.table()).get("ann")?.monetary; // => 15
 * ```
 * @see {@link accumulate}
 * @since 0.1.0
 */
export function restoreAccumulator(bytes: Uint8Array, options: RestoreOptions = {}): Accumulator {
  checkOptions(WHERE, options, ["amountIn", "onInvalid"]);
  if (tagOf(bytes) !== "Uint8Array") throw optionError("WRONG_TYPE", WHERE, "bytes", "be a Uint8Array", bytes);
  checkWhole(bytes);
  const from = new ByteReader(bytes, HEADER_BYTES, bytes.length - CHECKSUM_BYTES);
  try {
    const state = readState(WHERE, from, options);
    return new OrderAccumulator(state.settings, state);
  } catch (error) {
    if (error instanceof SnapshotFault) throw refusal("be what snapshot() wrote; its content does not hold together");
    throw error;
  }
}

/** Whether the bytes are a snapshot of this version, complete and unchanged. */
function checkWhole(bytes: Uint8Array): void {
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refusal(`be a snapshot of an accumulator; received ${bytes.length} other bytes`);
  }
  const version = bytes[MAGIC.length];
  if (version !== VERSION) {
    throw refusal(
      `be of format version ${VERSION}; received version ${version}, which takes another version of rfm-kit`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getFloat64(MAGIC.length + 1, true);
  if (length !== bytes.length) throw refusal(`be whole: ${length} bytes; received ${bytes.length}`);
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < HEADER_BYTES || view.getUint32(end, true) !== crc32(bytes, end)) {
    throw refusal("be unchanged; its checksum does not fit its content");
  }
}

function refusal(requirement: string): RfmError {
  return new RfmError("BAD_SNAPSHOT", `${WHERE}: bytes must ${requirement}`, { path: "bytes" });
}
