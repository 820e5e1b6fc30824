const DIMENSIONS = ["recency", "frequency", "monetary"];
const FIFTHS = [1, 2, 3, 4];

/**
 * The whole job as one statement, exact: no built-in quantile, no interpolated float.
 *
 * Of n customers' values x, sorted, the edge j of 5 (type 7) times 5 is `5 lo + rest (hi - lo)`, with
 * `lo = x[(n - 1) j div 5]`, `hi` the value after it where `rest = (n - 1) j mod 5` is not 0. Values are integers, so
 * `5 v > edge` is a comparison of integers. The two order statistics come from a histogram and its running count.
 *
 * The sum of whole cents is taken in DOUBLE, exact below 2^53 in any order: it was the fastest of the exact forms.
 */
export function segmentCountsSql({ asOf, window }) {
  const inWindow = window === null ? `day <= ${asOf}` : `day > ${asOf - window} AND day <= ${asOf}`;
  return `
WITH
measured AS MATERIALIZED (
  SELECT ${asOf} - max(day) AS recency, count(*) AS frequency,
    CAST(sum(floor(amount * 100 + 0.5)) AS BIGINT) AS monetary
  FROM orders WHERE ${inWindow} GROUP BY customer
),
per_dim AS (${DIMENSIONS.map((name) => `SELECT '${name}' AS dim, CAST(${name} AS BIGINT) AS v FROM measured`).join(" UNION ALL ")}),
hist AS (SELECT dim, v, count(*) AS cnt FROM per_dim GROUP BY dim, v),
ranked AS (
  SELECT dim, v,
    sum(cnt) OVER (PARTITION BY dim ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cum,
    sum(cnt) OVER (PARTITION BY dim) AS total
  FROM hist
),
stats AS (SELECT CAST(max(total) - 1 AS BIGINT) AS span, ${each(orderStatistics)} FROM ranked),
edges AS (SELECT ${each(edge)} FROM stats),
scored AS (
  SELECT 5 - (${edgesBelow("recency")}) AS r, 1 + ${edgesBelow("frequency")} AS f, 1 + ${edgesBelow("monetary")} AS m
  FROM measured, edges
),
counted AS (SELECT 25 * (r - 1) + 5 * (f - 1) + (m - 1) AS cell, count(*) AS customers FROM scored GROUP BY cell)
SELECT segment, CAST(sum(customers) AS INTEGER) FROM counted JOIN cells USING (cell) GROUP BY segment`;
}

const each = (expression) => DIMENSIONS.flatMap((name) => FIFTHS.map((j) => expression(name, j))).join(", ");

function orderStatistics(name, j) {
  const valueAt = (position) => `min(v) FILTER (dim = '${name}' AND cum > ${position})`;
  return `${valueAt(`(total - 1) * ${j} // 5`)} AS ${name}_lo${j}, ${valueAt(`((total - 1) * ${j} + 4) // 5`)} AS ${name}_hi${j}`;
}

function edge(name, j) {
  return `5 * ${name}_lo${j} + (span * ${j}) % 5 * (${name}_hi${j} - ${name}_lo${j}) AS ${name}_edge${j}`;
}

function edgesBelow(name) {
  return FIFTHS.map((j) => `CAST(5 * ${name} > ${name}_edge${j} AS INTEGER)`).join(" + ");
}
