import { expect } from "chai";
import { type CouncilAction, typeIdOf } from "../../src/public/council.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";

const KINDS = 300;
/** Types in one decision: a transaction of some ten million gas, which fits into a block. */
const AT_ONCE = 100;

describe("A country's certificates, 300 kinds", function () {
  this.timeout(180_000);
  let chain: LocalChain;
  before(async () => {
    chain = await startLocalChain();
  });
  after(() => chain.stop());

  it("are registered in three decisions of the council", async () => {
    const [, interior = ""] = chain.accounts;
    const kinds = Array.from({ length: KINDS }, (_, i): CouncilAction & { readonly vct: string } => ({
      do: "type.register",
      vct: `https://credentials.go.kr/certificate-${i}/1`,
      authority: interior,
      schemaHash: `0x${i.toString(16).padStart(64, "1")}`,
      schemaUri: `https://credentials.go.kr/certificate-${i}/1/schema.json`,
    }));
    for (let i = 0; i < KINDS; i += AT_ONCE) {
      await chain.decide(kinds.slice(i, i + AT_ONCE), `Certificates ${i} to ${i + AT_ONCE - 1}`);
    }
    const { types } = chain.as(interior);
    for (const { vct } of kinds) {
      const { authority } = await types.typeOf(typeIdOf(vct));
      expect(authority.toLowerCase(), vct).to.equal(interior);
    }
  });
});
