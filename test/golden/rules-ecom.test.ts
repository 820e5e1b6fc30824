import { expect, it } from "vitest";
import {
  and,
  attr,
  type EventOptions,
  event,
  eventsFromRows,
  matchRule,
  not,
  or,
  profilesFromRows,
  type Rule,
} from "../../src/index.js";
import { describeWithData, once, readCsv, type TextRow } from "./shared-data.js";

const rows = once(() => readCsv("retentioneering/ecom_events_synthetic.csv.gz"));

const events = once(() =>
  eventsFromRows(rows(), {
    customer: "user_id",
    type: "event",
    date: (row: TextRow) => row["timestamp"].slice(0, 10),
    fields: { platform: "platform" },
  }),
);

/** Every customer of the file once, with the channel that brought them. */
const profiles = once(() => {
  const users = new Map(rows().map((row) => [row["user_id"], row]));
  const fields = { acquisition_channel: "text" } as const;
  return profilesFromRows([...users.values()], { customer: "user_id", fields });
});

function countOf(rule: Rule, asOf = "2024-05-31"): number {
  return matchRule(rule, { events: events(), profiles: profiles(), asOf }).count;
}

const never = (types: string | string[], options?: EventOptions): Rule => event(types, "=", 0, options);
const wanted = ["add_to_cart", "wishlist_add"];

describeWithData("audiences of the ecom events on 2024-05-31", "retentioneering", () => {
  it("are of all 600 customers", () => {
    expect(countOf(and())).toBe(600);
  });

  it("find 365 who never purchased, and 272 a month later", () => {
    expect(countOf(never("purchase"))).toBe(365);
    expect(countOf(never("purchase"), "2024-06-29")).toBe(272);
  });

  it("find 511 without a purchase within 30 days, however it is said", () => {
    expect(countOf(not(event("purchase", { within: 30 })))).toBe(511);
    expect(countOf(never("purchase", { within: 30 }))).toBe(511);
    const longAgo = event("purchase", ">=", 30, { measure: "daysSinceLast" });
    expect(countOf(or(never("purchase"), longAgo))).toBe(511);
  });

  it("find 139 whose last purchase is more than 30 days ago and who viewed three products", () => {
    const longAgo = event("purchase", ">", 30, { measure: "daysSinceLast" });
    expect(countOf(and(longAgo, event("product_view", ">=", 3)))).toBe(139);
  });

  it("find 231 with interest and no purchase within 30 days", () => {
    expect(countOf(and(event(wanted, { within: 30 }), never("purchase", { within: 30 })))).toBe(231);
  });

  it("find 262 without a purchase on or after the day of the last interest, and 320 without one after it", () => {
    // One measure is never compared with another, so there is a part for each of the 30 days on which the interest can lie.
    const lastAt = (age: number): Rule => event(wanted, "=", age, { measure: "daysSinceLast", within: 30 });
    const ages = Array.from({ length: 30 }, (_, age) => age);
    expect(countOf(or(...ages.map((age) => and(lastAt(age), never("purchase", { within: age + 1 })))))).toBe(262);
    const after = (age: number): Rule => (age === 0 ? and() : never("purchase", { within: age }));
    expect(countOf(or(...ages.map((age) => and(lastAt(age), after(age)))))).toBe(320);
  });

  it("find 53 whose one purchase of 730 days lies within 30", () => {
    expect(countOf(and(event("purchase", "=", 1, { within: 730 }), event("purchase", "=", 1, { within: 30 })))).toBe(
      53,
    );
  });

  it("find 45 who put something into the cart on a phone and came by email or social media", () => {
    const mobile = event("add_to_cart", { where: attr("platform", "=", "mobile") });
    expect(countOf(and(mobile, attr("acquisition_channel", "in", ["email", "social"])))).toBe(45);
  });

  it("find 119 with interest in the sense of AIPL and no purchase within 910 days", () => {
    const interest = or(
      event(wanted, { within: 15 }),
      event("product_view", ">=", 2, { measure: "distinctDays", within: 15 }),
    );
    expect(countOf(and(interest, never("purchase", { within: 910 })))).toBe(119);
  });
});
