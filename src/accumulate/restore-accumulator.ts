import { checkOptions } from "../checks/check-options.js";
import { optionError, RfmError } from "../errors.js";
import { tagOf } from "../input/column-forms.js";
import type { OrderSettings } from "../input/order-options.js";
import type { Accumulator } from "./accumulator.js";
import { OrderAccumulator } from "./order-accumulator.js";
import { ACCUMULATOR_SETTINGS } from "./refuse-row-settings.js";
import { ByteReader, SnapshotFault } from "./snapshot/byte-reader.js";
import { crc32 } from "./snapshot/crc32.js";
import { HEADER_BYTES, MAGIC, TRAILER_BYTES, VERSION } from "./snapshot/format.js";
import { readState } from "./snapshot/read-snapshot.js";

/**
 * How an accumulator that was restored reads the rows that come: all other settings are in the snapshot.
 *
 * @since 0.1.0
 */
export interface RestoreOptions extends Pick<OrderSettings, "amountIn" | "onInvalid"> {}

const WHERE = "restoreAccumulator";
const OPTIONS = ["amountIn", "onInvalid"];

/**
 * Returns the accumulator whose {@link Accumulator.snapshot | snapshot} is given, in one array or in the pieces of
 * {@link Accumulator.snapshotPieces}: it goes on where that one stood.
 *
 * Bytes that are no snapshot, that were cut off or changed, or that a later version wrote are refused. The checksum finds every
 * change of up to 32 bits in a row; it is no signature. Cost: one pass over the bytes; of pieces one is in memory at a time.
 *
 * @param bytes - The snapshot, or its pieces in order, cut anywhere.
 * @param options - How further rows are read: `amountIn` and `onInvalid`.
 * @returns The accumulator.
 * @throws {@link RfmError} `WRONG_TYPE` for what is no Uint8Array and no iterable of them, `BAD_SNAPSHOT` for bytes that are no whole snapshot.
 *
 * @example
 * ```ts
 * const monday = accumulate({ currency: "EUR" }).addColumns({ customer: ["ann"], date: ["2026-03-02"], amount: [10] });
 * const tuesday = restoreAccumulator(monday.snapshot()).addColumns({ customer: ["ann"], date: ["2026-03-03"], amount: [5] });
 * rfm(tuesday.table()).get("ann")?.monetary; // => 15
 * restoreAccumulator(monday.snapshotPieces()).rows; // => 1
 * ```
 * @see {@link accumulate}
 * @since 0.1.0
 */
export function restoreAccumulator(
  bytes: Uint8Array | Iterable<Uint8Array>,
  options: RestoreOptions = {},
): Accumulator {
  refuseKept(options);
  checkOptions(WHERE, options, OPTIONS);
  const isOne = tagOf(bytes) === "Uint8Array";
  const from = new ByteReader(isOne ? [bytes as Uint8Array] : piecesOf(bytes));
  try {
    checkHeader(from);
    if (isOne) checkWhole(bytes as Uint8Array);
    const state = readState(WHERE, from, options);
    from.readTrailer();
    return new OrderAccumulator(state.settings, state);
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
    const content = isOne ? "; its content does not hold together" : ", all its pieces in order, whole and unchanged";
    throw refusal(`be what an accumulator wrote${content}`);
  } finally {
    from.close();
  }
}

/** The pieces one by one, each of which must be one. */
function* piecesOf(bytes: unknown): Iterable<Uint8Array> {
  if (typeof bytes === "string") {
    // The text of bytes is not worth printing.
    throw new RfmError(
      "WRONG_TYPE",
      `${WHERE}: bytes must be a Uint8Array; received a text of ${bytes.length} characters; read the file without an encoding, since bytes do not survive as text`,
      { path: "bytes", received: "a text" },
    );
  }
  const isIterable = typeof (bytes as Iterable<unknown> | null | undefined)?.[Symbol.iterator] === "function";
  if (!isIterable) {
    const pieces = ", or an iterable of such pieces (not an async one: it is read at once)";
    throw wrongBytes("bytes", bytes, pieces);
  }
  let i = 0;
  for (const piece of bytes as Iterable<unknown>) {
    if (tagOf(piece) !== "Uint8Array") throw wrongBytes(`bytes[${i}]`, piece, "");
    yield piece as Uint8Array;
    i++;
  }
}

function wrongBytes(path: string, value: unknown, others: string): RfmError {
  if (tagOf(value) === "ArrayBuffer") {
    return optionError("WRONG_TYPE", WHERE, path, "be a Uint8Array: of an ArrayBuffer new Uint8Array(buffer)", value);
  }
  return optionError("WRONG_TYPE", WHERE, path, `be a Uint8Array${others}`, value);
}

/** Refuses settings that are in the snapshot: another value would change what the numbers in it mean. */
function refuseKept(options: unknown): void {
  if (typeof options !== "object" || options === null) return;
  const name = ACCUMULATOR_SETTINGS.find((setting) => !OPTIONS.includes(setting) && Object.hasOwn(options, setting));
  if (name === undefined) return;
  throw new RfmError(
    "UNKNOWN_OPTION",
    `${WHERE}: options.${name} is not an option, since the snapshot carries it; the options are ${OPTIONS.join(", ")}`,
    { path: `options.${name}` },
  );
}

/** Whether it begins like a snapshot of this version. */
function checkHeader(from: ByteReader): void {
  const header: number[] = [];
  try {
    while (header.length < HEADER_BYTES) header.push(from.byte());
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
  }
  if (header.length < HEADER_BYTES || MAGIC.some((byte, i) => header[i] !== byte)) {
    throw refusal("be a snapshot of an accumulator; it begins with other bytes");
  }
  const version = header[MAGIC.length];
  if (version === VERSION) return;
  const received = `received version ${version}, which takes another version of rfm-kit`;
  throw refusal(`be of format version ${VERSION}; ${received}`);
}

/** Whether one array of bytes is complete and unchanged, which can be told before it is read. */
function checkWhole(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - TRAILER_BYTES;
  if (end < HEADER_BYTES || view.getFloat64(end, true) !== bytes.length) {
    throw refusal("be whole: its end is missing, or more follows");
  }
  const checked = bytes.length - 4;
  if (view.getUint32(checked, true) !== crc32(bytes, checked)) {
    throw refusal("be unchanged; its checksum does not fit its content");
  }
}

function refusal(requirement: string): RfmError {
  return new RfmError("BAD_SNAPSHOT", `${WHERE}: bytes must ${requirement}`, { path: "bytes" });
}
