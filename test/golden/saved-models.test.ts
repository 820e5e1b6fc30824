import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CustomerValues, loadModel, scoreCustomer } from "../../src/index.js";

// Written by version 0.1.0 from eight made-up orders in euros, as users have saved theirs. NEVER write it anew: a change that
// makes this test fail also breaks the files of users, and needs a new `version` of the form beside this one. A later release
// adds a file of its own.
const text = readFileSync(join(__dirname, "model-0.1.0.json"), "utf8");

// By hand from the edges of the file: days 13, 24.4, 74, 148.4; orders 1, 1, 1.4, 2.2; cents 3410.4, 5254.6, 17015.4, 50832.
const CUSTOMERS: [CustomerValues, object][] = [
  [
    { recency: 10, frequency: 2, monetary: "59.99" },
    { r: 5, f: 4, m: 3, cell: "543", segment: "loyal" },
  ],
  [
    { recency: 182, frequency: 1, monetary: 8.05 },
    { r: 1, f: 1, m: 1, cell: "111", segment: "lost" },
  ],
];

describe("a model that version 0.1.0 saved", () => {
  it("loads with every field as it was", () => {
    expect(loadModel(text)).toStrictEqual(JSON.parse(text));
  });

  it.each(CUSTOMERS)("scores %o as it did then", (values, scores) => {
    expect(scoreCustomer(loadModel(text), values)).toEqual(scores);
  });
});
