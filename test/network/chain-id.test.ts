import { expect } from "chai";
import { createChainId, isTaken } from "../../network/chain-id.ts";

describe("A random chain id", () => {
  it("fits the signatures of wallets that compute in 32 bits, and is another one each time", () => {
    const drawn = Array.from({ length: 200 }, () => createChainId());
    for (const chainId of drawn) {
      expect(chainId).to.be.at.least(1_000_000_000);
      // EIP-155: v is 2 × id + 35 or 36.
      expect(2 * chainId + 36).to.be.below(2 ** 32);
    }
    expect(new Set(drawn).size).to.be.above(195);
  });

  it("is never one that is known to be taken", () => {
    const drawn = [1_313_161_554, 1_666_600_000, 1_234_567_890];
    expect(createChainId(() => drawn.shift() ?? 0)).to.equal(1_234_567_890);
    for (const known of [1, 10, 137, 1337, 8453, 31_337, 11_155_111])
      expect(isTaken(known), String(known)).to.equal(true);
  });
});
