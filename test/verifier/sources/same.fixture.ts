import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";

/** That two answers are the same. Chai, which Hardhat makes slow, only finds the words where they are not. */
export function expectSame(found: unknown, said: unknown, about: unknown): void {
  if (isDeepStrictEqual(found, said)) return;
  expect({ about, answer: found }).to.deep.equal({ about, answer: said });
  expect.fail(`two answers differ in kind: ${JSON.stringify(about)}`);
}
