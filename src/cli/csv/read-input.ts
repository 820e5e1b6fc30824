import type { Settings } from "../../input/order-options.js";
import { type ConsoleStream, lines } from "../output/console-stream.js";
import { Progress } from "../output/progress.js";
import { accountText } from "../report/account-text.js";
import { accountOf, type RowAccount } from "../report/row-account.js";
import { openSource } from "./byte-source.js";
import { type CsvFormat, type FileOrders, readOrders } from "./read-orders.js";

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
  const source = await openSource(input);
  const progress = new Progress(process.stderr, source.size);
  const orders = await readOrders(source, format, settings, progress).finally(() => progress.clear());
  const account = accountOf(orders);
  await err.write(lines(accountText(account, format.columns.amount !== undefined)));
  return { name: source.name, orders, account };
}
