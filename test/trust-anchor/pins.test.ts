import { expect } from "chai";
import type { Pin, TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { pinnedAt } from "../../src/trust-anchor/pins.ts";
import { refused } from "../support/refused.ts";

const contract = { address: `0x${"11".repeat(20)}`, codeHash: `0x${"22".repeat(32)}` };

function knowing(pin: Pin): TrustAnchor {
  const registries = { DIDRegistry: contract, CredentialTypes: contract, Accreditations: contract, StatusLists: pin };
  return { chainId: 1n, registries, sealers: { kind: "qbft", validators: [contract.address] }, advancedAt: 1000 };
}

const at = (pin: Pin, time: number): string => pinnedAt(knowing(pin), "StatusLists", time).address;

describe("The contract that had a name in a block of some time, as the trust anchor knows it", () => {
  it("without a term is the one at any time", () => {
    expect([at(contract, 0), at(contract, 2 ** 39)]).to.deep.equal([contract.address, contract.address]);
  });

  it("with a term is the one from its first second to before its end", () => {
    const term = { ...contract, from: 100, until: 200 };
    expect([at(term, 100), at(term, 199)]).to.deep.equal([contract.address, contract.address]);
    refused(() => at(term, 99), "facts.proof-registry-later");
    refused(() => at(term, 200), "facts.proof-registry-ended");
  });

  it("that is distrusted is never the one, not even in its term", () => {
    refused(() => at({ ...contract, from: 100, until: 200, distrusted: true }, 150), "facts.proof-registry-distrusted");
  });

  it("is not known of a name that the anchor does not pin", () => {
    refused(() => pinnedAt(knowing(contract), "EvidenceLog", 1), "facts.proof-not-pinned");
  });
});
