import { type BlockTag, isError, type Provider } from "ethers";
import { TrustLens__factory } from "../../typechain/factories/TrustLens__factory.ts";
import type { TrustLens } from "../../typechain/TrustLens.ts";
import { DidimError } from "../errors.ts";
import type {
  EpochReason,
  EpochRecord,
  FactsAnswer,
  FactsQuery,
  KeyReason,
  KeyRecord,
  LinkRecord,
  StatusRecord,
  TrustRecords,
  TypeRecord,
} from "../facts/facts.ts";
import type { Registry } from "./connect.ts";

/** Asks TrustLens about several credentials in one `eth_call`, as of one block ("latest", a number or a block hash). */
export type LensReader = (queries: readonly FactsQuery[], block: BlockTag) => Promise<FactsAnswer>;

const CURVES = [undefined, "P-256", "secp256k1"] as const;
const KEY_REASONS: readonly KeyReason[] = ["none", "retired", "compromised"];
const EPOCH_REASONS: readonly EpochReason[] = ["none", "ended", "suspended", "withdrawn", "annulled"];

/**
 * @param provider An ethers provider.
 * @param address Where TrustLens is deployed.
 * @returns A reader that throws DidimError `facts.no-contract` where no TrustLens answers, and `facts.node-unreachable`.
 */
export function lensReader(provider: Provider, address: string): LensReader {
  const lens = TrustLens__factory.connect(address, provider);
  return async (queries, block) => {
    const answer = await lens.look(queries.map(toQuery), { blockTag: block }).catch((error: unknown) => {
      throw asFactsError(error, address);
    });
    return toAnswer(answer, queries);
  };
}

/** The same over registries that one is connected to. */
export function lensOf(registry: Pick<Registry, "at">): LensReader {
  return async (queries, block) => {
    const at = typeof block === "string" && block !== "latest" ? { hash: block } : block;
    const { lens } = registry.at(typeof at === "number" ? BigInt(at) : at);
    return toAnswer(await lens.look(queries.map(toQuery)), queries);
  };
}

type Looked = Awaited<ReturnType<TrustLens["look"]>>;

function toAnswer({ asOf, records }: Looked, queries: readonly FactsQuery[]): FactsAnswer {
  return {
    asOf: { chainId: asOf.chainId, block: asOf.number, time: Number(asOf.time) },
    records: records.map((one, i) => toRecords(one, queries[i]?.status !== undefined)),
  };
}

function asFactsError(cause: unknown, address: string): DidimError {
  // Empty data, or data that is not the lens's: some other contract, or none, lives there.
  if (isError(cause, "BAD_DATA") || isError(cause, "CALL_EXCEPTION")) {
    return new DidimError("facts.no-contract", "No TrustLens answers at that address; check the addresses file.", {
      address,
    });
  }
  // The cause is left out: ethers writes the node's URL, with any credentials in it, into its messages.
  return new DidimError("facts.node-unreachable", "The node did not answer; check its URL and whether it runs.", {
    address,
  });
}

function toQuery(query: FactsQuery): TrustLens.QueryStruct {
  return {
    issuer: query.issuer,
    thumbprint: query.keyThumbprint,
    typeId: query.typeId,
    issuedAt: query.issuedAt,
    hasStatus: query.status !== undefined,
    list: query.status?.list ?? 0,
    index: query.status?.index ?? 0,
  };
}

function toRecords(records: TrustLens.RecordsStructOutput, hasStatus: boolean): TrustRecords {
  const key = toKey(records.key);
  const type = toType(records);
  return {
    issuerDeactivated: records.issuerDeactivated,
    ...(key && { key }),
    ...(type && { type }),
    links: records.chain.map(toLink),
    ...(hasStatus && { status: toStatus(records) }),
  };
}

function toKey(key: TrustLens.RecordsStructOutput["key"]): KeyRecord | undefined {
  const curve = CURVES[Number(key.curve)];
  if (key.from === 0n || curve === undefined) return undefined;
  return {
    curve,
    publicKey: `0x${key.yIsOdd ? "03" : "02"}${key.x.slice(2)}`,
    from: Number(key.from),
    until: Number(key.until),
    reason: KEY_REASONS[Number(key.reason)] ?? "compromised",
    compromisedSince: Number(key.compromisedSince),
  };
}

function toType({ kind, authorityDeactivated }: TrustLens.RecordsStructOutput): TypeRecord | undefined {
  if (kind.registered === 0n) return undefined;
  return {
    registered: Number(kind.registered),
    retired: Number(kind.retired),
    applicationStatusIsValid: kind.applicationStatusIsValid,
    authority: kind.authority.toLowerCase(),
    authorityDeactivated,
  };
}

function toLink({ link, deactivated }: TrustLens.LinkStructOutput): LinkRecord {
  const { accreditation, newest, epoch } = link;
  return {
    holder: link.holder.toLowerCase(),
    holderDeactivated: deactivated,
    generation: Number(accreditation.generation),
    generationStart: Number(accreditation.generationStart),
    ...(link.begun && { atIssue: toEpoch(epoch, Number(link.index)) }),
    newest: toEpoch(newest, Number(accreditation.epochs) - 1),
  };
}

/** One slot: accreditor | from | until | parentGeneration | terms (reason 3 bits | mayIssue 1 | root 1 | levels 3). */
function toEpoch(epoch: TrustLens.LinkStructOutput["link"]["epoch"], index: number): EpochRecord {
  const terms = Number(epoch.terms);
  return {
    index,
    accreditor: epoch.accreditor.toLowerCase(),
    root: (terms & 8) !== 0,
    from: Number(epoch.from),
    until: Number(epoch.until),
    reason: EPOCH_REASONS[terms >> 5] ?? "annulled",
    mayIssue: (terms & 16) !== 0,
    levels: terms & 7,
    parentGeneration: Number(epoch.parentGeneration),
  };
}

function toStatus({ list, status }: TrustLens.RecordsStructOutput): StatusRecord {
  return { opened: Number(list.opened), capacity: Number(list.capacity), value: Number(status) as 0 | 1 | 2 | 3 };
}
