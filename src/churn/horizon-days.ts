import { checkInteger } from "../checks/check-options.js";

/** Beyond ten years a horizon is a mistake. */
export const MOST_HORIZON_DAYS = 3650;

export function readHorizonDays(where: string, value: unknown): number {
  return checkInteger(where, "options.horizonDays", value, 1, MOST_HORIZON_DAYS);
}
