import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";

/** Asserts that two answers are equal. Chai is slow under Hardhat, so it is used only to describe a difference. */
export function expectSame(found: unknown, said: unknown, about: unknown): void {
  if (isDeepStrictEqual(found, said)) return;
  expect({ about, answer: found }).to.deep.equal({ about, answer: said });
  expect.fail(`two answers differ in kind: ${JSON.stringify(about)}`);
}
