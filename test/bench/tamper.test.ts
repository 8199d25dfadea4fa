import { keccak_256 } from "@noble/hashes/sha3.js";
import { expect } from "chai";
import { type Family, tamper } from "../../bench/proof/tamper.ts";
import { madeUp, recorded } from "../../bench/proof/targets.ts";
import { speedUp } from "../../src/crypto/addons.ts";

const SLOTS = { DIDRegistry: 20, CredentialTypes: 3, Accreditations: 10, StatusLists: 30 };
const [SEED, TRIES] = [20_261_122, 2_000];

describe("Changed staples, headers and seals", () => {
  before(speedUp);

  it("are refused (npm run bench -- proof tries a million)", async () => {
    const families = [...recorded(), ...madeUp(keccak_256, { accounts: 20, slots: SLOTS })];
    const { tried, accepted, refused } = await tamper(families, TRIES, SEED);
    expect([tried, accepted]).to.deep.equal([TRIES, 0]);
    expect([...refused.keys()]).to.include.members([
      "facts.staple-malformed",
      "facts.staple-other-root",
      "facts.proof-bad-rlp",
      "facts.proof-foreign-chain",
      "facts.proof-unknown-seal",
      "facts.proof-unknown-signature",
      "facts.proof-incomplete",
    ]);
  });

  it("would be counted if a verifier accepted one", async () => {
    const careless = recorded().map(({ staples }): Family => ({ staples, verify: () => "whatever is brought" }));
    expect((await tamper(careless, 200, SEED)).accepted).to.be.greaterThan(20);
  });
});
