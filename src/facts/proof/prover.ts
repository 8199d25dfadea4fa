import type { RpcClient } from "../../chain/rpc/rpc.ts";
import type { PinnedContract } from "../../chain/state/account.ts";
import type { EncodedHeader } from "../../chain/state/header-json.ts";
import { isMissing } from "../../chain/state/missing.ts";
import { bagOf } from "../../chain/state/node-bag.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import { namesHash, type RawNames } from "../../records/names.ts";
import type { BlockReference } from "../../registry/client.ts";
import { rawNamesOf } from "../../registry/questions/names-of.ts";
import {
  issuerOf,
  issuerRecordsOf,
  type NamesReader,
  type SlotReader,
  statusOf,
} from "../../storage/proved-records.ts";
import type { ProvedRegistry } from "../../storage/registries.ts";
import { canonicalSignatures } from "../../trust-anchor/checkpoint/checkpoint.ts";
import { headerFrom, proofFrom } from "../../trust-anchor/node-state.ts";
import type { SealedBlock } from "../../trust-anchor/seals/sealed.ts";
import { canonicalSeals } from "../../trust-anchor/seals/seals.ts";
import { MAX_NAMES } from "../../trust-anchor/staple/names.ts";
import type { Staple } from "../../trust-anchor/staple/staple.ts";
import type { FactsQuery } from "../facts.ts";
import { withTimeout } from "../timeout.ts";
import { slotReader } from "./reader.ts";
import { sharedBlock } from "./shared-block.ts";

/** Everything that verification reads; or only the issuer's records; or only the status. */
export type ProofPart = "all" | "issuer" | "status";

export interface ProverOptions {
  /** The nodes that are asked for `eth_getProof`. */
  readonly rpc: RpcClient;
  /** The registries' addresses and code hashes: `contracts` of an addresses file, or `registries` of a trust anchor. */
  readonly registries: Readonly<Record<ProvedRegistry, PinnedContract>> & { readonly ValidatorSet?: PinnedContract };
  /**
   * For a chain without seals: gets members of the council to sign the block's checkpoint, or returns what they signed.
   */
  readonly sign?: (block: SealedBlock) => Promise<readonly Uint8Array[]>;
  /** How long all nodes together may take for the block, and again for the proofs, milliseconds; default 60,000. */
  readonly timeoutMs?: number;
  /** The default block of the staples. Without it: the newest, or one shared with others (`sharedEvery`). */
  readonly block?: BlockReference;
}

export interface Prover {
  /**
   * Makes a staple for each group of queries, all as of one block; by default the newest. For the same block and
   * queries, staples are the same byte for byte for every caller, except for which of the block's seals, and of which
   * round, the node has. The node's proofs are verified against the header it gave; whether the header is sealed is for
   * the verifier to check.
   * Throws `facts.node-unproved` if the node's proofs are wrong, `facts.proof-foreign-code`, `facts.proof-no-account`,
   * `facts.no-checkpoint`, and what an unreachable node throws.
   */
  prove(groups: readonly (readonly FactsQuery[])[], options?: ProveOptions): Promise<Staple[]>;
}

export interface ProveOptions {
  readonly part?: ProofPart;
  readonly block?: BlockReference;
  /**
   * Uses, instead of the newest block, one shared with other callers: the last block before the chain's time last was a
   * multiple of this many seconds. Ignored if the prover was made with a `block`.
   */
  readonly sharedEvery?: number;
}

/**
 * Makes staples from a node's proofs. The node learns which credentials are about to be presented: use your own, or ask
 * through a relay.
 */
export function createProver(options: ProverOptions): Prover {
  const { rpc, registries, sign, block: usual, timeoutMs = 60_000 } = options;
  const headerAt = async (block: BlockReference | undefined, sharedEvery: number | undefined) => {
    const shared = block === undefined && sharedEvery !== undefined;
    const wanted = shared ? await sharedBlock(rpc, sharedEvery) : (block ?? "latest");
    return headerFrom(rpc, wanted, registries.ValidatorSet?.address);
  };
  return {
    async prove(groups, { part = "all", block = usual, sharedEvery } = {}) {
      const header = await withTimeout(timeoutMs, headerAt(block, sharedEvery));
      const signatures = header.qbft ? undefined : await vouchedFor(header, sign);
      const raw = header.qbft ? canonicalSeals(header.raw) : header.raw;
      const staples = groups.map(async (queries): Promise<Staple> => {
        const named: Named = new Map();
        const ask = (read: SlotReader) => {
          for (const query of queries) ASK[part](query, read, noting(named));
        };
        const nodes = bagOf(await learn({ rpc, registries, header, ask }));
        const names = await namesFrom({ rpc, registries, header }, named);
        return { header: raw, ...(signatures && { signatures }), nodes, ...(names.length > 0 && { names }) };
      });
      return withTimeout(timeoutMs, Promise.all(staples));
    },
  };
}

async function vouchedFor(header: EncodedHeader, sign: ProverOptions["sign"]): Promise<readonly Uint8Array[]> {
  if (sign !== undefined) return canonicalSignatures(await sign(header));
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

/** Reads the word whatever the list's header says: the header may come in another proof. */
function askStatus(query: FactsQuery, read: SlotReader): void {
  statusOf(query, issuerOf(query, read), { opened: 1, capacity: 2 ** 32 }, read);
}

/** The agencies whose names the proof shows to exist, by the names' hash. */
type Named = Map<bigint, { readonly holder: string; readonly typeId: string }>;

const noting =
  (named: Named): NamesReader =>
  (hash, holder, typeId) => {
    named.set(hash, { holder, typeId });
    return undefined;
  };

/**
 * Gets the names from the node. Names that the node lacks, or that do not match the proof, are left out: they are for
 * display.
 */
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

/**
 * Which slots are read depends on the values of others. So it reads, requests the missing nodes, and reads again, until
 * nothing is missing.
 */
async function learn(learning: Learning): Promise<Uint8Array[]> {
  const known = new Map<string, Uint8Array>();
  for (;;) {
    const { wanted, used } = look(learning, known);
    if (wanted.size === 0) return used;
    await Promise.all([...wanted].map(([name, slots]) => fetch(learning, name, slots, known)));
  }
}

/** The slots that were read but are not known yet, and the nodes that were used to read the others. */
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
