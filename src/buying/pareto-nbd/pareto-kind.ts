import type { KindOfModel } from "../behaviour-of.js";
import { choiceFault } from "../parameter-choice.js";
import { paretoBehaviour } from "./pareto-behaviour.js";
import { shapeOf } from "./pareto-form.js";
import { splitBehaviour } from "./split-behaviour.js";

/** The Pareto/NBD and its limits. */
export const PARETO_NBD: KindOfModel = {
  faultIn: (parameters) =>
    choiceFault(parameters, [
      [{ names: ["r", "alpha"] }, { names: ["lambda"], orZero: true }],
      [{ names: ["s", "beta"] }, { names: ["mu"], orZero: true }, { names: ["pi"], isChance: true }],
    ]),
  behaviour: (parameters) => {
    const shape = shapeOf(parameters);
    return shape.pi > 0 ? splitBehaviour(shape) : paretoBehaviour(shape);
  },
};
