import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { STAGES_FLAGS, STAGES_HELP } from "../../../src/cli/flags/stages-flags.js";
import { MODEL_NAMES } from "../../../src/cli/flags/stages-model.js";
import {
  aiplDatabank,
  aiplTechsun,
  type ClassifyOptions,
  classifyStages,
  defineStages,
  eventsFromRows,
  ledgerFromRows,
  o5a,
  profilesFromRows,
  type StageModel,
  stageFlow,
  tencent5r,
} from "../../../src/index.js";
import { describeWithData, once, readShared } from "../../golden/shared-data.js";
import { type CliFolder, CliFolders } from "./run-cli.js";

const folders = new CliFolders();
const COLUMNS = ["--customer", "who", "--type", "what", "--date", "at"];

const EVENTS = `who,what,at,stars,mood
ann,page_view,2026-02-20,,
bob,purchase,2026-01-05,,
ann,cart,2026-02-18,,
cid,product_view,2026-02-26,,
cid,product_view,2026-02-27T23:30:00Z,,
bob,review,2026-02-01,5,positive
dee,page_view,2026-01-10,,
bob,purchase,2026-01-20,,
eve,review,2026-02-01,2,negative
`;
const READ = { customer: "who", type: "what", date: "at" } as const;
type Row = { readonly [column: string]: string };

function rowsOf(text: string): Row[] {
  return Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;
}

function withEvents(text = EVENTS): CliFolder {
  const cli = folders.folder();
  cli.write("events.csv", text);
  return cli;
}

const stages = (cli: CliFolder, ...flags: string[]) => cli.run(["stages", "events.csv", ...COLUMNS, ...flags]);

/** What the command must write, by the library; formulas are another matter. */
function csvOf(model: StageModel, data: ClassifyOptions, compare?: string): string {
  const result = classifyStages(model, data);
  const before = compare === undefined ? undefined : classifyStages(model, { ...data, asOf: compare });
  const rows = Array.from(result, ({ customer, stage, since, expiresAt, expiresTo }) => {
    const cells = [customer, stage, since, expiresAt, expiresTo];
    return (before === undefined ? cells : [...cells, before.get(customer)?.stage]).map((cell) => cell ?? "").join(",");
  });
  const header = `customer_id,stage,since,expires_at,expires_to${before === undefined ? "" : ",previous_stage"}`;
  return `${[header, ...rows].join("\n")}\n`;
}

describeWithData("rfm-kit stages on the events of a shop", "retentioneering", () => {
  const text = once(() => readShared("retentioneering/ecom_events_synthetic.csv.gz"));
  const map = {
    home: "store_view",
    catalog: "page_view",
    promo_page: "impression",
    search: "category_search",
    filter_results: "category_search",
    product_view: "product_view",
    add_to_cart: "cart",
    wishlist_add: "favorite",
    purchase: "purchase",
  };
  const pairs = Object.entries(map).map(([raw, name]) => (raw === name ? raw : `${raw}=${name}`));
  const columns = ["--customer", "user_id", "--type", "event", "--date", "timestamp"];
  const flags = [...columns, "--as-of", "2024-05-31", "--compare", "2024-04-30"];

  it("finds the stages and the flow that a Python script counted, and accounts for every row", async () => {
    const cli = withEvents(text());
    const args = ["stages", "events.csv", ...flags, "--map", pairs.join(","), "--out", "stages.csv"];
    const { code, out, err } = await cli.run(args);
    expect(code).toBe(0);
    expect(out).toMatch(/^events\.csv: 600 customers as of 2024-05-31, by aipl-databank \(2019\)\n/);
    const funnel = out.slice(out.indexOf("none"), out.indexOf("Within 7"));
    expect(
      funnel
        .trim()
        .split("\n")
        .map((line) => line.split(/ {2,}/).slice(0, 6)),
    ).toEqual([
      ["none", "160", "26.7 %", "0", "0"],
      ["A", "Awareness", "86", "14.3 %", "440", "73.3 %"],
      ["I", "Interest", "119", "19.8 %", "354", "59.0 %"],
      ["P", "Purchase", "173", "28.8 %", "235", "39.2 %"],
      ["L", "Loyalty", "62", "10.3 %", "62", "10.3 %"],
    ]);
    expect(out).toMatch(/^A .*█ +40 +86$/m);
    expect(out).toMatch(/^I .*▉ +49 +119$/m);
    expect(out).toContain("From the stage on 2024-04-30 (rows) to that on 2024-05-31 (columns)\n");
    expect(out).toMatch(/^none +75 +45 +51 +29 +3 +203$/m);
    expect(out).toMatch(/^A +39 +14 +44 +13 +3 +113$/m);
    expect(out).toMatch(/^I +46 +27 +24 +14 +1 +112$/m);
    expect(out).toMatch(/^all +160 +86 +119 +173 +62 +600$/m);
    expect(out).toMatch(/^A +113 +14 +60 +0 +39 +27 +45 +86 +53\.1 % +0\.0 % +34\.5 %$/m);
    expect(out).toMatch(/^all +397 +184 +101 +27 +85 +128 +440 +27\.4 % +6\.8 % +21\.4 %$/m);
    expect(err).toMatch(
      /^rows read +31,106\n {2}events +26,179\n {2}types not in --map +4,927 +cart \(1,204\), shipping_/,
    );
    expect(err).toContain("wrote 600 customers to stages.csv\n");
    const events = eventsFromRows(rowsOf(text()), {
      customer: "user_id",
      type: "event",
      date: "timestamp",
      types: map,
    });
    expect(cli.read("stages.csv")).toBe(csvOf(aiplDatabank, { events, asOf: "2024-05-31" }, "2024-04-30"));
  });

  it("says the same as JSON, from standard input and with the map in a file", async () => {
    const cli = folders.folder();
    cli.write("map.json", JSON.stringify(map));
    const args = ["stages", "-", ...flags, "--map", "map.json", "--json"];
    const { code, out } = await cli.run(args, { stdin: text() });
    const json = JSON.parse(out);
    expect(code).toBe(0);
    expect(json).toMatchObject({ input: "standard input", asOf: "2024-05-31", compare: "2024-04-30", customers: 600 });
    expect(json.stages.map((row: { customers: number }) => row.customers)).toEqual([160, 86, 119, 173, 62]);
    expect(json.stages[1]).toMatchObject({ atLeast: 440, expiring: { within7: 40, within15: 86 } });
    const events = eventsFromRows(rowsOf(text()), {
      customer: "user_id",
      type: "event",
      date: "timestamp",
      types: map,
    });
    const at = (asOf: string) => classifyStages(aiplDatabank, { events, asOf });
    expect(json.flow).toEqual(JSON.parse(JSON.stringify(stageFlow(at("2024-04-30"), at("2024-05-31")))));
    const { rows } = json;
    expect(rows.events).toMatchObject({ rows: 31_106, events: 26_179, unknownTypes: 4_927, invalidRows: 0 });
  });
});

describe.concurrent("rfm-kit stages", () => {
  it("takes purchases from orders and attributes from profiles", async () => {
    const cli = withEvents(EVENTS.replaceAll("purchase", "page_view"));
    const orders = "buyer,day,total\nann,31/01/2026,10\nann,15/02/2026,5\nfay,01/02/2026,8\nann,16/02/2026,-5\n";
    const people = "id,isMember,joined\ndee,Yes,01/02/2020\ngus,0,\nhal,1,\n";
    cli.write("orders.csv", orders);
    cli.write("people.csv", people);
    const { code, err } = await stages(
      cli,
      ...["--orders", "orders.csv", "--orders-customer", "buyer", "--orders-date", "day", "--orders-amount", "total"],
      ...["--profiles", "people.csv", "--profiles-customer", "id"],
      ...["--profile-fields", "isMember=boolean,joined=date", "--date-format", "dmy", "--out", "s.csv"],
    );
    expect(code).toBe(0);
    const iso = (text: string) => text.replace(/(\d\d)\/(\d\d)\/(\d{4})/g, "$3-$2-$1");
    const events = eventsFromRows(rowsOf(EVENTS.replaceAll("purchase", "page_view")), READ);
    const ledger = ledgerFromRows(rowsOf(iso(orders)), { customer: "buyer", date: "day", amount: "total" });
    const profiles = profilesFromRows(
      rowsOf(iso(people)).map((row) => ({ ...row, isMember: /yes|1/i.test(row["isMember"]) })),
      { customer: "id", fields: { isMember: "boolean", joined: "date" } } as never,
    );
    expect(cli.read("s.csv")).toBe(csvOf(aiplDatabank, { events, ledger, profiles }));
    expect(err).toContain("events.csv:\nrows read  9\n  events   9\n");
    expect(err).toContain("orders.csv:\nrows read    4\n  purchases  3\n  refunds    1\n");
    expect(err).toContain("people.csv:\nrows read    3\n  customers  3\n");
    expect(err).toContain("1 refund took no purchase back");
  });

  it("accounts for rows that are no events, and fails at them under --strict", async () => {
    const cli = withEvents(
      `${EVENTS}\n,cart,2026-02-01,,\nann,,2026-02-01,,\nann,cart,soon,,\nann,cart\n"x"y,cart,,,\n`,
    );
    const { code, err } = await stages(cli);
    expect(code).toBe(0);
    expect(err).toMatch(/^rows read +15\n {2}events +9$/m);
    expect(err).toMatch(/^ {2}no date .* 1 {2}row 14; first: "soon"$/m);
    expect(err).toMatch(/^ {2}no customer +1 {2}row 12$/m);
    expect(err).toMatch(/^ {2}no type +1 {2}row 13$/m);
    expect(err).toMatch(/^ {2}wrong number of fields +1 {2}row 15; first: 2 fields instead of 5$/m);
    expect(err).toMatch(/^ {2}stray quotes +1 {2}row 16$/m);
    expect(err).toMatch(/^ {2}blank lines +1$/m);
    const strict = await stages(cli, "--strict");
    expect(strict).toMatchObject({ code: 1, out: "" });
    expect(strict.err).toMatch(
      /^rfm-kit: events.csv has 5 rows that cannot be used; without --strict they are left out$/m,
    );
  });

  it("reports invalid profiles by row and reason", async () => {
    const cli = withEvents();
    cli.write("people.csv", 'who,isMember,points\nann,maybe,1\nbob,yes,"1,5"\nbob,no,2\ncid,,x\n');
    const flags = ["--profiles", "people.csv", "--profile-fields", "isMember=boolean,points=number", "--decimal-comma"];
    const { code, err } = await stages(cli, ...flags);
    expect(code).toBe(0);
    expect(err).toMatch(/^ {2}customer of an earlier row +1 {2}row 4; first: "bob"$/m);
    expect(err).toMatch(/^ {2}no boolean in isMember \(true\/false, .*是\/否 are read\) +1 {2}row 2; first: "maybe"$/m);
    expect(err).toMatch(/^ {2}no number in points \(such as 12.50\) +1 {2}row 5; first: "x"$/m);
  });

  it("takes attributes from columns of other names, and words for yes and no", async () => {
    const cli = withEvents();
    const words = ["Y", "t", "ON", "是", "n", "F", "off", "否"];
    cli.write("people.csv", `who,vip: yes,day\n${words.map((word, i) => `c${i},${word},31/12/2025`).join("\n")}\n`);
    const joined = { field: "joined", operator: "<", value: "2026-01-01" } as const;
    const when = { combinator: "and", rules: [{ field: "isMember", operator: "=", value: true }, joined] } as const;
    cli.write("m.json", JSON.stringify({ id: "m", version: "1", stages: [{ id: "in", when }] }));
    const flags = ["--model", "m.json", "--profiles", "people.csv", "--date-format", "dmy", "--out", "-"];
    const { out, err } = await stages(cli, ...flags, "--profile-fields", "isMember=vip: yes:boolean,joined=day:date");
    expect(out.match(/^c\d,in,/gm)).toEqual(["c0,in,", "c1,in,", "c2,in,", "c3,in,"]);
    expect(err).not.toContain("which count as missing");
    const without = await stages(cli, ...flags, "--profile-fields", "joined=day:date");
    expect(without.err).toContain(
      "isMember of customers, which counts as missing without --profiles people.csv --profile-fields joined=day:date,isMember=boolean (isMember=COL:boolean where the column has another name)\n",
    );
  });

  it("says that attributes are those of today on both days", async () => {
    const cli = withEvents();
    cli.write("people.csv", "who,isMember,isFan\nann,1,0\n");
    const flags = ["--profiles", "people.csv", "--profile-fields", "isMember=boolean,isFan=boolean"];
    const note = "the attributes of people.csv are those of today: they count on both days of --compare\n";
    expect((await stages(cli, ...flags, "--compare", "2026-02-01")).err).toContain(note);
    expect((await stages(cli, ...flags)).err).not.toContain(note);
  });

  it("tells of rows that equal an earlier one, and leaves them out under --distinct", async () => {
    const again = `${EVENTS}bob,purchase,2026-01-20,,\nann,zap,2026-02-20,,\nann,zap,2026-02-20,,\nbob,purchase,2026-01-20,,\n`;
    const cli = withEvents(again);
    const map = ["--map", "purchase,review,cart,page_view,product_view"];
    const [counted, distinct] = await Promise.all([stages(cli, ...map), stages(cli, ...map, "--distinct", "--json")]);
    expect(counted.err).toContain(
      "2 rows equal an earlier row in every field; they count (--distinct leaves them out): rows 11, 14\n",
    );
    expect(distinct.err).toMatch(/^rows read +13\n {2}events +9\n {2}types not in --map +2 +zap \(2\)$/m);
    expect(distinct.err).toMatch(/^ {2}equal to an earlier row +2 {2}rows 11, 14$/m);
    expect(distinct.err).not.toContain("they count");
    const { events } = JSON.parse(distinct.out).rows;
    expect(events).toMatchObject({
      rows: 13,
      events: 9,
      repeatsLeftOut: 2,
      repeated: { count: 2, firstRows: [11, 14] },
    });
    expect((await stages(withEvents(), ...map)).err).not.toContain("equal");
  });

  it("lists who is in another stage soon, and who is in a stage", async () => {
    const cli = withEvents();
    const soon = await stages(cli, "--expiring", "8");
    expect(soon.out).toContain(
      `1 customer whose stage ends within 8 days if nothing more happens:
customer  stage  changes on  to
ann       I      2026-03-05  A
`,
    );
    const written = await stages(cli, "--expiring", "30", "--stage", "I", "--out", "s.csv");
    expect(written.err).toContain("wrote 2 customers to s.csv\n");
    expect(written.out).toContain("2 customers in I whose stage ends within 30 days if nothing more happens\n");
    expect(cli.read("s.csv")).toBe(
      "customer_id,stage,since,expires_at,expires_to\nann,I,2026-02-18,2026-03-05,A\ncid,I,2026-02-27,2026-03-13,A\n",
    );
    const { picked } = JSON.parse((await stages(cli, "--stage", "L", "--json")).out);
    expect(picked).toMatchObject({ days: null, stage: "L", customers: [{ customer: "bob", stage: "L" }] });
    expect((await stages(cli, "--expiring", "0", "--stage", "P")).out).toContain("\n0 customers in P whose stage ends");
    const many = Array.from({ length: 30 }, (_, i) => `c${i},cart,2026-02-${10 + (i % 10)}`).join("\n");
    const crowd = await stages(withEvents(`who,what,at\n${many}\n`), "--expiring", "20");
    expect(crowd.out).toContain("changes on  to\nc0        I      2026-02-25  none\n");
    expect(crowd.out).toContain("and 10 customers more, whom --out FILE lists\n");
  });

  it("says under --explain what each stage means", async () => {
    const { out } = await stages(withEvents(), "--explain");
    const text = out.slice(out.indexOf("A customer is in"));
    expect(text.replace(/\n {3}/g, " ")).toContain(
      `P  "purchase" at least once in the last 910 days\nL  P holds, and ("purchase" on at least 2 days`,
    );
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it("stops at names in --map that the model probably has in other words", async () => {
    const cli = withEvents();
    const typo = await stages(cli, "--map", "page_view=favourite,cart,review=zzz,purchase=purchse");
    expect({ code: typo.code, out: typo.out }).toEqual({ code: 2, out: "" });
    expect(typo.err).toBe(
      `rfm-kit: --map names favourite, which no rule of aipl-databank looks at; did you mean favorite?
  --map names purchse, which no rule of aipl-databank looks at; did you mean purchase?
`,
    );
    cli.write("map.json", '{"page_view":"favourite"}');
    const file = await stages(cli, "--map", "map.json");
    expect(file).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^rfm-kit: map.json names favourite, .* favorite\?$/m),
    });
    const other = await stages(cli, "--map", "cart,purchase=zzz");
    expect(other.code).toBe(0);
    expect(other.err).toContain("--map names zzz, which no rule of aipl-databank looks at: they make no stage\n");
    expect(other.err).toContain("2 events have types that aipl-databank does not look at: zzz (2)\n");
    expect((await stages(withEvents("who,what,at\na,zap,2026-01-01\na,cart,2026-01-01\n"))).err).toContain(
      "1 event has a type that aipl-databank does not look at: zap (1)\n",
    );
  });

  it("does not propose to make one type of many where the file of the model has the mistake", async () => {
    const cli = withEvents();
    const event = (name: string) => ({ event: name, measure: { fn: "count" }, operator: ">=", value: 1 });
    const file = (...names: string[]) =>
      JSON.stringify({ id: "m", version: "1", stages: names.map((name) => ({ id: name, when: event(name) })) });
    cli.write("m.json", file("view", "purchse", "review"));
    const { code, err } = await stages(cli, "--model", "m.json");
    expect(code).toBe(0);
    expect(err).toContain(
      "looks at, too: purchse, view; perhaps --map review,purchase=purchse, or m.json misspells them\n",
    );
    cli.write("one.json", file("view"));
    const none = await stages(cli, "--model", "one.json");
    expect(none).toMatchObject({ code: 1, out: "" });
    expect(none.err).toMatch(/ {2}say which is which: --map .*page_view=NAME.*, or correct the types in one.json\n/);
    expect(none.err).not.toContain("=view");
    const mapped = await stages(cli, "--model", "m.json", "--map", "purchase");
    expect(mapped.err).toContain("did you mean purchse?\n  if it is m.json that misspells them, correct them there\n");
  });

  it("names what the file and the model do not share, with the --map to write", async () => {
    const cli = withEvents(
      `${EVENTS}ann,add_to_cart,2026-02-01,,\nann,"od;d",2026-02-01,,\n`.replaceAll(",cart,", ",basket,"),
    );
    const { code, err } = await stages(cli);
    expect(code).toBe(0);
    expect(err).toContain(
      "3 events have types that aipl-databank does not look at: add_to_cart (1), basket (1), od;d (1)\n",
    );
    expect(err).toMatch(/^no event has these types that aipl-databank looks at, too: ad_click, brand_search, cart, /m);
    expect(err).toContain("; perhaps --map page_view,product_view,purchase,review,add_to_cart=cart\n");
    const mapped = await stages(cli, "--map", "purchase,review,basket=cart,page-view=page_view");
    expect(mapped.err).toMatch(
      /^ {2}types not in --map +6 +page_view \(2\), product_view \(2\), add_to_cart \(1\), od;d \(1\)$/m,
    );
    expect(mapped.err).toContain("--map names types that no row has: page-view\n");
    expect(mapped.err).toContain("; perhaps --map lacks page_view,product_view\n");
  });

  it("refuses a file whose types the model does not know, with the --map to write", async () => {
    const cli = withEvents(
      "who,what,at\nann,PageView,2026-02-01\nann,PageView,2026-02-02\nbob,add to cart,2026-02-02\nbob,zap,2026-02-02\n",
    );
    const { code, out, err } = await stages(cli, "--out", "s.csv");
    expect({ code, out, files: cli.files() }).toEqual({ code: 1, out: "", files: ["events.csv"] });
    expect(err).toMatchInlineSnapshot(`
      "rows read  4
        events   4
      rfm-kit: events.csv has no event that the model aipl-databank looks at
        types of the file: PageView (2), add to cart (1), zap (1)
        types of the model: ad_click, brand_search, cart, category_search, favorite, impression, interact, page_view, product_view, purchase, review, store_view, trial, video_view
        say which is which: --map "PageView=page_view,add to cart=cart,zap=NAME"
      "
    `);
    const mapped = await stages(cli, "--map", "zap=bang");
    expect(mapped).toMatchObject({ code: 1, out: "" });
    expect(mapped.err).toMatchInlineSnapshot(`
      "rows read             4
        events              1
        types not in --map  3  PageView (2), add to cart (1)
      rfm-kit: events.csv has no event that the model aipl-databank looks at
        types of the file by --map: bang (1)
        types not in --map: PageView (2), add to cart (1)
        types of the model: ad_click, brand_search, cart, category_search, favorite, impression, interact, page_view, product_view, purchase, review, store_view, trial, video_view
        say which is which: --map "PageView=page_view,add to cart=cart,zap=NAME"
      "
    `);
  });

  it("looks at fields of events as the model compares them", async () => {
    const cli = withEvents();
    const fan = {
      event: "review",
      measure: { fn: "count" },
      operator: ">=",
      value: 1,
      where: { combinator: "and", rules: [{ field: "rating", operator: ">=", value: 4 }] },
    } as const;
    const model = defineStages({ id: "fans", version: "1", stages: [{ id: "fan", when: fan }] });
    cli.write("fans.json", JSON.stringify(model));
    const { code, out } = await stages(cli, "--model", "fans.json", "--fields", "rating=stars", "--out", "-");
    expect(code).toBe(0);
    expect(out).toMatch(/^bob,fan,2026-02-01,,$/m);
    expect(out.match(/,fan,/g)).toHaveLength(1);
    const missing = await stages(cli, "--model", "fans.json");
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain(
      'the model looks at the field "rating" of events; name its column by --fields rating=COL',
    );
  });

  it("counts a positive review by --sentiment, and says that it cannot without", async () => {
    const cli = withEvents(EVENTS.replace("bob,purchase,2026-01-20", "bob,cart,2026-01-20"));
    const [without, given] = await Promise.all([
      stages(cli, "--out", "-"),
      stages(cli, "--sentiment", "mood", "--out", "-"),
    ]);
    expect(without.out).toMatch(/^bob,P,/m);
    expect(without.err).toContain(
      "the model looks at the sentiment of events, which counts as missing without --sentiment COL\n",
    );
    expect(given.out).toMatch(/^bob,L,/m);
    expect(given.err).not.toContain("looks at the sentiment");
  });

  it("uses the windows and behaviours that no source gives", async () => {
    const cli = withEvents();
    const events = eventsFromRows(rowsOf(EVENTS), READ);
    const five = { R1: 30, R2: 60, R3: 60, R4: null, R5: 365 };
    const cases: [string[], StageModel][] = [
      [["o-5a", "--windows", "A1=30,A2=30,A3=10,A4=all"], o5a({ windows: { A1: 30, A2: 30, A3: 10, A4: null } })],
      [["aipl-techsun", "--windows", "A=60"], aiplTechsun({ windows: { A: 60 } })],
      [
        [
          "tencent-5r",
          "--windows",
          "R1=30,R2=60,R3=60,R4=all,R5=365",
          "--behaviours",
          "R1=page_view,R2=cart,R2=review",
        ],
        tencent5r({ windows: five, behaviours: { R1: ["page_view"], R2: ["cart", "review"] } }),
      ],
    ];
    for (const [flags, model] of cases) {
      const { code, out } = await stages(cli, "--out", "-", "--model", ...flags);
      expect({ code, out }).toEqual({ code: 0, out: csvOf(model, { events }) });
    }
  });

  it("saves a model that gives the same stages", async () => {
    const cli = withEvents();
    await stages(cli, "--model", "aipl", "--windows", "A=60", "--save-model", "m.json", "--out", "a.csv");
    const again = await stages(cli, "--model", "m.json", "--out", "b.csv");
    expect(again.out).toContain("by aipl of m.json (custom)\n");
    expect(cli.read("b.csv")).toBe(cli.read("a.csv"));
    expect(cli.files()).toEqual(["a.csv", "b.csv", "events.csv", "m.json"]);
    const over = await stages(cli, "--model", "m.json", "--save-model", "m.json");
    expect(over).toMatchObject({ code: 2, err: expect.stringContaining("write over m.json") });
  });

  it("disarms formulas in ids and stages, and lets no name move the cursor", async () => {
    const ids = ["=1+1", "__proto__", "constructor", "-5", "@x", "\ud83d\ude00", "a,b"];
    const cli = withEvents(
      Papa.unparse(
        ids.map((who) => ({ who, what: "view\u001b[31m", at: "2026-02-01" })),
        { newline: "\n" },
      ),
    );
    const when = { event: "v", measure: { fn: "count" }, operator: ">=", value: 1 } as const;
    cli.write("m.json", JSON.stringify({ id: "x\u001b[2J", version: "1", stages: [{ id: "=A", when }] }));
    cli.write("map.json", JSON.stringify({ "view\u001b[31m": "v" }));
    const { code, out, err } = await stages(cli, "--model", "m.json", "--map", "map.json", "--out", "s.csv");
    expect(code).toBe(0);
    expect(out + err).not.toContain("\u001b");
    const written = Papa.parse<string[]>(cli.read("s.csv"), { skipEmptyLines: true }).data.slice(1);
    expect(written.map(([id]) => id)).toEqual([
      "'=1+1",
      "__proto__",
      "constructor",
      "-5",
      "'@x",
      "\ud83d\ude00",
      "a,b",
    ]);
    expect(new Set(written.map(([, stage]) => stage))).toEqual(new Set(["'=A"]));
    expect(err).toContain("2 customer ids that a spreadsheet could run as formulas got an apostrophe in front\n");
  });

  it("fails where nothing had happened by the day", async () => {
    const { code, out, err } = await stages(withEvents(), "--as-of", "2020-01-01");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("rfm-kit: events.csv has no event up to 2020-01-01; all of its events are later\n");
  });

  it("explains itself, every flag and every model", async () => {
    const run = await folders.folder().run(["stages", "--help"]);
    expect(run).toMatchObject({ code: 0, err: "", out: STAGES_HELP });
    for (const flag of Object.keys(STAGES_FLAGS)) expect(STAGES_HELP).toContain(`--${flag}`);
    for (const name of MODEL_NAMES) expect(STAGES_HELP).toContain(name);
    for (const line of STAGES_HELP.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it.each<[string, number, RegExp]>([
    ["", 2, /^rfm-kit: rfm-kit stages needs --customer COL, --type COL, --date COL: names of columns/],
    ["--customer who --type what", 2, /needs --date COL/],
    ["COLS --custmr x", 2, /--custmr is no option of rfm-kit stages; did you mean --customer\?/],
    ["COLS extra.csv", 2, /reads one file; "extra.csv" is one too many/],
    [
      "COLS --sentiment mod",
      1,
      /^rfm-kit: events.csv has no column "mod", which --sentiment names; did you mean mood\?/,
    ],
    [
      "COLS --orders orders.csv --orders-date day",
      1,
      /orders.csv has no column "who", which --orders-customer \(not given, so as --customer\) names/,
    ],
    ["COLS --orders-date day", 2, /--orders-date needs --orders FILE/],
    ["COLS --profile-fields a=text", 2, /--profile-fields needs --profiles FILE/],
    [
      "COLS --profiles people.csv --profile-fields isMember=bool",
      2,
      /--profile-fields must say of isMember that it is boolean, number, date, text; received "bool"; did you mean boolean\?/,
    ],
    ["COLS --orders -", 2, /--orders must name a file; standard input is for the events/],
    ["COLS --profiles absent.csv", 1, /cannot read absent.csv: there is no such file/],
    ["COLS --map a=", 2, /--map must be pairs such as add_to_cart=cart,purchase; received "a="/],
    ["COLS --map a=b,a=c", 2, /--map names "a" twice/],
    ["COLS --map bad.json", 1, /^rfm-kit: bad.json: "types"\["a"\] must be text/],
    ["COLS --fields key=stars", 2, /--fields cannot name "key", which has its own meaning; name its column by --key/],
    ["COLS --model aipl-databnk", 2, /--model must be .* did you mean aipl-databank\?/],
    ["COLS --model AIPL", 2, /did you mean one of aipl-databank, aipl-techsun, aipl\?$/],
    ["COLS --stage Z", 2, /--stage must be one of A, I, P, L; received "Z"/],
    ["COLS --expiring soon", 2, /--expiring must be a whole number; received "soon"/],
    ["COLS --explain --json", 2, /--explain cannot be given with --json/],
    ["COLS --model bad.json", 1, /^rfm-kit: bad.json: .*is not an option/],
    [
      "COLS --model aipl-databank --windows A=3",
      2,
      /--windows cannot be given with --model aipl-databank: its windows are published; --model aipl takes others/,
    ],
    [
      "COLS --model aipl --windows A=0",
      2,
      /--windows must give A a number of days from 1 to 1000000, or all; received 0/,
    ],
    ["COLS --model aipl --windows A=x", 2, /--windows must give A a number of days or all; received "x"/],
    ["COLS --model aipl --windows Z=3", 2, /--windows names Z, which is no such stage; they are A, I, P, L/],
    [
      "COLS --model o-5a --windows A1=3",
      2,
      /--model o-5a needs --windows for A2, A3, A4, because no source gives them: such as --windows A2=30,A3=30,A4=30/,
    ],
    [
      "COLS --model tencent-5r --windows R1=1,R2=1,R3=1,R4=1,R5=1",
      2,
      /needs --behaviours for R1, R2, because they are not published: such as --behaviours R1=TYPE,R2=TYPE/,
    ],
    ["COLS --model o-5a --behaviours A1=x", 2, /--behaviours cannot be given with --model o-5a/],
    ["COLS --as-of soon", 2, /--as-of must be a day such as 2026-06-30; received "soon"/],
    [
      "COLS --as-of 2026-02-01 --compare 2026-02-02",
      2,
      /--compare must be before the day of the analysis, 2026-02-01; received 2026-02-02/,
    ],
    [
      "COLS --compare 2026-02-27",
      2,
      /--compare must be before the day of the analysis, 2026-02-27; received 2026-02-27/,
    ],
    ["COLS --time-zone Mars/Base", 2, /--time-zone must be/],
    ["COLS --out - --json", 2, /--out - and --json both go to standard output/],
    [
      "COLS --orders orders.csv --orders-customer buyer --orders-date day",
      1,
      /events.csv has events of the type purchase and orders.csv has purchases, too, which would count twice/,
    ],
    ["COLS --orders orders.csv --out orders.csv", 2, /--out would write over orders.csv, which is read/],
  ])("refuses %s with exit code %i", async (args, code, message) => {
    const cli = withEvents();
    cli.write("orders.csv", "buyer,day\nann,2026-02-01\n");
    cli.write("people.csv", "who,isMember\nann,yes\n");
    cli.write("bad.json", '{"a":1}');
    const flags = args.split(" ").flatMap((word) => (word === "COLS" ? COLUMNS : word === "" ? [] : [word]));
    const run = await cli.run(["stages", "events.csv", ...flags]);
    expect(run.err.split("\n").find((line) => line.startsWith("rfm-kit: "))).toMatch(message);
    expect(run).toMatchObject({ code, out: "" });
    expect(run.err).not.toContain("    at ");
    expect(cli.files()).toEqual(["bad.json", "events.csv", "orders.csv", "people.csv"]);
  });

  it("does what its page says", async () => {
    const page = readFileSync(join(__dirname, "../../../docs/command-line.md"), "utf8");
    const [section] = page.slice(page.indexOf("## rfm-kit stages")).split(/\n(?=## )/);
    const blocks = [...section.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, kind, text]) => ({ kind, text }));
    const [csv, command, out, written] = blocks.slice(1).map(({ text }) => text);
    const cli = withEvents(csv);
    const words = command
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "\\");
    const run = await cli.run(words.slice(1));
    expect(run.code).toBe(0);
    expect(run.out).toBe(out);
    expect(cli.read("stages.csv")).toBe(written);
  });
});
