import { describe, expect, it } from "vitest";
import { checkSegments, cn8, connectif11, describeRule } from "../../../src/index.js";
import { CliFolders } from "./run-cli.js";

const folders = new CliFolders();

describe.concurrent("rfm-kit check", () => {
  it.each([connectif11, cn8])("draws a map of the library and says that it is a partition: $id", async ({ id }) => {
    const { code, out } = await folders.folder().run(["check", id]);
    expect(code).toBe(0);
    expect(out).toContain("Every cell is in exactly one segment.");
    expect(out).toContain(checkSegments(id === "cn-8" ? cn8 : connectif11).grid.trimEnd());
  });

  it("lists holes with the nearest segment, overlaps and segments that never win, and ends with 1", async () => {
    const cli = folders.folder();
    const segments = [
      { id: "top", cells: ["222", "221"] },
      { id: "also", cells: ["221"] },
      { id: "low", boxes: [{ r: [1, 1] }] },
    ];
    cli.write("map.json", JSON.stringify({ shape: [2, 2, 2], segments }));
    const { code, out, err } = await cli.run(["check", "map.json"]);
    expect(code).toBe(1);
    expect(out).toContain("Claimed by no segment: 211 (nearest: ");
    expect(out).toContain("Claimed by several: 221 (top, also)");
    expect(out).toContain("Can never win: also");
    expect(err).toMatch(/^rfm-kit: map.json cannot be used: OVERLAPPING_CELLS/);
  });

  it("prints the report of checkSegments with --json", async () => {
    const cli = folders.folder();
    const definition = { shape: [2, 2, 2], segments: [{ id: "top", cells: ["222"] }], otherwise: "rest" };
    cli.write("map.json", JSON.stringify(definition));
    const { code, out } = await cli.run(["check", "map.json", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(checkSegments(definition as never))));
  });

  const buys = { event: "purchase", measure: { fn: "count" }, operator: ">=", value: 2 } as const;

  it("says what a rule means, or all that is wrong with it", async () => {
    const cli = folders.folder();
    const rule = { combinator: "and", rules: [buys, { field: "city", operator: "=", value: "Wu\u001bhan" }] } as const;
    cli.write("rule.json", JSON.stringify(rule));
    const good = await cli.run(["check", "rule.json"]);
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toMatch(/^rule\.json: a rule\n {2}"purchase" at least .*, and city is "Wu/);
    expect(good.out).not.toContain("\u001b");
    expect(JSON.parse((await cli.run(["check", "rule.json", "--json"])).out)).toEqual({
      faults: [],
      description: describeRule(rule),
    });
    cli.write("bad.json", JSON.stringify({ combinator: "and", rules: [{ ...buys, value: "2" }, { segment: "" }] }));
    const bad = await cli.run(["check", "bad.json"]);
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(
      /^bad\.json: a rule with 2 faults\n {2}rule\.rules\[0\]\.value must .*\n {2}rule\.rules\[1\]/,
    );
    expect(bad.err).toMatch(/^rfm-kit: bad\.json cannot be used: rule\.rules\[0\]\.value must/);
  });

  it("says what stages mean, or what is wrong with them", async () => {
    const cli = folders.folder();
    const stages = [
      { id: "buyer", when: { ...buys, value: 1 } },
      { id: "regular", when: buys, requires: "buyer" },
    ];
    cli.write("stages.json", JSON.stringify({ id: "shop", version: "1", stages }));
    const good = await cli.run(["check", "stages.json"]);
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toBe(
      `stages.json: shop (1), 2 stages from shallow to deep; a customer is in the deepest that holds
  buyer    "purchase" at least once
  regular  buyer holds, and ("purchase" at least 2 times)
`,
    );
    const json = JSON.parse((await cli.run(["check", "stages.json", "--json"])).out);
    expect(json.stages[1]).toEqual({ stage: "regular", requires: "buyer", description: describeRule(buys) });
    cli.write("bad.json", JSON.stringify({ id: "shop", version: "1", stages: [{ id: "a", when: { event: 5 } }] }));
    const bad = await cli.run(["check", "bad.json"]);
    expect(bad).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/^rfm-kit: bad\.json: stages\[0\]\.when/),
    });
  });

  it.each([
    [[], 2, /takes one file or name/],
    [["a.json", "b.json"], 2, /takes one file or name/],
    [["absent.json"], 1, /cannot read absent.json/],
    [["torn.json"], 1, /torn.json.* is no JSON/],
    [["list.json"], 1, /list.json: /],
  ])("refuses %j", async (args, expected, message) => {
    const cli = folders.folder();
    cli.write("torn.json", "{");
    cli.write("list.json", '{"segments": 5}');
    const { code, err } = await cli.run(["check", ...args]);
    expect(err).toMatch(message);
    expect(err).not.toContain("    at ");
    expect(code).toBe(expected);
  });
});
