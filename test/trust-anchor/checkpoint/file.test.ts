import { expect } from "chai";
import { type Checkpoint, checkpointToJson, parseCheckpoint } from "../../../src/trust-anchor/checkpoint/file.ts";
import { refused } from "../../support/refused.ts";

const checkpoint: Checkpoint = {
  deployment: { chainId: 31_337n, directory: `0x${"d1".repeat(20)}` },
  block: { number: 7n, hash: `0x${"11".repeat(32)}`, stateRoot: `0x${"22".repeat(32)}`, time: 1_793_750_400 },
  signatures: [1, 2].map((n) => Buffer.alloc(65, n)),
};
const file = JSON.parse(checkpointToJson(checkpoint)) as Record<string, unknown>;

describe("A checkpoint's file", () => {
  it("is read as it was written", () => {
    expect(parseCheckpoint(checkpointToJson(checkpoint))).to.deep.equal(checkpoint);
  });

  const changes: Readonly<Record<string, object>> = {
    "another format": { format: "didim-checkpoint/2" },
    "a member unknown": { signers: [] },
    "a member missing": { stateRoot: undefined },
    "a short hash": { blockHash: "0x11" },
    "a directory in upper case": { directory: `0x${"D1".repeat(20)}` },
    "a number in text": { number: "7" },
    "a signature of 64 bytes": { signatures: [`0x${"11".repeat(64)}`] },
    "65 signatures": { signatures: Array.from({ length: 65 }, () => `0x${"11".repeat(65)}`) },
  };
  for (const [what, change] of Object.entries(changes)) {
    it(`is refused: ${what}`, () => {
      refused(() => parseCheckpoint(JSON.stringify({ ...file, ...change })), "facts.checkpoint-file");
    });
  }
});
