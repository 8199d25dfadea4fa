import type { RpcClient } from "../../chain/rpc/rpc.ts";
import type { PinnedContract } from "../../chain/state/account.ts";
import type { EncodedHeader } from "../../chain/state/header-json.ts";
import { isMissing } from "../../chain/state/missing.ts";
import { bagOf } from "../../chain/state/node-bag.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import { namesHash, type RawNames } from "../../records/names.ts";
import type { BlockReference } from "../../registry/client.ts";
import { rawNamesOf } from "../../registry/names-of.ts";
import {
  issuerOf,
  issuerRecordsOf,
  type NamesReader,
  type SlotReader,
  statusOf,
} from "../../storage/proved-records.ts";
import type { ProvedRegistry } from "../../storage/registries.ts";
import { signaturesInOneForm } from "../../trust-anchor/checkpoint/checkpoint.ts";
import { headerFrom, proofFrom } from "../../trust-anchor/node-state.ts";
import type { SealedBlock } from "../../trust-anchor/seals/sealed.ts";
import { sealsInOneForm } from "../../trust-anchor/seals/seals.ts";
import { MAX_NAMES } from "../../trust-anchor/staple/names.ts";
import type { Staple } from "../../trust-anchor/staple/staple.ts";
import type { FactsQuery } from "../facts.ts";
import { slotReader } from "./reader.ts";
import { sharedBlock } from "./shared-block.ts";

/** All that verification reads; or, the one without the other, what concerns the issuer and the status itself. */
export type ProofPart = "all" | "issuer" | "status";

export interface ProverOptions {
  /** The node, or nodes, to ask for `eth_getProof`. */
  readonly rpc: RpcClient;
  /** Where the registries are, and what their code is: `contracts` of an addresses file, or `registries` of a trust anchor. */
  readonly registries: Readonly<Record<ProvedRegistry, PinnedContract>> & { readonly ValidatorSet?: PinnedContract };
  /** On a chain without seals: has members of the council sign the block's checkpoint, or brings what they signed. */
  readonly sign?: (block: SealedBlock) => Promise<readonly Uint8Array[]>;
  /** Which block the staples are of, where prove() is not told; the newest, or one that is shared, if not given. */
  readonly block?: BlockReference;
}

export interface Prover {
  /**
   * A staple for each group of questions, all as of one block: the newest, if none is named. Of one block, and of the same questions, the staples are the same byte by
   * byte, whoever asks, but for which of the block's seals the node has, and of which round. What the node brings is verified at once against the header that it
   * gave; whether that is sealed is for the verifier to look at. Throws `facts.node-unproved` when the node's proofs don't hold, `facts.proof-foreign-code`,
   * `facts.proof-no-account`, `facts.no-checkpoint`, and what a node out of reach throws.
   */
  prove(groups: readonly (readonly FactsQuery[])[], options?: ProveOptions): Promise<Staple[]>;
}

export interface ProveOptions {
  readonly part?: ProofPart;
  readonly block?: BlockReference;
  /**
   * Instead of the newest block, one that others take, too: the last of before the chain's time was last a multiple of so many seconds. A prover that was given its
   * `block` proves as of that.
   */
  readonly sharedEvery?: number;
}

/** Makes staples out of what a node brings. It tells that node which credentials are about to be shown: use your own, or ask through a relay. */
export function prover({ rpc, registries, sign, block: usual }: ProverOptions): Prover {
  return {
    async prove(groups, { part = "all", block = usual, sharedEvery } = {}) {
      const shared = block === undefined && sharedEvery !== undefined;
      const wanted = shared ? await sharedBlock(rpc, sharedEvery) : (block ?? "latest");
      const header = await headerFrom(rpc, wanted, registries.ValidatorSet?.address);
      const signatures = header.qbft ? undefined : await vouchedFor(header, sign);
      const raw = header.qbft ? sealsInOneForm(header.raw) : header.raw;
      const staples = groups.map(async (queries): Promise<Staple> => {
        const named: Named = new Map();
        const ask = (read: SlotReader) => {
          for (const query of queries) ASK[part](query, read, noting(named));
        };
        const nodes = bagOf(await learn({ rpc, registries, header, ask }));
        const names = await namesFrom({ rpc, registries, header }, named);
        return { header: raw, ...(signatures && { signatures }), nodes, ...(names.length > 0 && { names }) };
      });
      return Promise.all(staples);
    },
  };
}

async function vouchedFor(header: EncodedHeader, sign: ProverOptions["sign"]): Promise<readonly Uint8Array[]> {
  if (sign !== undefined) return signaturesInOneForm(await sign(header));
  const message = "The blocks of this chain bear no seals: members of the council must sign a checkpoint.";
  throw new DidimError("facts.no-checkpoint", message, { block: header.number });
}

type Ask = (query: FactsQuery, read: SlotReader, names: NamesReader) => void;

const ASK: Readonly<Record<ProofPart, Ask>> = {
  all: (query, read, names) => {
    issuerRecordsOf(query, read, names);
    askStatus(query, read);
  },
  issuer: issuerRecordsOf,
  status: askStatus,
};

/** The word, whatever its list's header says: that may be on its way, or kept by the verifier. */
function askStatus(query: FactsQuery, read: SlotReader): void {
  statusOf(query, issuerOf(query, read), { opened: 1, capacity: 2 ** 32 }, read);
}

/** Whose names a proof shows that there are, by their hash. */
type Named = Map<bigint, { readonly holder: string; readonly typeId: string }>;

const noting =
  (named: Named): NamesReader =>
  (hash, holder, typeId) => {
    named.set(hash, { holder, typeId });
    return undefined;
  };

/** The names themselves. What the node does not tell, or tells otherwise than the proof, is left out: they are for people. */
async function namesFrom(
  { rpc, registries, header: { hash } }: Omit<Learning, "ask">,
  named: Named,
): Promise<RawNames[]> {
  const { address } = registries.Accreditations;
  const told = [...named].slice(0, MAX_NAMES).map(async ([wanted, { holder, typeId }]): Promise<RawNames[]> => {
    const names = await rawNamesOf(rpc, { address, hash }, holder, typeId).catch((error: unknown) => {
      if (!isDidimError(error)) throw error;
      return undefined;
    });
    return names !== undefined && BigInt(namesHash(names)) === wanted ? [names] : [];
  });
  return (await Promise.all(told)).flat();
}

interface Learning {
  readonly rpc: RpcClient;
  readonly registries: ProverOptions["registries"];
  readonly header: EncodedHeader;
  readonly ask: (read: SlotReader) => void;
}

type Wanted = Map<ProvedRegistry, string[]>;

/** Which slots are read depends on what is in others. So it asks, has what is missing brought, and asks again, until nothing is. */
async function learn(learning: Learning): Promise<Uint8Array[]> {
  const known = new Map<string, Uint8Array>();
  for (;;) {
    const { wanted, used } = look(learning, known);
    if (wanted.size === 0) return used;
    await Promise.all([...wanted].map(([name, slots]) => fetch(learning, name, slots, known)));
  }
}

/** The slots that are asked about and not known, and the nodes that were needed to know the others. */
function look({ header, registries, ask }: Learning, known: ReadonlyMap<string, Uint8Array>) {
  const [wanted, used]: [Wanted, Set<Uint8Array>] = [new Map(), new Set()];
  const noting = (hash: string): Uint8Array | undefined => {
    const node = known.get(hash);
    if (node !== undefined) used.add(node);
    return node;
  };
  const read = slotReader(header.stateRoot, (name) => registries[name], { get: noting });
  ask((name, slot) => {
    try {
      return read(name, slot);
    } catch (error) {
      if (!isMissing(error)) throw error;
      wanted.set(name, [...new Set([...(wanted.get(name) ?? []), slot])]);
      return 0n;
    }
  });
  return { wanted, used: [...used] };
}

async function fetch(
  { rpc, registries, header }: Learning,
  name: ProvedRegistry,
  slots: readonly string[],
  known: Map<string, Uint8Array>,
): Promise<void> {
  const { address } = registries[name];
  for (const [hash, node] of bagOf(await proofFrom(rpc, { address, slots }, header.hash)).entries())
    known.set(hash, node);
  const read = slotReader(header.stateRoot, (each) => registries[each], known);
  for (const slot of slots) {
    try {
      read(name, slot);
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      const message =
        "The node's proof does not show what it was asked for, by the header that it gave itself. Ask another node.";
      throw new DidimError("facts.node-unproved", message, { registry: name, slot, block: header.number }, { cause });
    }
  }
}
