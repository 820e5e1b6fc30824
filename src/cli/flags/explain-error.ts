import { isRfmError } from "../../errors.js";
import { CliError, type FailureCode } from "./cli-error.js";

/** Library options whose flag is not simply their name. */
const FLAGS: { readonly [option: string]: string } = {
  asOf: "--as-of",
  horizonDays: "--horizon",
  eventTypes: "--event-types",
  profileFields: "--profile-fields",
  timeZone: "--time-zone",
  startDay: "--start",
};

/** Runs a step; what the library refuses in it becomes a failure of the command, told in the words of its flags. */
export function explained<T>(exitCode: FailureCode, context: string | null, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!isRfmError(error)) throw error;
    const message = inFlags(error.message);
    throw new CliError(exitCode, context === null ? message : `${context}: ${message}`);
  }
}

/** The same for what a JSON file holds: its fields are not flags. */
export function explainedIn<T>(file: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!isRfmError(error)) throw error;
    const message = error.message.replace(/^\w+: /, "").replace(/options\.(\w+)/g, '"$1"');
    throw new CliError(1, `${file}: ${message}`);
  }
}

/** A message of the library without the name of the function, `options.timeZone` as `--time-zone`. */
export function inFlags(message: string): string {
  return message
    .replace(/^\w+: /, "")
    .replace(/options\.(\w+)/g, (_, option: string) => (Object.hasOwn(FLAGS, option) ? FLAGS[option] : `--${option}`));
}
