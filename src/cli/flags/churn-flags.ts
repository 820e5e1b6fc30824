import type { Flags } from "./command-line.js";
import { FEATURE_FLAGS, FEATURES_HELP } from "./feature-files.js";
import { COLUMNS_HELP, READING_FLAGS } from "./reading-flags.js";

/** The flags of `rfm-kit churn`. */
export const CHURN_FLAGS: Flags = {
  ...READING_FLAGS,
  horizon: { type: "string" },
  model: { type: "string" },
  ...FEATURE_FLAGS,
  bands: { type: "string" },
  language: { type: "string" },
  "save-first": { type: "string" },
  "max-risk": { type: "string" },
  out: { type: "string" },
  "save-model": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/** The flags of `rfm-kit evaluate`. */
export const EVALUATE_FLAGS: Flags = {
  ...READING_FLAGS,
  horizon: { type: "string" },
  cutoff: { type: "string" },
  models: { type: "string" },
  ...FEATURE_FLAGS,
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

const MEANING_HELP = `Meaning
  --horizon DAYS            churn is no purchase within so many days (default: 90)
  --as-of DAY               day of the analysis; later orders do not count (default: the day of the last order)
  --time-zone TZ            zone in which instants become days (default: UTC)
  --currency CODE           ISO 4217 code; sets the decimals
  --decimals N              decimals of the amounts (default: the currency's, else 2)
  --refunds net|ignore|error  negative amounts are no purchases; error refuses them (default: net)`;

const MODELS_HELP = `mbg-nbd, bg-nbd, pareto-nbd, nbd, logistic, survival,
                            pooled-percentile, recency, recency-over-cycle, recency-over-shrunk-cycle, hiatus`;

export const CHURN_HELP: string = `Usage: rfm-kit churn <orders.csv|-> --customer COL --date COL --amount COL [options]

Reads a CSV file of orders (- for standard input) and tells how likely each customer is not to buy within the next
days, and what is at stake. Prints the customers and the value at risk of each band; --out writes the customers.

${COLUMNS_HELP}

${MEANING_HELP}

Model
  --model NAME|FILE.json    auto (default): the best of the others on the last horizon of these orders; or a file that
                            --save-model wrote;
                            ${MODELS_HELP}
  --bands LOW,HIGH          from which risk on the band is medium and high (default: a third and two thirds)

${FEATURES_HELP}

Output
  --save-first N            list the N customers with the highest value at risk
  --max-risk SHARE          leave those with a higher risk out of --save-first (default: 0.9: fewer than one in ten of
                            them come back)
  --out FILE|-              the customers as CSV: customer_id,risk,band,p_alive,expected_orders,value_at_risk,reasons
  --language en|zh-Hans     of the reasons (default: en)
  --save-model FILE.json    the model, to score another month by the same
  --json                    print one JSON object instead of the table
  --strict                  fail at invalid rows instead of leaving them out
  -h, --help                this text

Exit code: 0 success, 1 bad data, 2 wrong usage. Files are written whole or not at all.
`;

export const EVALUATE_HELP: string = `Usage: rfm-kit evaluate <orders.csv|-> --customer COL --date COL --amount COL [options]

Reads a CSV file of orders (- for standard input) and measures how well each model of churn would have foretold, on the
cut-off day, who did not buy within the horizon after it. Prints the models, the best first.

${COLUMNS_HELP}

${MEANING_HELP}

Comparison
  --cutoff DAY              day on which the models foretell (default: a horizon before --as-of)
  --models NAME,NAME        which to compare (default: all):
                            ${MODELS_HELP}

${FEATURES_HELP}

Output
  --json                    print one JSON object instead of the table
  --strict                  fail at invalid rows instead of leaving them out
  -h, --help                this text

Exit code: 0 success, 1 bad data, 2 wrong usage.
`;
