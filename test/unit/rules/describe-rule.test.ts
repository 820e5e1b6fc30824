import { describe, expect, it } from "vitest";
import { and, attr, describeRule, event, not, or, type RelativeDate, type Rule, ref } from "../../../src/index.js";
import { expectRefused, wrong } from "../refused.js";

const zh = { language: "zh-Hans" } as const;
const relative = (anchor: RelativeDate["anchor"], offset: number, unit: RelativeDate["unit"]): RelativeDate => ({
  mode: "relative",
  anchor,
  offset,
  unit,
});
const sum = { fn: "sum", field: "value" } as const;

describe("describeRule says", () => {
  it.each<[Rule, string, string]>([
    [attr("city", "=", "Wuhan"), 'city is "Wuhan"', "city为“Wuhan”"],
    [attr("city", "!=", "Wuhan"), 'city is other than "Wuhan"', "city不为“Wuhan”"],
    [attr("vip", "=", true), "vip is true", "vip为是"],
    [attr("points", "<", 5), "points are below 5", "points低于5"],
    [attr("points", ">", 5), "points are above 5", "points高于5"],
    [attr("points", "<=", 5), "points are at most 5", "points不高于5"],
    [attr("points", ">=", 0.5), "points are at least 0.5", "points不低于0.5"],
    [attr("points", "between", [1, 5]), "points are from 1 to 5", "points在1至5之间"],
    [attr("points", "notBetween", [1, 5]), "points are outside 1 to 5", "points不在1至5之间"],
    [attr("status", "in", ["a", "b"]), 'status is one of "a", "b"', "status为“a”、“b”之一"],
    [attr("status", "notIn", ["a"]), 'status is none of "a"', "status不为“a”中的任何一个"],
    [attr("city", "null"), "city is missing", "city为空"],
    [attr("tags", "notNull"), "tags are known", "tags不为空"],
    [attr("city", "contains", "u"), 'city contains "u"', "city包含“u”"],
    [attr("city", "beginsWith", "u"), 'city begins with "u"', "city以“u”开头"],
    [attr("tags", "endsWith", "u"), 'tags end with "u"', "tags以“u”结尾"],
    [attr("city", "doesNotContain", "u"), 'city does not contain "u"', "city不包含“u”"],
    [attr("city", "doesNotBeginWith", "u"), 'city does not begin with "u"', "city不以“u”开头"],
    [attr("tags", "doesNotEndWith", "u"), 'tags do not end with "u"', "tags不以“u”结尾"],
    [
      attr("born", "anniversary", 7),
      "born has its anniversary today or in the next 7 days",
      "born的周年日在今天或未来7天内",
    ],
    [attr("born", "anniversary", 0), "born has its anniversary today", "born的周年日是今天"],
    [ref("vip"), 'in "vip"', "属于“vip”"],
  ])("%j", (rule, english, chinese) => {
    expect(describeRule(rule)).toBe(english);
    expect(describeRule(rule, zh)).toBe(chinese);
  });

  it.each<[Rule, string, string]>([
    [attr("joined", "=", "2026-01-31"), "joined is 2026-01-31", "joined为2026-01-31"],
    [attr("joined", "<", "2026-01-31"), "joined is before 2026-01-31", "joined早于2026-01-31"],
    [attr("joined", "<=", relative("now", 0, "day")), "joined is on or before today", "joined不晚于今天"],
    [attr("joined", ">", relative("now", -1, "day")), "joined is after 1 day ago", "joined晚于1天前"],
    [attr("joined", ">=", relative("now", 2, "week")), "joined is on or after 2 weeks from today", "joined不早于2周后"],
    [
      attr("joined", "between", [relative("startOfMonth", -1, "month"), relative("startOfMonth", -1, "day")]),
      "joined is from 1 month before the first day of this month to 1 day before the first day of this month",
      "joined在本月1日的1个月前至本月1日的1天前之间",
    ],
    [
      attr("joined", "in", ["2026-01-31", relative("endOfYear", 1, "year")]),
      "joined is one of 2026-01-31, 1 year after 31 December of this year",
      "joined为2026-01-31、今年12月31日的1年后之一",
    ],
    [
      attr("joined", "notBetween", [relative("startOfWeek", 0, "day"), relative("endOfWeek", 0, "day")]),
      "joined is outside Monday of this week to Sunday of this week",
      "joined不在本周一至本周日之间",
    ],
  ])("days: %j", (rule, english, chinese) => {
    expect(describeRule(rule)).toBe(english);
    expect(describeRule(rule, zh)).toBe(chinese);
  });

  it.each<[Rule, string, string]>([
    [event("buy"), '"buy" at least once', "“buy”至少1次"],
    [event("buy", "=", 0, { within: 30 }), 'no "buy" in the last 30 days', "最近30天内没有“buy”"],
    [event("buy", "=", 1, { within: 1 }), '"buy" exactly once today', "今天“buy”恰好1次"],
    [event(["cart", "like"], "<", 3), '"cart" or "like" fewer than 3 times', "“cart”或“like”少于3次"],
    [event("buy", "!=", 2), '"buy" other than 2 times', "“buy”不等于2次"],
    [event("buy", "between", [2, 5]), '"buy" 2 to 5 times', "“buy”2至5次"],
    [event("buy", "notBetween", [2, 5]), '"buy" fewer than 2 or more than 5 times', "“buy”不在2至5次之间"],
    [event("buy", ">=", 2, { measure: "distinctDays" }), '"buy" on at least 2 days', "“buy”的天数至少2天"],
    [
      event("buy", ">", 3, { measure: { fn: "distinct", field: "item" } }),
      '"buy" with more than 3 different values of item',
      "“buy”的不同item超过3个",
    ],
    [
      event("buy", ">=", 100, { measure: sum, within: { from: "2026-01-01" } }),
      '"buy" with a total value of at least 100 since 2026-01-01',
      "自2026-01-01起“buy”的value合计至少100",
    ],
    [
      event("buy", "notBetween", [1, 2], { measure: { fn: "avg", field: "value" }, within: { to: "2026-01-31" } }),
      '"buy" with an average value less than 1 or more than 2 until 2026-01-31',
      "截至2026-01-31“buy”的value平均值不在1至2之间",
    ],
    [
      event("buy", "<=", 9, {
        measure: { fn: "min", field: "value" },
        within: { from: "2026-01-01", to: "2026-01-31" },
      }),
      '"buy" with a lowest value of at most 9 from 2026-01-01 to 2026-01-31',
      "2026-01-01至2026-01-31期间“buy”的value最小值至多9",
    ],
    [
      event("buy", "between", [1, 2], { measure: { fn: "max", field: "value" } }),
      '"buy" with a highest value of 1 to 2',
      "“buy”的value最大值在1至2之间",
    ],
    [
      event("buy", ">", 90, { measure: "daysSinceLast", within: 365 }),
      'the last "buy" in the last 365 days was more than 90 days ago',
      "距最近365天内最后一次“buy”超过90天",
    ],
    [
      event("claim", "between", [1, 10], {
        measure: "daysSinceFirst",
        exceptKeyed: { event: "redeem", key: "coupon" },
      }),
      'the first "claim" without a "redeem" of the same coupon was 1 to 10 days ago',
      "距首次“claim”（没有coupon相同的“redeem”）1至10天",
    ],
    [
      event("buy", ">=", 2, { where: or(attr("item", "=", "tea"), attr("value", ">", 5)), within: 7 }),
      '"buy" where (item is "tea" or value is above 5) at least 2 times in the last 7 days',
      "最近7天内“buy”（其中item为“tea”或value高于5）至少2次",
    ],
  ])("events: %j", (rule, english, chinese) => {
    expect(describeRule(rule)).toBe(english);
    expect(describeRule(rule, zh)).toBe(chinese);
  });

  const days = (operator: "=" | "!=" | ">" | "<=", value: number) =>
    event("buy", operator, value, { measure: "distinctDays" });
  const items = (operator: "=" | "!=" | "between", value: number | [number, number]) =>
    event("buy", operator as "between", value as [number, number], { measure: { fn: "distinct", field: "item" } });
  it.each<[Rule, string, string]>([
    [event("buy", "=", 1), '"buy" exactly once', "“buy”恰好1次"],
    [event("buy", "!=", 1), '"buy" other than once', "“buy”不等于1次"],
    [event("buy", ">", 1), '"buy" more than once', "“buy”超过1次"],
    [event("buy", "<=", 1), '"buy" at most once', "“buy”至多1次"],
    [event("buy", "<", 1), 'no "buy"', "没有“buy”"],
    [event("buy", "<=", 0), 'no "buy"', "没有“buy”"],
    [event("buy", "between", [0, 0]), 'no "buy"', "没有“buy”"],
    [event("buy", ">", 0), '"buy" at least once', "“buy”至少1次"],
    [event("buy", "!=", 0), '"buy" at least once', "“buy”至少1次"],
    [event("buy", ">=", 0), '"buy" at least 0 times', "“buy”至少0次"],
    [event("buy", "<", 0.5), '"buy" fewer than 0.5 times', "“buy”少于0.5次"],
    [event("buy", "between", [0, 1]), '"buy" 0 to 1 times', "“buy”0至1次"],
    [event("buy", "between", [1, 1]), '"buy" exactly once', "“buy”恰好1次"],
    [event("buy", "notBetween", [1, 1]), '"buy" other than once', "“buy”不等于1次"],
    [event("buy", "notBetween", [0, 1]), '"buy" fewer than 0 or more than 1 times', "“buy”不在0至1次之间"],
    [days("=", 1), '"buy" on exactly 1 day', "“buy”的天数恰好1天"],
    [days("=", 0), '"buy" on no day', "“buy”的天数恰好0天"],
    [days(">", 0), '"buy" on at least 1 day', "“buy”的天数至少1天"],
    [event("buy", "between", [0, 1], { measure: "distinctDays" }), '"buy" on 0 to 1 days', "“buy”的天数为0至1天"],
    [
      event("buy", "notBetween", [1, 3], { measure: "distinctDays" }),
      '"buy" on fewer than 1 or more than 3 days',
      "“buy”的天数不在1至3天之间",
    ],
    [items("=", 1), '"buy" with exactly 1 different value of item', "“buy”的不同item恰好1个"],
    [items("=", 0), '"buy" with no value of item', "“buy”的不同item恰好0个"],
    [items("!=", 2), '"buy" with other than 2 different values of item', "“buy”的不同item不等于2个"],
    [items("between", [1, 2]), '"buy" with 1 to 2 different values of item', "“buy”的不同item为1至2个"],
    [
      event("buy", "<", 1, { measure: "daysSinceLast" }),
      'the last "buy" was less than 1 day ago',
      "距最后一次“buy”少于1天",
    ],
    [
      event("buy", "notBetween", [0, 1], { measure: "daysSinceLast" }),
      'the last "buy" was less than 0 or more than 1 days ago',
      "距最后一次“buy”不在0至1天之间",
    ],
    [event("buy", "<", 1, { measure: sum }), '"buy" with a total value of less than 1', "“buy”的value合计少于1"],
    [event("buy", "!=", 1, { measure: sum }), '"buy" with a total value other than 1', "“buy”的value合计不等于1"],
    [attr("born", "anniversary", 1), "born has its anniversary today or tomorrow", "born的周年日在今天或明天"],
    [attr("points", "between", [5, 5]), "points are from 5 to 5", "points在5至5之间"],
  ])("one, none and the bounds of a range: %j", (rule, english, chinese) => {
    expect(describeRule(rule)).toBe(english);
    expect(describeRule(rule, zh)).toBe(chinese);
  });

  const [a, b, c] = [ref("a"), ref("b"), ref("c")];
  it.each<[Rule, string, string]>([
    [and(a, b, c), 'in "a", and in "b", and in "c"', "属于“a”，且属于“b”，且属于“c”"],
    [or(and(a, b), c), '(in "a" and in "b"), or in "c"', "（属于“a”且属于“b”），或属于“c”"],
    [not(a), 'not (in "a")', "不满足（属于“a”）"],
    [not(or(a, b)), 'not (in "a" or in "b")', "不满足（属于“a”或属于“b”）"],
    [
      and(not(and(a, b)), or(b, c)),
      'not (in "a" and in "b"), and (in "b" or in "c")',
      "不满足（属于“a”且属于“b”），且（属于“b”或属于“c”）",
    ],
    [and(or(and(a))), 'in "a"', "属于“a”"],
    [and(or(not(b)), c), 'not (in "b"), and in "c"', "不满足（属于“b”），且属于“c”"],
    [and(), "everyone", "所有客户"],
    [or(), "no one", "没有任何客户"],
    [not(or()), "everyone", "所有客户"],
    [and(a, not(and())), 'in "a", and no one', "属于“a”，且没有任何客户"],
    [event("buy", { where: or() }), '"buy" where (nothing) at least once', "“buy”（其中全部排除）至少1次"],
  ])("groups: %j", (rule, english, chinese) => {
    expect(describeRule(rule)).toBe(english);
    expect(describeRule(rule, zh)).toBe(chinese);
  });
});

describe("describeRule", () => {
  it("leaves out what is muted", () => {
    const rule: Rule = {
      combinator: "and",
      rules: [
        ref("a"),
        { segment: "b", muted: true },
        { combinator: "or", rules: [{ segment: "c", muted: true }] },
        { ...event("buy"), where: { combinator: "or", rules: [], muted: true } },
      ],
    };
    expect(describeRule(rule)).toBe('in "a", and "buy" at least once');
  });

  it("uses labels for fields, events and references, and no inherited ones", () => {
    const names = { buy: "Purchase", value: "amount", vip: "VIP customers", city: "home town", constructor: "builder" };
    const rule = and(
      event("buy", ">", 5, {
        measure: sum,
        where: attr("city", "=", "a"),
        exceptKeyed: { event: "buy", key: "value" },
      }),
      ref("vip"),
      attr("constructor", "null"),
      attr("toString", "null"),
    );
    expect(describeRule(rule, { names })).toBe(
      '"Purchase" where (home town is "a") without a "Purchase" of the same amount with a total amount of more than 5, and in "VIP customers", and builder is missing, and toString is missing',
    );
  });

  it("quotes what could be taken for its own words", () => {
    expect(describeRule(attr("a is 1, or b", "=", 'x" or "y'))).toBe('"a is 1, or b" is "x\\" or \\"y"');
    for (const word of ["and", "OR", "not", "is", "in", "missing", "everyone", "true", "5", "2026-03-01", "-", "."]) {
      expect(describeRule(attr(word, "null"))).toBe(`"${word}" is missing`);
    }
    expect(describeRule(attr("loyalty points", ">", 1))).toBe('"loyalty points" are above 1');
    expect(describeRule(attr("android_id", "null"))).toBe("android_id is missing");
    expect(describeRule(attr("城市", "null"))).toBe("城市 is missing");
    expect(describeRule(event("buy", ">", 1, { measure: { fn: "distinct", field: "of" } }))).toBe(
      '"buy" with more than 1 different value of "of"',
    );
    for (const word of ["是", "城市或区", "且", "5", "客户 等级", "a=1"]) {
      expect(describeRule(attr(word, "null"), zh)).toBe(`“${word}”为空`);
    }
    expect(describeRule(attr("是否会员", "=", true), zh)).toBe("是否会员为是");
    expect(describeRule(attr("a", "=", "x”或“y"), zh)).toBe("a为“x\\”或“y”");
    expect(describeRule(attr("a", "=", '\n"\\'), zh)).toBe('a为“\\n"\\\\”');
  });

  it("refuses what is no rule, and options that it does not know", () => {
    expectRefused(() => describeRule(wrong({ segment: "" })), "BAD_RULE", {
      where: "describeRule",
      path: "rule.segment",
    });
    expectRefused(() => describeRule(ref("a"), wrong({ lang: "en" })), "UNKNOWN_OPTION", { path: "options.lang" });
    expectRefused(() => describeRule(ref("a"), { names: wrong(["a"]) }), "WRONG_TYPE", { path: "options.names" });
    expectRefused(() => describeRule(ref("a"), { names: { b: "B", a: "" } }), "WRONG_TYPE", {
      path: "options.names.a",
    });
    expect(() => describeRule(ref("a"), { language: wrong("zh") })).toThrowErrorMatchingInlineSnapshot(
      `[RfmError: describeRule: options.language must be "en" or "zh-Hans"; received "zh"]`,
    );
  });
});
