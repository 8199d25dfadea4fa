import { expect } from "chai";
import { type DidimError, isDidimError } from "../../src/errors/error.ts";

/** Asserts that `act` throws a DidimError with this code, and returns it. */
export function refused(act: () => unknown, code: string): DidimError {
  try {
    act();
  } catch (error) {
    return checked(error, code);
  }
  return expect.fail(`not refused; expected ${code}`);
}

/** The same for what answers later. */
export async function refusedLater(act: Promise<unknown>, code: string): Promise<DidimError> {
  try {
    await act;
  } catch (error) {
    return checked(error, code);
  }
  return expect.fail(`not refused; expected ${code}`);
}

function checked(error: unknown, code: string): DidimError {
  if (!isDidimError(error)) throw error;
  expect(error.code, error.message).to.equal(code);
  return error;
}
