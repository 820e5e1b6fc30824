import groupBy from "lodash/groupBy.js";
import { rowObjects } from "../data.mjs";

/** Not the job, only a line of reference: what putting the rows into an array for each customer costs, before anything is added up. */
export const contestants = [
  {
    name: "lodash-group-by",
    label: "(reference) lodash groupBy over rows",
    group: "row objects",
    bytesPerOrder: 350,
    prepare(orders) {
      const rows = rowObjects(orders);
      return () => {
        groupBy(rows, "customerId");
        return null;
      };
    },
  },
];
