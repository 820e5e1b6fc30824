import { describe, expect, it } from "vitest";
import type { CustomerId } from "../../../src/index.js";
import { type Layer, withLayer } from "../../../src/rfm/update/layers.js";
import { newStandings } from "../../../src/rfm/update/standings.js";

/** A layer of customers who all have the same count. */
function layerOf(ids: readonly CustomerId[], count: number): Layer {
  const standings = newStandings(ids.length);
  standings.count.fill(count);
  return { size: ids.length, standings, id: (row) => ids[row], find: (id) => ids.indexOf(id) };
}

function countOf(layers: readonly Layer[], id: CustomerId): number | undefined {
  for (const layer of layers) {
    const row = layer.find(id);
    if (row >= 0) return layer.standings.count[row];
  }
  return undefined;
}

describe("the layers of a chain of updates", () => {
  it("are few, each more than twice the one above, and the newest word on a customer holds", () => {
    let layers: readonly Layer[] = [];
    const last = new Map<CustomerId, number>();
    for (let day = 1; day <= 300; day++) {
      const ids = Array.from({ length: 1 + ((day * 7) % 5) }, (_, i) => (day * 31 + i * 17) % 97);
      const own = [...new Set<CustomerId>(ids)];
      layers = withLayer(layers, layerOf(own, day), false);
      for (const id of own) last.set(id, day);
      expect(layers.length).toBeLessThanOrEqual(8);
      for (const [i, layer] of layers.slice(1).entries()) expect(layer.size).toBeGreaterThan(2 * layers[i].size);
    }
    for (const [id, day] of last) expect(countOf(layers, id)).toBe(day);
    expect(countOf(layers, 98)).toBe(undefined);
  });

  it("are not changed by those put above them", () => {
    const first = withLayer([], layerOf(["a", "b"], 1), false);
    const second = withLayer(first, layerOf(["b", "c"], 2), false);
    expect(["a", "b", "c"].map((id) => countOf(first, id))).toEqual([1, 1, undefined]);
    expect(["a", "b", "c"].map((id) => countOf(second, id))).toEqual([1, 2, 2]);
    expect(withLayer(second, layerOf([], 3), false)).toBe(second);
  });
});
