import { expect } from "chai";
import type { ErrorCode } from "../../src/errors/catalogue/catalogue.ts";
import { type DidimError, isDidimError } from "../../src/errors/error.ts";

/** Asserts that `act` throws a DidimError with this code, and returns it. */
export function refused(act: () => unknown, code: ErrorCode): DidimError {
  try {
    act();
  } catch (error) {
    return checked(error, code);
  }
  return expect.fail(`not refused; expected ${code}`);
}

/** {@link refused} for a promise. */
export async function refusedLater(act: Promise<unknown>, code: ErrorCode): Promise<DidimError> {
  try {
    await act;
  } catch (error) {
    return checked(error, code);
  }
  return expect.fail(`not refused; expected ${code}`);
}

function checked(error: unknown, code: ErrorCode): DidimError {
  if (!isDidimError(error)) throw error;
  expect(error.code, error.message).to.equal(code);
  return error;
}
