import { formatDay } from "../input/days/format-day.js";
import { dayOfInstantIn } from "../input/days/time-zone.js";
import { powerOfTen } from "../input/money/decimal.js";
import { type SimulatedOrders, simulateOrders } from "../simulate/simulate-orders.js";
import { usageError } from "./flags/cli-error.js";
import { type CommandLine, type Flags, readCommandLine } from "./flags/command-line.js";
import { checkDay } from "./flags/day-option.js";
import { explained } from "./flags/explain-error.js";
import { wholeNumber } from "./flags/number-options.js";
import { type Console, lines } from "./output/console-stream.js";
import { OutputFiles } from "./output/output-files.js";
import { outputPath } from "./output/output-path.js";
import { moneyText } from "./report/money-text.js";
import { countText } from "./report/number-text.js";

const COMMAND = "rfm-kit simulate";

const FLAGS: Flags = {
  customers: { type: "string" },
  seed: { type: "string" },
  days: { type: "string" },
  start: { type: "string" },
  out: { type: "string" },
  help: { type: "boolean", short: "h" },
};

const HELP = `Usage: rfm-kit simulate --customers N --out <orders.csv|-> [options]

Writes made-up orders: customers who buy at their own rate and leave at some point (BG/NBD), and spend around their
own mean (gamma-gamma). The same options give the same file.

  --customers N       how many customers
  --out FILE|-        where to: customer_id,order_id,order_date,amount
  --seed S            where the random numbers start (default: 1)
  --days N            how many days are observed (default: 730)
  --start DAY         the first of them (default: 2024-01-01)
  -h, --help          this text
`;

/** `rfm-kit simulate`: made-up orders as a CSV file. */
export async function simulate(argv: readonly string[], { out, err }: Console): Promise<void> {
  const line = readCommandLine(COMMAND, FLAGS, argv);
  if (line.has("help")) return out.write([HELP]);
  if (line.positionals.length > 0) {
    throw usageError(`${COMMAND} takes flags only; received ${JSON.stringify(line.positionals[0])}`);
  }
  const missing = ["customers", "out"].find((flag) => !line.has(flag));
  if (missing !== undefined) throw usageError(`${COMMAND} needs --${missing}; see ${COMMAND} --help`);
  const path = line.text("out") as string;
  const output = path === "-" ? null : await outputPath("out", path);
  const orders = explained(2, null, () => simulateOrders(optionsFrom(line)));
  if (output === null) await out.write(csvOf(orders));
  else {
    const files = new OutputFiles();
    await files.write(output, csvOf(orders));
    await files.commit();
    await err.write(lines([`wrote ${countText(orders.order.length)} orders to ${output.name}`]));
  }
}

function optionsFrom(line: CommandLine): object {
  const start = line.text("start");
  if (start !== undefined) checkDay("start", start, dayOfInstantIn(COMMAND, "UTC"));
  const options = {
    customers: wholeNumber(line, "customers"),
    seed: wholeNumber(line, "seed"),
    days: wholeNumber(line, "days"),
    startDay: start,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

const CHUNK_LENGTH = 64 * 1024;
const DECIMALS = 2;

function* csvOf({ customer, order, date, amount }: SimulatedOrders): Generator<string> {
  let text = "customer_id,order_id,order_date,amount\n";
  let day = Number.NaN;
  let dayText = "";
  for (let i = 0; i < order.length; i++) {
    if (date[i] !== day) dayText = formatDay((day = date[i]));
    const minor = Math.round(amount[i] * powerOfTen(DECIMALS));
    text += `${customer[i]},${order[i]},${dayText},${moneyText(minor, DECIMALS)}\n`;
    if (text.length < CHUNK_LENGTH) continue;
    yield text;
    text = "";
  }
  yield text;
}
