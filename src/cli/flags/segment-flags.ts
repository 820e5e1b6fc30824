import type { Flags } from "./command-line.js";
import { COLUMNS_HELP, READING_FLAGS } from "./reading-flags.js";

/** The flags of `rfm-kit segment`. */
export const SEGMENT_FLAGS: Flags = {
  ...READING_FLAGS,
  window: { type: "string" },
  frequency: { type: "string" },
  monetary: { type: "string" },
  bins: { type: "string" },
  method: { type: "string" },
  nested: { type: "boolean" },
  "thresholds-recency": { type: "string" },
  "thresholds-frequency": { type: "string" },
  "thresholds-monetary": { type: "string" },
  segments: { type: "string" },
  model: { type: "string" },
  out: { type: "string" },
  "save-model": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

export const SEGMENT_HELP: string = `Usage: rfm-kit segment <orders.csv|-> --customer COL --date COL --amount COL [options]

Reads a CSV file of orders (- for standard input) and gives every customer recency, frequency and monetary values,
scores from 1 (worst) to 5 (best) and a segment. Prints the segments; --out writes the customers.

${COLUMNS_HELP}

Meaning
  --as-of DAY               day of the analysis; later orders do not count (default: the day of the last order)
  --window DAYS             count only the last so many days
  --time-zone TZ            zone in which instants become days (default: UTC)
  --currency CODE           ISO 4217 code; sets the decimals
  --decimals N              decimals of the amounts (default: the currency's, else 2)
  --refunds net|ignore|error       what negative amounts do (default: net, they reduce the customer's money)
  --frequency orders|days          distinct orders (default) or days with an order
  --monetary total|mean|median|max money of all orders (default), or of the mean, median or largest order

Scores and segments
  --bins 5 | 5,4,3          how many scores: of all, or of recency, frequency, monetary (default: 5)
  --method NAME             how the edges are found: quantiles (default), spss, percentRank, cumeDist, pandas, rRfm,
                            ntile, equalWidth, naturalBreaks, meanSplit or medianSplit
  --nested                  frequency scored inside each recency score, monetary inside both
  --thresholds-recency 30,90       fixed edges instead, in days
  --thresholds-frequency 1,5       the same for frequency
  --thresholds-monetary 100,500    the same for monetary
  --segments NAME|FILE.json connectif-11 (default), squeezely-11, rf-grid-10, putler-11, putler-11-rounded, r-rfm-0.3.0,
                            r-rfm-0.2, python-rfm-10, pymc-marketing-5, cn-8, ocard-3, none, or a file with a map
  --model FILE.json         score by a saved model, instead of the flags above for bins and measures

Output
  --out FILE|-              the customers as CSV: customer_id,recency,frequency,monetary,r,f,m,segment
  --save-model FILE.json    the model, to score other orders on the same scale
  --json                    print one JSON object instead of the table
  --strict                  fail at invalid rows instead of leaving them out
  -h, --help                this text

Exit code: 0 success, 1 bad data, 2 wrong usage. Files are written whole or not at all.
`;
