import { MS_PER_DAY, rowObjects } from "../data.mjs";
import { cellIndex, segmentOfCell } from "../questions.mjs";

/** What a competent developer writes without a library: one `Map` of aggregates over row objects. */
export const contestants = [
  {
    name: "plain-map",
    label: "plain Map over row objects",
    group: "row objects",
    bytesPerOrder: 300,
    prepare(orders, { rfmKit, question }) {
      const rows = rowObjects(orders);
      const cells = segmentOfCell(rfmKit.connectif11);
      return () => segmentCounts(rows, question.asOf, cells);
    },
  },
];

function segmentCounts(rows, asOf, cells) {
  const customers = new Map();
  for (const { customerId, placedAt, total } of rows) {
    const day = Math.floor(placedAt / MS_PER_DAY);
    const cents = Math.round(total * 100);
    const known = customers.get(customerId);
    if (known === undefined) {
      customers.set(customerId, { lastDay: day, orders: 1, cents });
    } else {
      if (day > known.lastDay) known.lastDay = day;
      known.orders++;
      known.cents += cents;
    }
  }
  const all = [...customers.values()];
  const recencyEdges = quintileEdges(all.map(({ lastDay }) => asOf - lastDay));
  const frequencyEdges = quintileEdges(all.map(({ orders }) => orders));
  const monetaryEdges = quintileEdges(all.map(({ cents }) => cents));
  const counts = {};
  for (const { lastDay, orders, cents } of all) {
    const r = 5 - edgesBelow(recencyEdges, asOf - lastDay);
    const f = 1 + edgesBelow(frequencyEdges, orders);
    const m = 1 + edgesBelow(monetaryEdges, cents);
    const segment = cells[cellIndex(r, f, m)];
    counts[segment] = (counts[segment] ?? 0) + 1;
  }
  return counts;
}

/** Type 7 quantiles. The form `lo + (hi - lo) * rest` gives `lo` itself where the neighbours are equal. */
function quintileEdges(values) {
  const sorted = Float64Array.from(values).sort();
  return [1, 2, 3, 4].map((j) => {
    const position = ((sorted.length - 1) * j) / 5;
    const low = sorted[Math.floor(position)];
    return low + (sorted[Math.ceil(position)] - low) * (position % 1);
  });
}

function edgesBelow(edges, value) {
  let below = 0;
  for (const edge of edges) if (value > edge) below++;
  return below;
}
