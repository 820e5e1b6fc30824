import type { Objective } from "../../math/maximise.js";
import { addDropTable } from "./add-drop-table.js";
import { addErlangGroups } from "./add-erlang-groups.js";
import { addGroups } from "./add-groups.js";
import { addRateTable } from "./add-rate-table.js";
import type { BgData } from "./bg-data.js";
import { type BgForm, rateSize } from "./bg-form.js";
import { gapTable } from "./gap-table.js";
import { rateTable } from "./rate-table.js";

// Beyond these squares of parameters would overflow; a search that gets here has found the edge long before.
const FARTHEST = 200;

/**
 * The log likelihood of a form with gradient and Hessian in its coordinates (see `valueAt`), times in the unit of the data.
 *
 * A customer has bought while alive (weight A) or was lost at the last purchase (weight D): ln L = ln A + ln(1 + e^g), where
 * g = ln D - ln A. ln A splits into sums over the distinct ages and numbers of repeats; only g needs the groups.
 */
export function bgObjective(data: BgData, form: BgForm): Objective {
  const split = rateSize(form);
  return (point, gradient, hessian) => {
    if (point.some((coordinate) => !(Math.abs(coordinate) < FARTHEST))) return Number.NEGATIVE_INFINITY;
    gradient.fill(0);
    hessian.fill(0);
    const rate = rateTable(data, form, point);
    const gap = gapTable(data, form, point.subarray(split));
    let value = addRateTable(data, form, rate, gradient, hessian) + addDropTable(data, form, point, gradient, hessian);
    if (form.k > 1) value += addErlangGroups(data, form, rate, gap, gradient, hessian);
    else if (gap !== null) value += addGroups(data, form, rate, gap, gradient, hessian);
    const n = point.length;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) hessian[i * n + j] = hessian[j * n + i];
    return value;
  };
}
