import type { KindOfModel, ParameterFault } from "../behaviour-of.js";
import type { BuyingModel } from "../buying-model.js";
import { choiceFault } from "../parameter-choice.js";
import { bgBehaviour } from "./bg-behaviour.js";
import { MOST_REGULAR } from "./bg-form.js";

const RATE = [{ names: ["r", "alpha"] }, { names: ["lambda"], orZero: true }];
const DROP = [{ names: ["a", "b"] }, { names: ["p"], orZero: true, isChance: true }];

/** The NBD, in which nobody is lost. */
export const NBD: KindOfModel = {
  faultIn: (parameters) => choiceFault(parameters, [RATE]),
  behaviour: (parameters) => bgBehaviour({ k: 1, first: 0 }, parameters),
};

/** The BG/NBD. */
export const BG_NBD: KindOfModel = {
  faultIn: (parameters) => choiceFault(parameters, [RATE, DROP]),
  behaviour: (parameters) => bgBehaviour({ k: 1, first: 0 }, parameters),
};

/** The MBG/NBD, in which customers may be lost at the first purchase too. */
export const MBG_NBD: KindOfModel = {
  faultIn: (parameters) => choiceFault(parameters, [RATE, DROP]),
  behaviour: (parameters) => bgBehaviour({ k: 1, first: 1 }, parameters),
};

/** The BG/CNBD-k, with Erlang gaps. */
export const BG_CNBD: KindOfModel = {
  faultIn: regularFault,
  behaviour: (parameters) => bgBehaviour({ k: parameters["k"], first: 0 }, parameters),
};

/** The MBG/CNBD-k. */
export const MBG_CNBD: KindOfModel = {
  faultIn: regularFault,
  behaviour: (parameters) => bgBehaviour({ k: parameters["k"], first: 1 }, parameters),
};

function regularFault({ k, ...others }: BuyingModel["parameters"]): ParameterFault | null {
  return regularityFault(k) ?? choiceFault(others, [RATE, DROP]);
}

function regularityFault(k: unknown): ParameterFault | null {
  if (Number.isInteger(k) && (k as number) >= 1 && (k as number) <= MOST_REGULAR) return null;
  return { name: "k", requirement: `be an integer from 1 to ${MOST_REGULAR}` };
}
