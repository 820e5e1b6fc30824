import type { Flags } from "./command-line.js";

/** The flags of `rfm-kit plan`. */
export const PLAN_FLAGS: Flags = {
  language: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

export const PLAN_HELP = `Usage: rfm-kit plan <plan.json|-> [options]

Divides a GMV target among stages of new and existing customers (GMV = people x conversion x spend per buyer): how many
people the new ones need and what they cost, how well the existing ones must convert, also under coupons, and whether
that can be. - reads standard input.

  --language en|zh-Hans   language of the sentences (default: en)
  --json                  print the plan as one JSON object instead
  -h, --help              this text

A plan on AIPL, with shares by what the stages brought in the past:
  {
    "target": 50000000,
    "stages": {
      "A": { "conversion": 0.005, "spendPerBuyer": 200, "pastGmv": 4000000, "audience": 4500000, "costPerUser": 0.8 },
      "I": { "conversion": 0.03, "spendPerBuyer": 250, "pastGmv": 12000000, "audience": 1800000, "costPerUser": 3 },
      "P": { "conversion": 0.08, "spendPerBuyer": 300, "pastGmv": 10000000, "audience": 400000 },
      "L": { "conversion": 0.335, "spendPerBuyer": 400, "pastGmv": 14000000, "audience": 100000, "ceiling": 0.5 }
    }
  }

Other stages are a list of { "id", "kind": "new" or "existing", ... }. Also: "newShare" instead of pastGmv, "share" of
the new customers' target for each new stage, "couponDepths" (default [0.05, 0.1, 0.15, 0.2]), "decimals" (default 2).
Limits: "ceiling" of a conversion, "maxAudience" of a new stage, "budget" beside "target". Without the last two a plan is
feasible however many new people are missing.
The form is described by schemas/plan.schema.json in the package.

Exit code: 0 for a plan, feasible or not; 1 bad data; 2 wrong usage.
`;
