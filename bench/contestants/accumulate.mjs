import { rowObjects, textIds, utf8Ids } from "../data.mjs";
import { countSegments, measures } from "./rfm-kit.mjs";

/** Orders that are summed and not kept: the shortest way from orders to segments. */
export const contestants = [
  {
    name: "rfm-kit-accumulate",
    label: "rfm-kit, accumulate, Int32 ids",
    group: "integer ids",
    bytesPerOrder: 80,
    prepare: ({ customer, day, amount }, context) => fromColumns({ customer, date: day, amount }, context),
  },
  {
    name: "rfm-kit-accumulate-utf8",
    label: "rfm-kit, accumulate, UTF-8 ids",
    group: "text ids",
    bytesPerOrder: 80,
    prepare: ({ customer, day, amount }, context) =>
      fromColumns({ customer: utf8Ids(customer), date: day, amount }, context),
  },
  {
    name: "rfm-kit-accumulate-strings",
    label: "rfm-kit, accumulate, string[] ids",
    group: "text ids",
    bytesPerOrder: 130,
    prepare: ({ customer, day, amount }, context) =>
      fromColumns({ customer: textIds(customer), date: day, amount }, context),
  },
  {
    name: "rfm-kit-accumulate-rows",
    label: "rfm-kit, accumulate, row objects",
    group: "row objects",
    bytesPerOrder: 300,
    prepare(orders, context) {
      const rows = rowObjects(orders);
      const fields = { customer: "customerId", date: "placedAt", amount: "total" };
      return () => segmentCounts(context.rfmKit.accumulate().addRows(rows, fields), context);
    },
  },
];

function fromColumns(columns, context) {
  return () => segmentCounts(context.rfmKit.accumulate().addColumns(columns), context);
}

function segmentCounts(sums, { rfmKit, question }) {
  return countSegments(rfmKit.rfm(sums.table(measures(rfmKit, question))));
}
