import { usageError } from "./cli-error.js";
import type { CommandLine, Flags } from "./command-line.js";

/** The flags of `rfm-kit stages`. */
export const STAGES_FLAGS: Flags = {
  customer: { type: "string" },
  type: { type: "string" },
  date: { type: "string" },
  item: { type: "string" },
  category: { type: "string" },
  brand: { type: "string" },
  value: { type: "string" },
  sentiment: { type: "string" },
  key: { type: "string" },
  fields: { type: "string" },
  map: { type: "string" },
  orders: { type: "string" },
  "orders-customer": { type: "string" },
  "orders-date": { type: "string" },
  "orders-amount": { type: "string" },
  "orders-order": { type: "string" },
  profiles: { type: "string" },
  "profiles-customer": { type: "string" },
  "profile-fields": { type: "string" },
  model: { type: "string" },
  windows: { type: "string" },
  behaviours: { type: "string" },
  "as-of": { type: "string" },
  compare: { type: "string" },
  distinct: { type: "boolean" },
  expiring: { type: "string" },
  stage: { type: "string" },
  explain: { type: "boolean" },
  "time-zone": { type: "string" },
  decimals: { type: "string" },
  delimiter: { type: "string" },
  encoding: { type: "string" },
  "date-format": { type: "string" },
  "decimal-comma": { type: "boolean" },
  strict: { type: "boolean" },
  out: { type: "string" },
  "save-model": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

export const STAGES_HELP = `Usage: rfm-kit stages <events.csv|-> --customer COL --type COL --date COL [options]

Reads a CSV file of events (- for standard input) and finds the stage that each customer is in: by default aware,
interested, purchased or loyal (AIPL). Prints how many are in each; --out writes the customers, --compare DAY shows how
they moved since then.

Events, columns by the names in the first row
  --customer COL            who did it
  --type COL                what was done, such as product_view or purchase
  --date COL                when: 2026-06-30, 2026-06-30 14:05, 2026-06-30T14:05:00Z
  --item COL, --category COL, --brand COL, --value COL, --sentiment COL, --key COL
                            what else rules of the model look at
  --fields NAME=COL,...     further fields by the names that the model has for them
  --map RAW=NAME,... | FILE.json
                            how the types of the file are called in the model; a RAW alone keeps its name, and types
                            that are left out do not count. A file has {"RAW": "NAME"}
  --distinct                leave out rows that equal an earlier row in every field (without: counted, and told of)

Orders and customers from other files, written like the events
  --orders FILE             purchases, one for each row
  --orders-customer COL     who bought (default: as --customer)
  --orders-date COL         when (default: as --date)
  --orders-amount COL       how much; without it purchases have a value of 0
  --orders-order COL        the order's id, where an order has several rows
  --profiles FILE           what is known of customers, one row for each; those without an event are counted, too
  --profiles-customer COL   who (default: as --customer)
  --profile-fields NAME=TYPE,... or NAME=COL:TYPE,...
                            what rules look at, by the names they have for it: isMember=boolean,joined=signup_day:date;
                            also number and text. A boolean is true/false, yes/no, y/n, t/f, on/off, 1/0

Stages
  --model NAME|FILE.json    aipl-databank (default), aipl-techsun, aipl, o-5a, jd-4a, red-aips, tencent-5r, kuaishou-5r,
                            deeplink, or a file with a model
  --windows STAGE=DAYS,...  how many days count for a stage, or all; for aipl, aipl-techsun, and models that no source
                            gives windows for
  --behaviours STAGE=TYPE,...
                            events that make a stage whose behaviours are not published; a stage may come several times
  --as-of DAY               day of the analysis; later events do not count (default: the day of the last event or order)
  --compare DAY             an earlier day: how many went from which stage to which since then
  --expiring DAYS           list, and write with --out, only who is in another stage within so many days if nothing more
                            happens
  --stage ID                list and write only who is in this stage; with --expiring, only those of it
  --time-zone TZ            zone in which instants become days (default: UTC)

Files
  --delimiter C             between fields: , (default), ;, | or tab
  --date-format iso|dmy|mdy dmy reads 31/12/2026, mdy 12/31/2026, besides ISO dates (default: iso)
  --decimals N              decimals of values and amounts (default: 2)
  --decimal-comma           they are like 1.234,50
  --encoding NAME           utf-8 (default; a byte order mark is heeded), windows-1252, gb18030, utf-16le ...

Output
  --out FILE|-              the customers as CSV: customer_id,stage,since,expires_at,expires_to and, under --compare,
                            previous_stage
  --save-model FILE.json    the model, to use or change it
  --explain                 say below the tables what each stage means
  --json                    print one JSON object instead of the tables
  --strict                  fail at invalid rows instead of leaving them out
  -h, --help                this text

Exit code: 0 success, 1 bad data, 2 wrong usage. Files are written whole or not at all.
`;

/** Refuses what would not be seen. */
export function refuseUnseen(line: CommandLine): void {
  if (!line.has("explain") || !line.has("json")) return;
  throw usageError("--explain cannot be given with --json, which has the rules themselves; leave one of them out");
}
