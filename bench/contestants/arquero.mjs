import { escape as closure, op, table } from "arquero";
import { textIds } from "../data.mjs";
import { cellIndex, segmentOfCell } from "../questions.mjs";

/** Arquero: columns in JavaScript, the nearest relative. */
export const contestants = [
  {
    name: "arquero-int32",
    label: "Arquero, Int32 ids",
    group: "integer ids",
    bytesPerOrder: 130,
    prepare: ({ customer, day, amount }, context) => job({ customer, day, amount }, context),
  },
  {
    name: "arquero-strings",
    label: "Arquero, string[] ids",
    group: "text ids",
    bytesPerOrder: 200,
    prepare: ({ customer, day, amount }, context) => job({ customer: textIds(customer), day, amount }, context),
  },
];

function job(columns, { rfmKit, question }) {
  const orders = table(columns);
  const cells = segmentOfCell(rfmKit.connectif11);
  return () => segmentCounts(orders, question.asOf, cells);
}

function segmentCounts(orders, asOf, cells) {
  const customers = orders
    .groupby("customer")
    .rollup({
      lastDay: op.max("day"),
      frequency: op.count(),
      monetary: (d) => op.sum(op.floor(d.amount * 100 + 0.5)),
    })
    .params({ asOf })
    .derive({ recency: (d, $) => $.asOf - d.lastDay });
  const recencyEdges = fifths(customers, "recency");
  const frequencyEdges = fifths(customers, "frequency");
  const monetaryEdges = fifths(customers, "monetary");
  const segments = customers
    .derive({
      segment: closure((d) => {
        const r = 5 - edgesBelow(recencyEdges, d.recency);
        const f = 1 + edgesBelow(frequencyEdges, d.frequency);
        const m = 1 + edgesBelow(monetaryEdges, d.monetary);
        return cells[cellIndex(r, f, m)];
      }),
    })
    .groupby("segment")
    .count();
  return Object.fromEntries(segments.objects().map(({ segment, count }) => [segment, count]));
}

/** Arquero's own quantile is type 7 and, for the integers here, exact. */
function fifths(customers, column) {
  const edges = [0.2, 0.4, 0.6, 0.8].map((p) => [`edge${p}`, op.quantile(column, p)]);
  return Object.values(customers.rollup(Object.fromEntries(edges)).object());
}

function edgesBelow(edges, value) {
  let below = 0;
  for (const edge of edges) if (value > edge) below++;
  return below;
}
