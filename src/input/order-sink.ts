import { RfmError, type RowIssueCode, spell } from "../errors.js";
import { counted, type Memory } from "../memory/scratch.js";
import { NO_DAY } from "./days/parse-day-text.js";
import { groupByCustomer } from "./group-by-customer.js";
import { BAD_ID, IdTable, MISSING_ID } from "./ids/id-table.js";
import {
  countIdTypes,
  customersOf,
  earlyDayWarnings,
  idTypeWarnings,
  nothingIdWarnings,
} from "./ids/known-customers.js";
import type { Ledger, LedgerDiagnostics, Warning } from "./ledger.js";
import { mergeOrders } from "./merge-orders.js";
import { type MinorReader, MOST_MINOR, minorReader } from "./money/decimal.js";
import { BLOCK_ROWS, newOrderBlock, type OrderBlock, type Received } from "./order-block.js";
import { OrderLines } from "./order-lines.js";
import type { Settings } from "./order-options.js";
import { BAD_STATUS, CANCELLED, PAID, PLACED, REFUNDED } from "./read-status.js";
import { RowIssueLog } from "./row-issues.js";

/** Which optional columns the orders have. */
export interface HasColumns {
  readonly order: boolean;
  readonly quantity: boolean;
  readonly status: boolean;
}

/**
 * Where rows, columns and streams meet: blocks of read rows are admitted one by one, whatever they were read from,
 * and become a ledger at the end.
 */
export class OrderSink {
  readonly settings: Settings;
  readonly customers: IdTable;
  readonly orders: IdTable | null;
  readonly amounts: MinorReader;
  readonly #has: HasColumns;
  #block: OrderBlock;
  readonly #issues: RowIssueLog;
  #rows = 0;
  #lines: OrderLines;
  #owners = new Uint32Array(0);
  #sharedOrders = new Set<number>();
  #sharedRows: number[] = [];
  #zeroAmounts = 0;
  #refunds = 0;
  #emptyRefunds = 0;
  #ignoredRefunds = 0;
  #rounded = 0;
  #byStatus = [0, 0, 0, 0];

  constructor(settings: Settings, has: HasColumns) {
    this.settings = settings;
    this.customers = new IdTable(settings.customerIds === "text");
    this.orders = has.order ? new IdTable(false) : null;
    this.amounts = minorReader(settings.amountIn === "major" ? settings.decimals : 0);
    this.#has = has;
    this.#block = newOrderBlock(BLOCK_ROWS, has.order, has.quantity, has.status);
    this.#issues = new RowIssueLog(settings.where, settings.onInvalid);
    this.#lines = new OrderLines(has.order);
  }

  /** Where the next rows are read into. */
  get block(): OrderBlock {
    return this.#block;
  }

  /** Makes room for so many rows in the block, which must be empty. */
  widenBlock(rows: number): void {
    this.#block = newOrderBlock(rows, this.#has.order, this.#has.quantity, this.#has.status);
  }

  /** Rows admitted or rejected so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Makes room for so many further rows. */
  reserve(rows: number): void {
    this.#lines.reserve(rows);
  }

  /** Takes the first `count` rows of the block: keeps the good, counts or throws at the others. */
  admit(count: number, received: Received): void {
    const lines = this.#lines;
    const { customer, day, minor, rounded, status, order } = this.#block;
    const { refunds } = this.settings;
    const firstRow = this.#rows;
    for (let i = 0; i < count; i++) {
      const amount = minor[i];
      if (
        customer[i] >= BAD_ID ||
        day[i] === NO_DAY ||
        !(amount <= MOST_MINOR && amount >= -MOST_MINOR) ||
        (order !== null && order[i] >= BAD_ID) ||
        (status !== null && status[i] === BAD_STATUS)
      ) {
        this.#reject(i, firstRow + i, received);
        continue;
      }
      if (status !== null && status[i] !== PAID) {
        this.#byStatus[status[i]]++;
        continue;
      }
      const isRefund = amount < 0 || Object.is(amount, -0);
      if (isRefund && refunds !== "net") {
        if (refunds === "ignore") this.#ignoredRefunds++;
        else this.#issue("NEGATIVE_AMOUNT", i, firstRow + i, "amount", received);
        continue;
      }
      if (order !== null) this.#own(order[i], customer[i], i, firstRow + i, received);
      this.#rounded += rounded[i];
      if (isRefund) this.#refunds++;
      else if (amount === 0) this.#zeroAmounts++;
      // A refund that rounds to nothing changes nothing, and must not stand for an order of zero.
      if (isRefund && amount === 0) {
        this.#emptyRefunds++;
        continue;
      }
      lines.add(customer[i], day[i], amount, order === null ? 0 : order[i]);
    }
    this.#rows = firstRow + count;
  }

  /** What stood in the first row of a fault, spelled for a message. */
  firstReceived(code: RowIssueCode): string | null {
    return this.#issues.firstReceived(code);
  }

  /** Counts a row that could not even be read into the block. */
  rejectRow(received: unknown): void {
    this.#issues.reject("BAD_ROW", this.#rows, "row", received);
    this.#rows++;
  }

  finish(memory: Memory = counted): Ledger {
    const customers = this.customers.size;
    const lines = this.#lines.length;
    const grouped = groupByCustomer(this.#takeLines(), customers, memory);
    const merged = this.orders === null ? { ...grouped, links: null } : mergeOrders(grouped, this.orders.size);
    checkTotals(this.settings.where, merged.offsets, merged.minor, this.customers);
    const { timeZone, decimals, currency, refunds } = this.settings;
    const lastDay = lastOrderDay(merged.day, merged.minor);
    return Object.freeze<Ledger>({
      kind: "rfm-kit/ledger",
      customers: customersOf(this.customers),
      offsets: merged.offsets,
      days: merged.day,
      amounts: merged.minor,
      links: merged.links,
      lastOrderDay: lastDay,
      decimals,
      currency,
      timeZone,
      refunds,
      diagnostics: this.#diagnostics(lines, lines - merged.day.length, lastDay),
    });
  }

  /** Hands the lines over and forgets them, so that the memory is free once they are grouped. */
  #takeLines(): OrderLines {
    const lines = this.#lines;
    this.#lines = new OrderLines(false);
    return lines;
  }

  /** Notes whose order it is; the same order id under another customer is an error or counted. */
  #own(order: number, customer: number, i: number, row: number, received: Received): void {
    if (order >= this.#owners.length) {
      const from = this.#owners.length;
      this.#owners = grown(this.#owners, new Uint32Array(Math.max(1024, (order + 1) * 2)));
      this.#owners.fill(MISSING_ID, from);
    }
    const owner = this.#owners[order];
    if (owner === MISSING_ID) this.#owners[order] = customer;
    else if (owner !== customer && !this.#sharedOrders.has(order)) {
      if (this.settings.onInvalid === "throw") this.#issue("ORDER_SHARED", i, row, "order", received);
      this.#sharedOrders.add(order);
      if (this.#sharedRows.length < 5) this.#sharedRows.push(row);
    }
  }

  #reject(i: number, row: number, received: Received): void {
    const { customer, order, day, minor, badQuantity } = this.block;
    if (customer[i] === MISSING_ID) this.#issue("MISSING_CUSTOMER", i, row, "customer", received);
    else if (customer[i] === BAD_ID) this.#issue("BAD_CUSTOMER", i, row, "customer", received);
    else if (order !== null && order[i] === MISSING_ID) this.#issue("MISSING_ORDER", i, row, "order", received);
    else if (order !== null && order[i] === BAD_ID) this.#issue("BAD_ORDER", i, row, "order", received);
    else if (day[i] === NO_DAY) this.#issue("BAD_DATE", i, row, "date", received);
    else if (badQuantity !== null && badQuantity[i] !== 0) this.#issue("BAD_QUANTITY", i, row, "quantity", received);
    else if (Number.isNaN(minor[i])) this.#issue("BAD_AMOUNT", i, row, "amount", received);
    else if (Math.abs(minor[i]) > MOST_MINOR) this.#issue("AMOUNT_TOO_LARGE", i, row, "amount", received);
    else this.#issue("BAD_STATUS", i, row, "status", received);
  }

  #issue(
    code: Parameters<RowIssueLog["reject"]>[0],
    i: number,
    row: number,
    field: "customer" | "order" | "date" | "amount" | "quantity" | "status",
    received: Received,
  ): void {
    const { column, value } = received(i, field);
    this.#issues.reject(code, row, column, value);
  }

  #diagnostics(lines: number, mergedLines: number, lastDay: number | null): LedgerDiagnostics {
    const customersByIdType = countIdTypes(this.customers);
    const sharedOrders = { count: this.#sharedOrders.size, firstRows: this.#sharedRows };
    return {
      rows: this.#rows,
      purchases: lines - (this.#refunds - this.#emptyRefunds),
      zeroAmounts: this.#zeroAmounts,
      refunds: this.#refunds,
      ignoredRefunds: this.#ignoredRefunds,
      notPaid: {
        placed: this.#byStatus[PLACED],
        refunded: this.#byStatus[REFUNDED],
        cancelled: this.#byStatus[CANCELLED],
      },
      invalidRows: this.#issues.total,
      invalid: this.#issues.report(),
      roundedAmounts: this.#rounded,
      mergedLines,
      sharedOrders,
      customersByIdType,
      warnings: [
        ...idTypeWarnings(customersByIdType),
        ...nothingIdWarnings(this.customers),
        ...earlyDayWarnings(lastDay),
        ...sharedOrderWarnings(sharedOrders.count),
      ],
    };
  }
}

function grown<T extends Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Refuses a customer whose amounts, all taken as positive, add up beyond 2^53: then no later sum can be inexact. */
function checkTotals(where: string, offsets: Uint32Array, minor: Float64Array, ids: IdTable): void {
  for (let c = 0; c + 1 < offsets.length; c++) {
    const end = offsets[c + 1];
    let gross = 0;
    for (let i = offsets[c]; i < end; i++) gross += Math.abs(minor[i]);
    if (gross > MOST_MINOR) {
      const id = spell(ids.id(c));
      throw new RfmError(
        "TOTAL_TOO_LARGE",
        `${where}: the amounts of customer ${id} must add up to less than 2^53 minor units; lower options.decimals if the amounts are right`,
        { path: "amount", received: id },
      );
    }
  }
}

function lastOrderDay(day: Int32Array, minor: Float64Array): number | null {
  let last = NO_DAY;
  for (let i = 0; i < day.length; i++) if (day[i] > last && minor[i] >= 0) last = day[i];
  return last === NO_DAY ? null : last;
}

function sharedOrderWarnings(sharedOrders: number): Warning[] {
  if (sharedOrders === 0) return [];
  return [
    {
      code: "SHARED_ORDERS",
      message: `${sharedOrders} order ids occur under more than one customer; each counts as an order of each of them`,
    },
  ];
}
