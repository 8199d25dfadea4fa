import type { RpcClient } from "../../../src/chain/rpc/rpc.ts";
import { type RootsAfter, sealedRoots, unverifiedRoots } from "../../../src/facts/proof/storage-roots.ts";
import type { Pins, TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { signedByTwo, vouchedFor } from "../../trust-anchor/members.fixture.ts";
import { type Chain, networkHelpers, send } from "./chain.fixture.ts";

const rpc: RpcClient = { request: (method, params = []) => send(method, params) };

const known = async ({ addresses }: Chain): Promise<{ anchor: TrustAnchor; registries: Pins }> =>
  vouchedFor(send, addresses, await networkHelpers.time.latest());

/** Roots that two of three members have signed (enough), or one (too few). */
export async function sealed(chain: Chain, signers = 2): Promise<RootsAfter> {
  const { anchor } = await known(chain);
  // Later than any time in these tests.
  const clock = { now: () => anchor.advancedAt + 60 * 86_400 };
  return sealedRoots({ rpc, anchor, clock, sign: async (block) => (await signedByTwo(block)).slice(0, signers) });
}

/** Roots on the node's own word. */
export const told = async (chain: Chain): Promise<RootsAfter> =>
  unverifiedRoots({ rpc, registries: (await known(chain)).registries });
