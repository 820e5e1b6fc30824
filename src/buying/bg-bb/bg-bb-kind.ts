import type { KindOfModel } from "../behaviour-of.js";
import { choiceFault } from "../parameter-choice.js";
import { bgBbBehaviour } from "./bg-bb-behaviour.js";
import { shapeOf } from "./bg-bb-form.js";

/** The BG/BB and its limits. */
export const BG_BB: KindOfModel = {
  faultIn: (parameters) =>
    choiceFault(parameters, [
      [{ names: ["alpha", "beta"] }, { names: ["p"], orZero: true, isChance: true }],
      [{ names: ["gamma", "delta"] }, { names: ["theta"], orZero: true, isChance: true }],
    ]),
  behaviour: (parameters) => bgBbBehaviour(shapeOf(parameters)),
};
