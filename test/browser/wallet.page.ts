/**
 * A holder's page: the wallet's core, keys in Web Crypto, and a prover that asks the node behind the page's own origin.
 */

import { fromHex } from "../../src/crypto/encodings/bytes.ts";
import type { PublicJwk, Signer } from "../../src/crypto/keys/keys.ts";
import { generateWebKeyPair, webSigner } from "../../src/crypto/signatures/web-signer.ts";
import { createProver } from "../../src/facts/proof/prover.ts";
import { createRpc } from "../../src/public/chain.ts";
import { createRpcFacts } from "../../src/public/facts/rpc.ts";
import {
  createMemoryCredentialStore,
  createWallet,
  type KeyStore,
  type PresentationRequest,
  type Wallet,
} from "../../src/public/holder.ts";
import { parseAddresses } from "../../src/registry/addresses.ts";
import { openRegistry } from "../../src/registry/open.ts";
import { heldKey, keyUnknown } from "../../src/stores/vault.ts";
import type { SealedBlock } from "../../src/trust-anchor/seals/sealed.ts";

/** The page's own address. */
declare const location: { readonly origin: string };

/** Runs in the test's Node process: two members of the council sign a block. */
declare function cosign(block: Omit<SealedBlock, "number"> & { readonly number: string }): Promise<string[]>;

/** Keys that no script can read; they live as long as the page. */
function webKeys(): KeyStore {
  const signers = new Map<string, Signer>();
  return {
    async create() {
      const signer = await webSigner(await generateWebKeyPair());
      const key = heldKey(signer.publicJwk);
      signers.set(key.id, signer);
      return key;
    },
    async signer(id) {
      const signer = signers.get(id);
      if (signer === undefined) throw keyUnknown(id);
      return signer;
    },
    list: async () => [...signers.values()].map(({ publicJwk }) => heldKey(publicJwk)),
    remove: async (id) => void signers.delete(id),
  };
}

let wallet: Wallet;

const page = {
  /** @param now The chain's time, in seconds since 1970; the wallet's clock must not be behind it. */
  async open(addressesJson: string, now: number): Promise<void> {
    const url = `${location.origin}/rpc`;
    const addresses = parseAddresses(JSON.parse(addressesJson));
    const registry = await openRegistry({ url, addresses });
    const sign = async ({ number, ...block }: SealedBlock) =>
      (await cosign({ ...block, number: String(number) })).map(fromHex);
    wallet = createWallet({
      keys: webKeys(),
      credentials: createMemoryCredentialStore(),
      clock: { now: () => Math.max(now, Math.floor(Date.now() / 1000)) },
      facts: createRpcFacts({ registry }),
      prover: createProver({ rpc: createRpc({ url }), registries: addresses.contracts, sign }),
    });
  },
  newKey: async (): Promise<PublicJwk> => (await wallet.newKey()).publicJwk,
  receive: async (credential: string): Promise<string> => (await wallet.receive(credential)).type,
  async present(request: PresentationRequest): Promise<Readonly<Record<string, readonly string[]>>> {
    return wallet.present(request, { acknowledge: await wallet.review(request), staple: "all" });
  },
};

export type WalletPage = typeof page;
Object.assign(globalThis, { page });
