import { expect } from "chai";
import { Wallet } from "ethers";
import { readPlainHeader } from "../../../src/chain/state/header.ts";
import { walletSigner } from "../../../src/chain/tx/accounts/signer.ts";
import type { TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { checkSignatures } from "../../../src/trust-anchor/checkpoint/checkpoint.ts";
import { signCheckpoint } from "../../../src/trust-anchor/checkpoint/sign.ts";
import { voted } from "../../facts/proof/recorded.fixture.ts";
import { refusedLater } from "../../support/refused.ts";

const header = readPlainHeader(voted[0]!.raw);
const directory = { address: `0x${"d1".repeat(20)}`, codeHash: `0x${"07".repeat(32)}` };
const registries = {
  DIDRegistry: directory,
  CredentialTypes: directory,
  Accreditations: directory,
  StatusLists: directory,
  Directory: directory,
};
const deployment = { chainId: 31_337n, directory: directory.address };

describe("A member signs a checkpoint", () => {
  it("with whatever holds its key, and the signature counts as its own", async () => {
    const signer = walletSigner(Wallet.createRandom());
    const signature = await signCheckpoint(header, deployment, signer);
    const sealers = { kind: "checkpoint", members: [signer.address], threshold: 1 } as const;
    const anchor: TrustAnchor = { chainId: 31_337n, registries, sealers, advancedAt: 0 };
    expect(signature).to.have.length(65);
    checkSignatures(header, [signature], anchor, sealers);
  });

  it("and an answer that is no signature is refused", async () => {
    for (const answer of ["0x", `0x${"11".repeat(65)}`, `0x${"11".repeat(64)}`]) {
      const signer = { signTypedData: async () => answer };
      await refusedLater(signCheckpoint(header, deployment, signer), "facts.checkpoint-signature");
    }
  });
});
