import { describe, expect, it } from "vitest";
import { checkSegments, cn8, connectif11 } from "../../../src/index.js";
import { CliBundle } from "./run-cli.js";

const bundle = new CliBundle();

describe.concurrent("rfm-kit check", () => {
  it.each([connectif11, cn8])("draws a map of the library and says that it is a partition: $id", async ({ id }) => {
    const { code, out } = await bundle.folder().run(["check", id]);
    expect(code).toBe(0);
    expect(out).toContain("Every cell is in exactly one segment.");
    expect(out).toContain(checkSegments(id === "cn-8" ? cn8 : connectif11).grid.trimEnd());
  });

  it("lists holes with the nearest segment, overlaps and segments that never win, and ends with 1", async () => {
    const cli = bundle.folder();
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
    const cli = bundle.folder();
    const definition = { shape: [2, 2, 2], segments: [{ id: "top", cells: ["222"] }], otherwise: "rest" };
    cli.write("map.json", JSON.stringify(definition));
    const { code, out } = await cli.run(["check", "map.json", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(checkSegments(definition as never))));
  });

  it.each([
    [[], 2, /takes one file or name/],
    [["a.json", "b.json"], 2, /takes one file or name/],
    [["absent.json"], 1, /cannot read absent.json/],
    [["torn.json"], 1, /torn.json.* is no JSON/],
    [["list.json"], 1, /list.json: /],
  ])("refuses %j", async (args, expected, message) => {
    const cli = bundle.folder();
    cli.write("torn.json", "{");
    cli.write("list.json", '{"segments": 5}');
    const { code, err } = await cli.run(["check", ...args]);
    expect(err).toMatch(message);
    expect(err).not.toContain("    at ");
    expect(code).toBe(expected);
  });
});
