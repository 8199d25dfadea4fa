import { readStateRoot } from "../../../src/chain/state/header.ts";
import { isMissing } from "../../../src/chain/state/missing.ts";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import type { FactsAnswer, FactsQuery, FactsQueryByName } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import type { ProofPart } from "../../../src/facts/proof/prover.ts";
import { slotReader } from "../../../src/facts/proof/reader.ts";
import { stapleClaim } from "../../../src/facts/proof/staple-claim.ts";
import type { ProvedRegistry } from "../../../src/storage/registries.ts";
import type { Staple } from "../../../src/trust-anchor/staple/staple.ts";
import { vouchedFor } from "../../trust-anchor/members.fixture.ts";
import { chainOfTwo, ethers, networkHelpers, now, send, TYPE } from "../../verifier/world.ts";

/** A list that is not open at first. */
export const LIST = 9;

/** Registries, a gate's anchor for them, and a prover as of any block. */
export async function gate() {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  const { anchor, prover } = await vouchedFor(send, world.addresses, await now());
  const issuedAt = await now();
  const query = (index: number, list = 0): FactsQueryByName => ({
    issuer: world.sejong.identity,
    keyThumbprint: world.sejong.key,
    typeId: TYPE,
    issuedAt,
    status: { list, index },
  });
  const prove = async (one: FactsQuery, part: ProofPart, block?: number): Promise<Staple> => {
    const [staple] = await prover.prove([[one]], { part, ...(block !== undefined && { block: BigInt(block) }) });
    return staple!;
  };
  /** What a gate with some staples of its own learns about a credential whose holder brings another staple. */
  const learns = async (one: FactsQuery, brought: Staple, ...kept: readonly Staple[]): Promise<FactsAnswer> => {
    const time = await now();
    const query = { ...one, staple: Object.values(stapleClaim(brought))[0] };
    return createProofFacts({ anchor, staples: kept, clock: { now: () => time } }).lookup([query]);
  };
  const shows = ({ header, nodes }: Staple, registry: ProvedRegistry, slot: string): boolean => {
    try {
      slotReader(readStateRoot(header), (name) => anchor.registries[name], nodes)(registry, slot);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  };
  /** The staple without the last node on the path to a slot. */
  const hiding = (staple: Staple, registry: ProvedRegistry, slot: string): Staple => {
    let last = "";
    const get = (hash: string): Uint8Array | undefined => {
      last = hash;
      return staple.nodes.get(hash);
    };
    slotReader(readStateRoot(staple.header), (name) => anchor.registries[name], { get })(registry, slot);
    return {
      ...staple,
      nodes: bagOf([...staple.nodes.entries()].flatMap(([hash, node]) => (hash === last ? [] : [node]))),
    };
  };
  /** Opens {@link LIST} for this many credentials, and suspends number 7. */
  const openList = async (capacity = 128): Promise<void> => {
    const { account } = world.sejong;
    await world.statuses.connect(account).openList(account, LIST, capacity, ethers.ZeroAddress);
    await world.statuses.connect(account).setStatus(account, LIST, 7, 2);
  };
  return { world, query, prove, learns, shows, hiding, openList };
}

export const height = (): Promise<number> => ethers.provider.getBlockNumber();
