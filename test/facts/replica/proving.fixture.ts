import { keccak256 } from "../../../src/crypto/hash.ts";
import type { ProvedRegistry, TrustAnchor } from "../../../src/facts/proof/anchor.ts";
import { signCheckpoint } from "../../../src/facts/proof/checkpoint-sign.ts";
import { type RootsAfter, sealedRoots, toldRoots } from "../../../src/facts/proof/storage-roots.ts";
import type { Asks } from "../../../src/registry/rpc.ts";
import { type Chain, ethers, networkHelpers, send } from "./chain.fixture.ts";

export const rpc: Asks = { request: (method, params = []) => send(method, params) };

const MEMBERS = Array.from({ length: 3 }, () => ethers.Wallet.createRandom());
const DIRECTORY = `0x${"d1".repeat(20)}`;

/** The registries as they are deployed. */
export async function pinned({
  addresses,
}: Chain): Promise<Record<ProvedRegistry, { address: string; codeHash: string }>> {
  const pin = async (address: string) => {
    const code = await ethers.provider.getCode(address);
    return { address, codeHash: keccak256(Buffer.from(code.slice(2), "hex")) };
  };
  return {
    DIDRegistry: await pin(addresses.dids),
    CredentialTypes: await pin(addresses.types),
    Accreditations: await pin(addresses.accreditations),
    StatusLists: await pin(addresses.statuses),
  };
}

/** An anchor whose blocks are vouched for by two of three members. */
export async function anchorOf(chain: Chain): Promise<TrustAnchor> {
  const Directory = { address: DIRECTORY, codeHash: `0x${"00".repeat(32)}` };
  return {
    chainId: 31_337n,
    registries: { ...(await pinned(chain)), Directory },
    sealers: { kind: "checkpoint", members: MEMBERS.map(({ address }) => address.toLowerCase()), threshold: 2 },
    advancedAt: await networkHelpers.time.latest(),
  };
}

/** What the members vouch for: so many of them. */
export async function sealed(chain: Chain, { signers = 2, through = rpc } = {}): Promise<RootsAfter> {
  const anchor = await anchorOf(chain);
  return sealedRoots({
    rpc: through,
    anchor,
    // Ahead of all that a test lets pass.
    clock: { now: () => anchor.advancedAt + 60 * 86_400 },
    sign: (block) =>
      Promise.all(
        MEMBERS.slice(0, signers).map((member) =>
          signCheckpoint(block, { chainId: 31_337n, directory: DIRECTORY }, member),
        ),
      ),
  });
}

/** What the node says itself. */
export const told = async (chain: Chain): Promise<RootsAfter> => toldRoots(rpc, await pinned(chain));
