import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/cli/flags/parse-json.js";

const read = (text: string): unknown => parseJson("plan.json", "the plan", text);

describe("JSON of a file", () => {
  it.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}'],
    ['{"a":"a","b":["a","a",{"a":"a"}],"c":"{\\"a\\":1,\\"a\\":2}"}'],
    ['[["a","a"],{},{},[],"a,","a"]'],
    ['{"__proto__":1,"constructor":2,"toString":3}'],
    ['{"a":[1,2,{"b":1}],"b":2}'],
    ["3"],
    ['""'],
    [' {\n "a" : 1 , "A" : 2 } '],
  ])("%s is read as JSON.parse reads it", (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a":1,"a":1}', "a", 1],
    ['{"a":1,\n"b":{"a":2,\n"c":[1],"a":3}}', "a", 3],
    ['[{"x":[{"k":1},{"k":1,"k":2}]}]', "k", 1],
    ['{"a":{"b":1},"a":2}', "a", 1],
    ['{"a":[1,"a"],"\\u0061":2}', "a", 1],
    ['{"__proto__":1,"__proto__":2}', "__proto__", 1],
    ['{"":1,"":2}', "", 1],
  ])("%s has %j twice, on line %i", (text, key, line) => {
    expect(() => read(text)).toThrow(
      `plan.json, the plan, has the key ${JSON.stringify(key)} twice in one object, again on line ${line}; keep one of them`,
    );
  });

  it("is refused where it is none", () => {
    expect(() => read("{")).toThrow("plan.json, the plan, is no JSON: ");
  });

  it.each([['{"a":1}\n{"a":2}\n'], ["\n1\r\n2"], ["{}\n[]\n{"]])("%j is told as what it is, JSON lines", (text) => {
    expect(() => read(text)).toThrow(
      "plan.json, the plan, is no JSON: it has a value on each line (JSON lines), and one value in all is read",
    );
  });

  it.each([['{"a":1}\n{"a":'], ['{"a":1}x'], ['{\n"a":1\n'], ["\n"], [""]])("%j is not", (text) => {
    expect(() => read(text)).toThrow(/is no JSON: (?!it has)/);
  });

  it("may be deep, long, and full of quotes", () => {
    const deep = `${"[".repeat(5000)}{"a":1,"a":2}${"]".repeat(5000)}`;
    expect(() => read(deep)).toThrow('the key "a" twice');
    const long = JSON.stringify({ text: '\\"'.repeat(2_000_000), more: "x".repeat(4_000_000) });
    expect(read(long)).toEqual(JSON.parse(long));
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key ${i}`, i])));
    expect(read(wide)).toEqual(JSON.parse(wide));
  });
});
