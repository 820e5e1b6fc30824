import { rowObjects, textIds } from "../data.mjs";

/** Not the job, only a line of reference: what counting the ids alone costs with a `Map`. */
export const contestants = [
  {
    name: "bare-map-strings",
    label: "(reference) bare Map counting string[]",
    group: "text ids",
    bytesPerOrder: 130,
    prepare({ customer }) {
      const ids = textIds(customer);
      return () => {
        const counts = new Map();
        for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
        return null;
      };
    },
  },
  {
    name: "bare-map-rows",
    label: "(reference) bare Map counting rows",
    group: "row objects",
    bytesPerOrder: 300,
    prepare(orders) {
      const rows = rowObjects(orders);
      return () => {
        const counts = new Map();
        for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
        return null;
      };
    },
  },
];
