import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { formatDay, simulateOrders } from "../../../src/index.js";
import { CliFolders } from "./run-cli.js";

const folders = new CliFolders();

describe.concurrent("rfm-kit simulate", () => {
  it("writes what simulateOrders returns", async () => {
    const cli = folders.folder();
    const flags = ["--customers", "200", "--seed", "77", "--days", "100", "--start", "2025-02-01"];
    const run = await cli.run(["simulate", ...flags, "--out", "o.csv"]);
    const orders = simulateOrders({ customers: 200, seed: 77, days: 100, startDay: "2025-02-01" });
    expect(run).toEqual({ code: 0, signal: null, out: "", err: `wrote ${orders.order.length} orders to o.csv\n` });
    const [header, ...rows] = Papa.parse<string[]>(cli.read("o.csv"), { skipEmptyLines: true }).data;
    expect(header.join()).toBe("customer_id,order_id,order_date,amount");
    expect(rows).toEqual(
      Array.from(orders.order, (order, i) => [
        orders.customer[i],
        String(order),
        formatDay(orders.date[i]),
        orders.amount[i].toFixed(2),
      ]),
    );
  });

  it("writes the same to standard output, with seed 1 where none is given", async () => {
    const cli = folders.folder();
    await cli.run(["simulate", "--customers", "50", "--seed", "1", "--out", "o.csv"]);
    const run = await cli.run(["simulate", "--customers", "50", "--out", "-"]);
    expect(run).toEqual({ code: 0, signal: null, out: cli.read("o.csv"), err: "" });
  });

  it("makes orders that rfm-kit segment takes", async () => {
    const cli = folders.folder();
    const { out } = await cli.run(["simulate", "--customers", "500", "--out", "-"]);
    const columns = ["--customer", "customer_id", "--date", "order_date", "--amount", "amount", "--order", "order_id"];
    const run = await cli.run(["segment", "-", ...columns, "--strict", "--json"], { stdin: out });
    expect(run.code).toBe(0);
    expect(JSON.parse(run.out).customers).toBe(500);
  });

  it.each<[string, RegExp]>([
    ["--out o.csv", /^rfm-kit: rfm-kit simulate needs --customers; see/],
    ["--customers 5", /^rfm-kit: rfm-kit simulate needs --out; see/],
    ["--customers 0 --out o.csv", /^rfm-kit: --customers must be an integer from 1 to 50000000; received 0/],
    ["--customers 5 --out o.csv --seed x", /^rfm-kit: --seed must be a whole number/],
    ["--customers 5 --out o.csv --start soon", /^rfm-kit: --start must be a day such as 2026-06-30/],
    ["--customers 5 --out o.csv extra", /takes flags only; received "extra"/],
    ["--customers 5 --out o.csv --bins 5", /--bins is no option of rfm-kit simulate/],
    ["--customers 5 --out .", /--out must name a file/],
  ])("refuses %s", async (args, message) => {
    const cli = folders.folder();
    const run = await cli.run(["simulate", ...args.split(" ")]);
    expect(run).toMatchObject({ code: 2, out: "", err: expect.stringMatching(message) });
    expect(cli.files()).toEqual([]);
  });
});
