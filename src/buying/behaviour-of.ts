import type { Behaviour } from "./behaviour.js";
import { BG_BB } from "./bg-bb/bg-bb-kind.js";
import { BG_CNBD, BG_NBD, MBG_CNBD, MBG_NBD, NBD } from "./bg-nbd/bg-kinds.js";
import type { BuyingModelKind } from "./buying-model.js";
import { PARETO_NBD } from "./pareto-nbd/pareto-kind.js";

/** Parameters by name. */
export type Parameters = { readonly [name: string]: number };

/** What the room knows of a kind of model. */
export interface KindOfModel {
  /** What is wrong with parameters; `null` where nothing is. */
  readonly faultIn: (parameters: Parameters) => ParameterFault | null;
  /** The answers of a model whose parameters are sound. */
  readonly behaviour: (parameters: Parameters) => Behaviour;
}

/** A parameter that is not as it must be. */
export interface ParameterFault {
  readonly name: string;
  readonly requirement: string;
}

/** One line per kind. */
export const KINDS: { readonly [Kind in BuyingModelKind]: KindOfModel } = {
  "rfm-kit/nbd": NBD,
  "rfm-kit/bg-nbd": BG_NBD,
  "rfm-kit/mbg-nbd": MBG_NBD,
  "rfm-kit/pareto-nbd": PARETO_NBD,
  "rfm-kit/bg-cnbd": BG_CNBD,
  "rfm-kit/mbg-cnbd": MBG_CNBD,
  "rfm-kit/bg-bb": BG_BB,
};

/** Whether the times of a kind count opportunities, so that histories are in whole numbers. */
export function inWholes(kind: BuyingModelKind): boolean {
  return kind === "rfm-kit/bg-bb";
}
