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

describe("The contract that a trust anchor knows for a name and a time", () => {
  it("is the same at any time if it has no term", () => {
    expect([at(contract, 0), at(contract, 2 ** 39)]).to.deep.equal([contract.address, contract.address]);
  });

  it("is the one from its term's first second to before its end", () => {
    const term = { ...contract, from: 100, until: 200 };
    expect([at(term, 100), at(term, 199)]).to.deep.equal([contract.address, contract.address]);
    refused(() => at(term, 99), "facts.proof-registry-later");
    refused(() => at(term, 200), "facts.proof-registry-ended");
  });

  it("is never a distrusted one, not even in its term", () => {
    refused(() => at({ ...contract, from: 100, until: 200, distrusted: true }, 150), "facts.proof-registry-distrusted");
  });

  it("is unknown for a name that the anchor does not pin", () => {
    refused(() => pinnedAt(knowing(contract), "EvidenceLog", 1), "facts.proof-not-pinned");
  });
});
