import { type BlockTag, isError, type Provider } from "ethers";
import { TrustLens__factory } from "../../../typechain/factories/TrustLens__factory.ts";
import type { IAccreditations, TrustLens } from "../../../typechain/TrustLens.ts";
import { fromHex } from "../../crypto/encodings/bytes.ts";
import { ZERO_ADDRESS } from "../../did/address.ts";
import { DidimError } from "../../errors/error.ts";
import type { FactsAnswer, FactsQuery, TrustRecords } from "../../facts/facts.ts";
import { isWithoutStatus } from "../../records/chain.ts";
import { checkInForce } from "../../records/directory-rule.ts";
import { type Names, namesIn } from "../../records/names.ts";
import type { LinkRecord } from "../../records/records.ts";
import { accreditationIn, epochIn } from "../../storage/accreditations.ts";
import { termIn, typeIn } from "../../storage/credential-types.ts";
import { keyIn } from "../../storage/did-registry.ts";
import { listIn, statusUnder } from "../../storage/status-lists.ts";
import type { Registry } from "../open.ts";

/** Asks TrustLens about several credentials in one `eth_call`, as of one block ("latest", a number or a block hash). */
export type LensReader = (queries: readonly FactsQuery[], block: BlockTag) => Promise<FactsAnswer>;

/**
 * @param provider An ethers provider.
 * @param address The address of TrustLens.
 * @returns A reader. It throws `facts.no-contract` if no TrustLens answers, and `facts.node-unreachable`.
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

const READ = ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists", "TrustLens"] as const;

/**
 * {@link lensReader} over connected registries, as long as the Directory names them. Throws `facts.registry-*`
 * (directory-reader.ts).
 */
export function lensOf({ at, inForce, addresses }: Pick<Registry, "at" | "inForce" | "addresses">): LensReader {
  return async (queries, block) => {
    const reference = typeof block === "string" && block !== "latest" ? { hash: block } : block;
    const { lens } = at(typeof reference === "number" ? BigInt(reference) : reference);
    // The Directory is read at the same time, so that it does not delay the lens.
    const [looked, entries] = await Promise.all([lens.look(queries.map(toQuery)), inForce.entries()]);
    const answer = toAnswer(looked, queries);
    checkInForce(READ, addresses.contracts, entries, answer.asOf.time);
    return answer;
  };
}

type Looked = Awaited<ReturnType<TrustLens["look"]>>;

function toAnswer({ asOf, records }: Looked, queries: readonly FactsQuery[]): FactsAnswer {
  return {
    asOf: { chainId: asOf.chainId, block: asOf.number, time: Number(asOf.time) },
    records: records.map((words, i) => toRecords(words, queries[i])),
  };
}

function asFactsError(cause: unknown, address: string): DidimError {
  // The data is empty or not the lens's: the address has another contract, or none.
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

const NOTHING = `0x${"00".repeat(32)}`;

function toQuery(query: FactsQuery): TrustLens.QueryStruct {
  return {
    issuer: query.issuer ?? ZERO_ADDRESS,
    anchor: query.anchor ?? NOTHING,
    thumbprint: query.keyThumbprint,
    typeId: query.typeId ?? NOTHING,
    doctypeId: query.doctypeId ?? NOTHING,
    issuedAt: query.issuedAt,
    hasStatus: query.status !== undefined,
    list: query.status?.list ?? 0,
    index: query.status?.index ?? 0,
    withTerm: query.withTerm === true,
  };
}

function toRecords(words: TrustLens.RecordsStructOutput, query: FactsQuery | undefined): TrustRecords {
  const { issuerDeactivated, authorityDeactivated, chain, deactivated, names } = words;
  const issuer = words.issuer.toLowerCase();
  const index = query?.status?.index;
  const key = keyIn(words.key, BigInt(words.xOrHash));
  const type = typeIn(words.kind);
  return {
    // The zero address means "not assigned", unless the query named an issuer.
    ...((query?.issuer !== undefined || issuer !== ZERO_ADDRESS) && { issuer }),
    ...((query?.typeId !== undefined || words.typeId !== NOTHING) && { typeId: words.typeId }),
    issuerDeactivated,
    ...(key && { key }),
    ...(type && { type: { ...type, authorityDeactivated } }),
    links: chain.map((link, i) => toLink(link, deactivated[i] ?? true, toNames(names[i]))),
    ...(index !== undefined && { status: statusUnder(listIn(words.list), index, () => words.statuses) }),
    ...(words.term !== 0n && { term: { ...termIn(words.term), deactivated: words.termDeactivated } }),
  };
}

function toNames(raw: TrustLens.NameStructOutput | undefined): Names | undefined {
  return raw && namesIn({ ko: fromHex(raw.ko), en: fromHex(raw.en) });
}

function toLink(
  link: IAccreditations.LinkStructOutput,
  holderDeactivated: boolean,
  names: Names | undefined,
): LinkRecord {
  const { epochs, exceptions, ...generations } = accreditationIn(link.accreditation);
  return {
    holder: link.holder.toLowerCase(),
    holderDeactivated,
    ...generations,
    noStatus: isWithoutStatus(exceptions),
    ...(names && { names }),
    ...(link.epoch !== 0n && { atIssue: epochIn(link.epoch, Number(link.index)) }),
    newest: epochIn(link.newest, epochs - 1),
  };
}
