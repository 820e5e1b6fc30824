import type { KindOfModel } from "../behaviour-of.js";
import { choiceFault } from "../parameter-choice.js";
import { paretoBehaviour } from "./pareto-behaviour.js";
import { shapeOf } from "./pareto-form.js";

/** The Pareto/NBD and its limits. */
export const PARETO_NBD: KindOfModel = {
  faultIn: (parameters) =>
    choiceFault(parameters, [
      [{ names: ["r", "alpha"] }, { names: ["lambda"], orZero: true }],
      [{ names: ["s", "beta"] }, { names: ["mu"], orZero: true }],
    ]),
  behaviour: (parameters) => paretoBehaviour(shapeOf(parameters)),
};
