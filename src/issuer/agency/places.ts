import { formatDid } from "../../did/did.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import type { Facts } from "../../facts/facts.ts";
import type { StatusPlace } from "../../status/batch.ts";
import { readIssued } from "../issued-credential.ts";
import { didOf, type Owner } from "./key-records.ts";

/**
 * Which of an agency's statuses are meant: by the credentials, or by their places in its lists. Whether an index was ever
 * given out is not checked, because only the record of indices or the register knows it: an index that is revoked by
 * mistake is lost for the credential that will get it.
 */
export type NamedStatuses =
  /** Credentials as they were issued, or as somebody presents them. Each must be genuine, and of this agency. */
  | { readonly credentials: readonly string[] }
  /** Places, such as `Issued.status` of each credential, in any of the agency's lists. An `issuer` must be the agency. */
  | { readonly places: readonly { readonly list: number; readonly index: number }[] }
  | { readonly list: number; readonly index: number }
  | { readonly list: number; readonly indices: readonly number[] }
  /** All indices from `from` to `to`, both included. */
  | { readonly list: number; readonly from: number; readonly to: number };

/** A place, and what its credential says, if the credential named it. */
export interface FoundPlace extends StatusPlace {
  readonly credential?: { readonly type: string; readonly issuedAt: number };
}

/** How many statuses one call takes: each is read from the chain before it is changed. */
export const MOST_PLACES = 100_000;

/** Indices are 32 bits, and a list has at most 2^31. */
const MOST_INDEX = 2 ** 31 - 1;
const MOST_LIST = 2 ** 32 - 1;

/**
 * The places, each once. Throws `issuer.status-places` for none, too many, two ways at once, another issuer's, one that is named twice, or a number that no
 * list or index can have; for a credential what {@link readIssued} throws, `issuer.other-issuer` and `issuer.no-status`,
 * all with its number (`item`).
 */
export async function placesOf(owner: Owner, named: NamedStatuses, facts: Facts): Promise<FoundPlace[]> {
  checkWay(named);
  const places = "credentials" in named ? await placesIn(owner, named.credentials, facts) : numbered(owner, named);
  if (places.length === 0) throw wrong("none is named");
  checkApart(places);
  return places;
}

type Numbered = Exclude<NamedStatuses, { readonly credentials: readonly string[] }>;

/** The members of each way to name indices of a list. */
const WAYS = [["index"], ["indices"], ["from", "to"]];

/** A call that names statuses in two ways, or in one that this release does not know, must not change some of them. */
function checkWay(named: object): void {
  const members = Object.keys(named);
  const among = (way: readonly string[]): boolean => way.length === members.length && way.every((one) => one in named);
  const isOne = [["credentials"], ["places"], ...WAYS.map((way) => ["list", ...way])].some(among);
  if (!isOne) throw wrong(`${members.join(", ").slice(0, 100) || "nothing"} is no way to name them`);
}

/** A place that says whose it is, as in a verdict, must be of this agency: its own credential has the same numbers. */
function checkOwn(owner: Owner, place: object): void {
  if (!("issuer" in place)) return;
  const { issuer } = place;
  if (issuer === owner.identity || issuer === didOf(owner)) return;
  throw wrong("a place is of another issuer");
}

function numbered(owner: Owner, named: Numbered): FoundPlace[] {
  const { identity: issuer } = owner;
  const places = "places" in named ? named.places : indicesOf(named).map((index) => ({ list: named.list, index }));
  checkCount(places.length);
  for (const place of places) {
    const { list, index } = place;
    checkOwn(owner, place);
    if (!isWhole(list, MOST_LIST)) throw wrong(`${list} is no number of a list`);
    if (!isWhole(index, MOST_INDEX)) throw wrong(`${index} is no index`);
  }
  return places.map(({ list, index }) => ({ issuer, list, index }));
}

function indicesOf(named: Exclude<Numbered, { readonly places: unknown }>): readonly number[] {
  if ("indices" in named) return named.indices;
  if ("index" in named) return [named.index];
  const { from, to } = named;
  if (!isWhole(from, MOST_INDEX) || !isWhole(to, MOST_INDEX) || to < from) throw wrong(`${from} to ${to} is no range`);
  // Counted before anything is made of it.
  checkCount(to - from + 1);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const isWhole = (value: unknown, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

function checkCount(count: number): void {
  if (count > MOST_PLACES) throw wrong(`${count} are named, and one call takes ${MOST_PLACES}`);
}

/** Two credentials with one place are copies of the same one: one of them is probably a mistake. */
function checkApart(places: readonly FoundPlace[]): void {
  const seen = new Set<string>();
  for (const { list, index } of places) {
    const place = `${list}/${index}`;
    if (seen.has(place)) throw wrong(`list ${list}, index ${index} is named twice`);
    seen.add(place);
  }
}

/** Credentials that are verified in parallel. */
const AT_ONCE = 16;

async function placesIn(owner: Owner, credentials: readonly string[], facts: Facts): Promise<FoundPlace[]> {
  checkCount(credentials.length);
  const places: FoundPlace[] = [];
  for (let first = 0; first < credentials.length; first += AT_ONCE) {
    const some = credentials.slice(first, first + AT_ONCE);
    places.push(...(await Promise.all(some.map((one, i) => placeIn(owner, one, facts, first + i + 1)))));
  }
  return places;
}

/** A credential counts only if its issuer signed it: anybody can write a token that names another's place. */
async function placeIn(owner: Owner, credential: string, facts: Facts, item: number): Promise<FoundPlace> {
  const { issuer, status, type, issuedAt } = await numberedError(item, () => readIssued(credential, { facts }));
  if (issuer !== owner.identity) throw otherIssuer(formatDid(owner.registry.chainId, issuer), didOf(owner), item);
  if (status !== undefined) return { issuer, ...status, credential: { type, issuedAt } };
  const message = `Credential ${item} has no status. A one-time copy expires by itself.`;
  throw new DidimError("issuer.no-status", message, { item, type });
}

async function numberedError<T>(item: number, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isDidimError(error)) throw error;
    const { code, message, details, cause } = error;
    throw new DidimError(code, `Credential ${item}: ${message}`, { ...details, item }, { cause });
  }
}

function otherIssuer(issuer: string, actor: string, item: number): DidimError {
  const message = `Credential ${item} is of ${issuer}, and this is ${actor}.`;
  return new DidimError("issuer.other-issuer", message, { issuer, actor, item });
}

function wrong(why: string): DidimError {
  return new DidimError("issuer.status-places", `The statuses to change are not named as they must be: ${why}.`, {
    why,
  });
}
