import { toBase64url } from "../../../src/crypto/encodings/base64url.ts";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import { createProver } from "../../../src/facts/proof/prover.ts";
import { lensReader } from "../../../src/registry/questions/lens.ts";
import type { Pins, TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { anchorToJson } from "../../../src/trust-anchor/anchor-file.ts";
import { checkpointDigest } from "../../../src/trust-anchor/checkpoint/checkpoint.ts";
import { encodeStaple } from "../../../src/trust-anchor/staple/staple.ts";
import { CHAIN, START } from "../constants.ts";
import { testMember } from "../tokens/keys.ts";
import type { Deployment } from "./contracts.ts";
import type { World } from "./world.ts";

const MEMBERS = ["council member 1", "council member 2", "council member 3"].map(testMember);

/** What the pack's verifiers of proofs know beforehand: two of three members sign each block. */
export function anchorOf(deployment: Deployment): TrustAnchor {
  const { TrustLens: _, ...registries } = deployment;
  const sealers = { kind: "checkpoint", members: MEMBERS.map(({ address }) => address), threshold: 2 } as const;
  return { chainId: CHAIN, registries: registries as Pins, sealers, advancedAt: START };
}

export const anchorText = (deployment: Deployment): string => anchorToJson(anchorOf(deployment));

/** An answer of TrustLens, as a node gives it to `eth_call`. */
export interface RecordedCall {
  readonly data: string;
  readonly result: string;
}

/** The answers of a node to each batch of queries, in `eth_call`s to TrustLens. */
export async function callsOf(world: World, batches: readonly (readonly FactsQuery[])[]): Promise<RecordedCall[]> {
  const calls = new Map<string, string>();
  const { provider } = world.chain;
  const recording = Object.assign(Object.create(provider) as typeof provider, {
    async call(transaction: Parameters<typeof provider.call>[0]) {
      const result = await provider.call(transaction);
      calls.set(String(transaction.data), result);
      return result;
    },
  });
  const read = lensReader(recording, world.deployment.TrustLens.address);
  for (const batch of batches) await read(batch, "latest");
  return [...calls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([data, result]) => ({ data, result }));
}

/** A staple that proves the records of all queries, as of the newest block; base64url of its CBOR. */
export async function stapleOf(world: World, queries: readonly FactsQuery[]): Promise<string> {
  const { registries } = anchorOf(world.deployment);
  const sign = async (block: Parameters<typeof checkpointDigest>[0]) => {
    const digest = checkpointDigest(block, CHAIN, world.deployment.Directory.address);
    return MEMBERS.slice(0, 2).map((member) => member.sign(digest));
  };
  const prover = createProver({ rpc: world.chain.rpc, registries, sign });
  const [staple] = await prover.prove([queries]);
  if (staple === undefined) throw new Error("the prover made no staple");
  return toBase64url(encodeStaple(staple));
}
