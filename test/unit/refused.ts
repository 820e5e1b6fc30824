import { expect } from "vitest";
import { isRfmError, type RfmError, type RfmErrorCode } from "../../src/index.js";

/** What an error must say besides its code. */
export interface Says {
  /** The function that the message begins with. */
  readonly where?: string;
  /** The option, field or column. */
  readonly path?: string;
  /** The row. */
  readonly row?: number;
  /** The value as the message spells it. */
  readonly received?: string;
}

/** The error that a call throws; any other outcome fails the test. */
export function errorOf(call: () => unknown): RfmError {
  try {
    call();
  } catch (error) {
    if (isRfmError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Expects a call to be refused with a code, and the message to name what the details name. */
export function expectRefused(call: () => unknown, code: RfmErrorCode, says: Says = {}): void {
  expectSays(errorOf(call), code, says);
}

/** The same for a promise. */
export async function expectRejected(promise: Promise<unknown>, code: RfmErrorCode, says: Says = {}): Promise<void> {
  const error: unknown = await promise.then(
    () => new Error("nothing was thrown"),
    (reason: unknown) => reason,
  );
  if (!isRfmError(error)) throw error;
  expectSays(error, code, says);
}

function expectSays(error: RfmError, code: RfmErrorCode, { where, path, row, received }: Says): void {
  expect(error.code, error.message).toBe(code);
  expect(error.name).toBe("RfmError");
  expect(Object.isFrozen(error.details)).toBe(true);
  expect(error.message).not.toMatch(/\.$|undefined: |\[object/);
  expect(error.message).toMatch(/^\w+: /);
  if (where !== undefined) expect(error.message.startsWith(`${where}: `), error.message).toBe(true);
  if (path !== undefined) {
    expect(error.details.path).toBe(path);
    expect(error.message).toContain(path);
  }
  if (row !== undefined) {
    expect(error.details.row).toBe(row);
    expect(error.message).toContain(`row ${row}`);
  }
  if (received !== undefined) {
    expect(error.details.received).toBe(received);
    expect(error.message).toContain(received);
  }
}

/** Passes a value that the types forbid, as a caller in JavaScript can. */
export function wrong<T>(value: unknown): T {
  return value as T;
}
