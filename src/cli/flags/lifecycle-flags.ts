import type { Flags } from "./command-line.js";
import { COLUMNS_HELP, READING_FLAGS } from "./reading-flags.js";

/** The flags of `rfm-kit lifecycle`. */
export const LIFECYCLE_FLAGS: Flags = {
  ...READING_FLAGS,
  compare: { type: "string" },
  rule: { type: "string" },
  within: { type: "string" },
  "at-risk": { type: "string" },
  lapsed: { type: "string" },
  lost: { type: "string" },
  days: { type: "string" },
  model: { type: "string" },
  out: { type: "string" },
  "save-model": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

export const LIFECYCLE_HELP: string = `Usage: rfm-kit lifecycle <orders.csv|-> --customer COL --date COL [options]

Reads a CSV file of orders (- for standard input) and finds from how many days of silence on a customer is at risk or
lost. Prints these thresholds, how they came about, and how many customers are new, active, at risk, lapsed, lost or
reactivated; --out writes the customers.

${COLUMNS_HELP}
Without --amount every row is a purchase; with it rows of negative amounts are refunds.

Meaning
  --as-of DAY               day of the analysis; later orders do not count (default: the day of the last order)
  --compare DAY             an earlier day: how many went from which state to which since then, by the same thresholds
  --time-zone TZ            zone in which instants become days (default: UTC)
  --currency CODE           ISO 4217 code; sets the decimals
  --decimals N              decimals of the amounts (default: the currency's, else 2)
  --refunds net|ignore|error  negative amounts are no purchases; error refuses them (default: net)

Thresholds
  --rule NAME|FILE.json     kaplan-meier (default): at risk when fewer than 20 % of those who are silent for so long buy
                            within 90 days, lost below 10 %; pooled-percentile, personal-multiple, own-gap-share; as
                            vendors publish them: nes-5, statlas-3, vortex-iq-4, clutch-3, tiquo-3, ordinary-4; or a
                            file with a rule, such as {"method": "kaplanMeier", "atRisk": 0.3, "within": 30}
  --at-risk X, --lapsed X, --lost X
                            other steps of the rule, each in its own unit (chances, percentiles, multiples, shares);
                            none for no such state
  --within DAYS             within how many days kaplan-meier expects the next purchase (default: 90)
  --days N | N,N | N,N,N    fixed days of silence instead: lost; at risk and lost; at risk, lapsed and lost
  --model FILE.json         judge by the thresholds of a saved model

Output
  --out FILE|-              the customers as CSV: customer_id,state,since,previous,expires_at,order_days,last_order,
                            cycle,next_expected and, under --compare, state_before. The state ends on expires_at if no
                            order comes; cycle is the customer's own in days, drawn to that of all; next_expected may be
                            past, and then the customer is overdue
  --save-model FILE.json    the rule and its thresholds, to judge another month by the same
  --json                    print one JSON object instead of the table
  --strict                  fail at invalid rows instead of leaving them out
  -h, --help                this text

Exit code: 0 success, 1 bad data, 2 wrong usage. Files are written whole or not at all.
`;
