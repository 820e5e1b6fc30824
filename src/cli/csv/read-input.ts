import type { Settings } from "../../input/order-options.js";
import type { ConsoleStream } from "../output/console-stream.js";
import type { RowAccount } from "../report/row-account.js";
import { openSource } from "./byte-source.js";
import type { CsvFormat, FileOrders } from "./read-orders.js";
import { ordersReading, readTold } from "./told-files.js";

/** The orders of the file that a command was given, and what became of its rows. */
export interface InputOrders {
  /** The file as messages call it. */
  readonly name: string;
  readonly orders: FileOrders;
  readonly account: RowAccount;
}

/** Reads the orders of a file or of standard input, and tells what became of every row. */
export async function readInput(
  input: string,
  format: CsvFormat,
  settings: Settings,
  err: ConsoleStream,
): Promise<InputOrders> {
  const reading = ordersReading(format, settings, format.columns.amount !== undefined);
  const { name, data, account } = await readTold(await openSource(input), err, false, reading);
  return { name, orders: data, account };
}
