import type { CustomerId } from "../../input/ids/id-table.js";
import type { Customers } from "../../input/ledger.js";
import type { Membership, RuleData, Universe } from "../rule-program.js";

/** The customers that rules are asked about. Ids are the same where type and value are; `customerIds: "text"` on both sides makes all text. */
export function universeOf({ events, profiles, universe = "all" }: RuleData): Universe {
  const own = profiles?.customers;
  const others = events?.customers;
  if (own === undefined || own === others) {
    const codes = identity(others?.size ?? 0);
    return made(others ?? NOBODY, codes, own === undefined ? new Int32Array(codes.length).fill(-1) : codes);
  }
  const rowOf = new Int32Array(others?.size ?? 0).fill(-1);
  const known = new Int32Array(own.size);
  for (let row = 0; row < own.size; row++) {
    const code = others === undefined ? -1 : codeIn(others, own.id(row));
    known[row] = code;
    if (code >= 0) rowOf[code] = row;
  }
  const added: number[] = [];
  if (universe === "all") {
    rowOf.forEach((row, code) => {
      if (row >= 0) return;
      rowOf[code] = own.size + added.length;
      added.push(code);
    });
  }
  if (others === undefined || added.length === 0) return made(own, known, identity(own.size));
  const eventCodes = new Int32Array(own.size + added.length);
  eventCodes.set(known);
  eventCodes.set(added, own.size);
  const profileCodes = new Int32Array(eventCodes.length).fill(-1);
  profileCodes.set(identity(own.size));
  return made(joined(own, others, eventCodes, rowOf), eventCodes, profileCodes);
}

function made(customers: Customers, eventCodes: Int32Array, profileCodes: Int32Array): Universe {
  return Object.freeze<Universe>({ size: customers.size, customers, eventCodes, profileCodes });
}

/** The customers of profiles, then others of events. */
function joined(own: Customers, others: Customers, eventCodes: Int32Array, rowOf: Int32Array): Customers {
  return Object.freeze<Customers>({
    size: eventCodes.length,
    byText: own.byText && others.byText,
    id: (row) => (row < own.size ? own.id(row) : others.id(eventCodes[row])),
    find: (id) => {
      // Where only one side is known by text, 1 is first looked for as itself.
      const code = codeIn(own, id) < 0 ? codeIn(others, id) : -1;
      if (code >= 0) return rowOf[code];
      const row = own.find(id);
      return row >= 0 || others.find(id) < 0 ? row : rowOf[others.find(id)];
    },
  });
}

/** The code of an id, -1 where it is not there with the same type. */
function codeIn(customers: Customers, id: CustomerId): number {
  const code = customers.find(id);
  return code >= 0 && customers.id(code) === id ? code : -1;
}

/** For each customer of the universe whether it is in a set. */
export function memberRows({ size, customers }: Universe, { customers: own, has }: Membership): Uint8Array {
  const rows = new Uint8Array(size);
  if (own === customers) {
    for (let row = 0; row < size; row++) rows[row] = has[row] === 0 ? 0 : 1;
    return rows;
  }
  for (let row = 0; row < size; row++) {
    const code = codeIn(own, customers.id(row));
    rows[row] = code >= 0 && has[code] !== 0 ? 1 : 0;
  }
  return rows;
}

function identity(size: number): Int32Array {
  const codes = new Int32Array(size);
  for (let i = 0; i < size; i++) codes[i] = i;
  return codes;
}

const NOBODY: Customers = /* @__PURE__ */ Object.freeze<Customers>({
  size: 0,
  byText: false,
  id: () => "",
  find: () => -1,
});
