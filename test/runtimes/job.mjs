// One small job, run in every runtime: it takes the library, uses what may differ between engines (time zones, sorting,
// typed arrays, BigInt, text of numbers) and returns the full result as text. Nothing here is a Node or a DOM API.

export async function job(kit) {
  const lines = orderLines(1_000);
  const rows = kit.rfm(lines, { customer: "who", date: "day", amount: "amount", order: "order" });
  const model = kit.loadModel(JSON.stringify(rows.model));
  const zoned = kit.rfm(lines, {
    customer: "who",
    date: "instant",
    amount: "amount",
    timeZone: "America/New_York",
    currency: "EUR",
    frequency: { of: "days", per: 30 },
    monetary: "median",
    window: 400,
    bins: { recency: kit.thresholds([30, 90, 180]), frequency: kit.quantiles(4), monetary: kit.quantiles(3) },
    segments: null,
  });
  const ids = lines.map(({ who }) => String(who));
  const utf8 = utf8Column(ids);
  const columns = kit.ledgerFromColumns({
    customer: utf8,
    date: Int32Array.from(lines, ({ day }) => kit.parseDay(day)),
    amount: Float64Array.from(lines, ({ amount }) => Number(amount)),
    order: Float64Array.from(lines, ({ order }) => order),
  });
  const streamed = await kit.ledgerFromStream(chunksOf(lines, 77), {
    customer: "who",
    date: "instant",
    amount: "amount",
    order: "order",
    timeZone: "Asia/Kolkata",
  });
  const results = [rows, zoned, kit.rfm(columns, { bins: kit.rRfm(5) }), kit.rfm(streamed, { monetary: "mean" })];
  results.push(kit.scoreRfm(columns, model));
  const parts = results.map((result) => ({
    size: result.size,
    asOf: result.asOf,
    customers: [...result],
    summary: result.summary(),
    model: result.model,
    diagnostics: result.diagnostics,
  }));
  return JSON.stringify({ parts, errors: errorsOf(kit, streamed, model), names: Object.keys(kit).sort() }, spelled, 1);
}

/** The codes and messages of a few mistakes. */
function errorsOf(kit, streamed, model) {
  const mistakes = [
    () => kit.quantiles(1),
    () => kit.rfm([{ who: 1 }], { customer: "who", date: "day", amount: "amount" }),
    () => kit.scoreRfm(streamed, model),
    () => kit.rfm([], { customer: "who", date: "day", amount: "amount", timeZone: "Mars/Olympus" }),
  ];
  return mistakes.map((mistake) => {
    try {
      mistake();
      return "none";
    } catch (error) {
      return kit.isRfmError(error) ? [error.name, error.code, error.message] : ["not ours", String(error)];
    }
  });
}

/** Lines of orders from a linear congruential generator: the same in every engine. */
function orderLines(count) {
  let state = 20261122;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, (_, i) => {
    const number = Math.floor((next(180) * next(180)) / 180);
    const instant = Date.UTC(2024, 0, 1) + next(900 * 24 * 60) * 60_000;
    const cents = next(20) === 0 ? -next(5_000) : next(30_000);
    return {
      who: number % 3 === 0 ? number : number % 3 === 1 ? `c${number}` : `Zoë ${number} ✓`,
      instant: new Date(instant),
      day: new Date(instant).toISOString().slice(0, 10),
      amount: (cents / 100).toFixed(2),
      order: 1_000_000 * number + Math.floor(i / 2),
    };
  });
}

/** Text as Arrow has it; encoded by hand, for a TextEncoder is no part of the language. */
function utf8Column(values) {
  const bytes = [];
  const offsets = [0];
  for (const value of values) {
    const encoded = encodeURIComponent(value);
    for (let i = 0; i < encoded.length; i++) {
      if (encoded[i] === "%") bytes.push(Number.parseInt(encoded.slice(++i, ++i + 1), 16));
      else bytes.push(encoded.charCodeAt(i));
    }
    offsets.push(bytes.length);
  }
  return { bytes: Uint8Array.from(bytes), offsets: Int32Array.from(offsets) };
}

async function* chunksOf(lines, size) {
  for (let i = 0; i < lines.length; i += size) {
    await null;
    for (const line of lines.slice(i, i + size)) yield line;
  }
}

/** Nothing is lost on the way to text: not the sign of zero, not what is no number, not a BigInt, not an array's type. */
function spelled(_, value) {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return `number ${Object.is(value, -0) ? "-0" : value}`;
  }
  if (ArrayBuffer.isView(value)) return { [value.constructor.name]: Array.from(value) };
  return value;
}
