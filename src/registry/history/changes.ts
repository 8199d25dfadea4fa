import { fromHex, shownText } from "../../crypto/encodings/bytes.ts";
import { ZERO_ADDRESS } from "../../did/address.ts";
import { formatDid } from "../../did/did.ts";
import { isWithoutStatus } from "../../records/chain.ts";
import { EPOCH_REASONS, KEY_REASONS } from "../../records/reasons.ts";
import { rightsIn } from "../../storage/accreditations.ts";
import { REGISTRATION_REASONS } from "../listing/relying-parties.ts";
import { readable } from "../sending/receipt.ts";
import type { Change } from "./entries.ts";
import type { PlacedEvent } from "./events.ts";
import type { ReadContracts } from "./registries.ts";
import { type ChangedCounts, placeOf } from "./statuses.ts";

/** What is needed to turn events into changes. */
export interface Telling {
  readonly chainId: bigint;
  readonly contracts: ReadContracts;
  readonly counts: ReadonlyMap<PlacedEvent, ChangedCounts>;
}

/** ICredentialTypes.AuthorityReason: why the previous authority's term ended. */
const AUTHORITY_REASONS = ["none", "ended", "stolen"] as const;

/** What a transaction did, in the order of its events. @param time The block's time, in seconds since 1970. */
export function changesOf(events: readonly PlacedEvent[], time: number, telling: Telling): Change[] {
  const told = withoutEchoes(events).flatMap((event) =>
    event.name === "StatusesChanged" ? [] : [changeOf(event, plainFacts(event, telling.chainId), time, telling)],
  );
  return [...told, ...statusChanges(events, time, telling)];
}

function changeOf(event: PlacedEvent, facts: Change["facts"], time: number, { contracts }: Telling): Change {
  const { contract, address, name } = event;
  const isInForce = contracts.isInForce(contract, address, time);
  return { contract, event: name, facts, ...(!isInForce && { inForce: false }) };
}

/**
 * DIDRegistry tells some changes twice, for resolvers of did:ethr: a key is also an attribute, and the end of a recovery
 * also a change of the controller. The fuller event is kept.
 */
function withoutEchoes(events: readonly PlacedEvent[]): readonly PlacedEvent[] {
  const names = new Set(events.map(({ name }) => name));
  const hasKey = names.has("KeyRegistered") || names.has("KeyEnded");
  return events.filter(({ name, facts }) => {
    if (name === "DIDAttributeChanged") return !(hasKey && KEY_NAMES.has(String(facts.name)));
    return !(name === "DIDOwnerChanged" && names.has("RecoveryFinished"));
  });
}

const nameOf = (text: string): string =>
  `0x${[...text]
    .map((c) => c.charCodeAt(0).toString(16))
    .join("")
    .padEnd(64, "0")}`;
/** DocumentNames: the two attributes that are credential-signing keys. */
const KEY_NAMES: ReadonlySet<string> = new Set(
  ["did/pub/JsonWebKey2020/veriKey", "did/pub/Secp256k1/veriKey"].map(nameOf),
);

/** One change for each list. */
function statusChanges(events: readonly PlacedEvent[], time: number, telling: Telling): Change[] {
  const lists = new Map<string, { readonly event: PlacedEvent; readonly total: Record<keyof ChangedCounts, number> }>();
  for (const event of events) {
    const counts = telling.counts.get(event);
    if (counts === undefined) continue;
    const { issuer, list } = placeOf(event.facts);
    const key = `${event.address}/${issuer}/${list}`;
    const known = lists.get(key) ?? { event, total: { valid: 0, invalid: 0, suspended: 0, applicationSpecific: 0 } };
    for (const value of ["valid", "invalid", "suspended", "applicationSpecific"] as const) {
      known.total[value] += counts[value];
    }
    lists.set(key, known);
  }
  return [...lists.values()].map(({ event, total }) => {
    const { issuer, list } = placeOf(event.facts);
    return changeOf(event, { issuer: formatDid(telling.chainId, issuer), list, ...total }, time, telling);
  });
}

/** Parameters that name an identity; other addresses are accounts. */
const IDENTITIES: ReadonlySet<string> = new Set([
  ...["identity", "issuer", "accreditor", "authority", "successor", "relyingParty", "supervisor"],
  ...["member", "earlier", "guardian"],
]);
/** Numbers by which the registries find their own records, and what {@link decoded} says in plain words. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "previousChange",
  "parentGeneration",
  "xOrHash",
  "rights",
  "exceptions",
  "entry",
]);

function plainFacts({ name, facts }: PlacedEvent, chainId: bigint): Change["facts"] {
  const plain = Object.entries(facts)
    .filter(([fact, value]) => !LEFT_OUT.has(fact) && value !== ZERO_ADDRESS)
    .map(([fact, value]): [string, unknown] => [fact, plainValue(value, fact, chainId)]);
  return { ...Object.fromEntries(plain), ...decoded(name, facts) };
}

function plainValue(value: unknown, fact: string, chainId: bigint): unknown {
  if (typeof value === "bigint") return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value)) return value;
  return IDENTITIES.has(fact) ? formatDid(chainId, value.toLowerCase()) : value.toLowerCase();
}

/** The facts of an event that stand for something: a byte of rights, the number of a reason, an entry. */
function decoded(name: string, facts: PlacedEvent["facts"]): Change["facts"] {
  switch (name) {
    case "DIDAttributeChanged":
      return { name: textOf(String(facts.name)) };
    case "DIDDelegateChanged":
      return { delegateType: textOf(String(facts.delegateType)) };
    case "Accredited": {
      const { mayIssue, levels, root } = rightsIn(BigInt(String(facts.rights)));
      return { mayIssue, levels, root, noStatus: isWithoutStatus(Number(facts.exceptions)) };
    }
    case "AccreditationEnded":
      return { reason: EPOCH_REASONS[Number(facts.reason)] ?? "annulled" };
    case "KeyEnded":
      return { reason: KEY_REASONS[Number(facts.reason)] ?? "compromised" };
    case "AuthorityChanged":
      return { reason: AUTHORITY_REASONS[Number(facts.reason)] ?? "stolen" };
    case "RegistrationEnded":
    case "SupervisorDismissed":
      return { reason: REGISTRATION_REASONS[Number(facts.reason)] ?? "stolen" };
    case "RelyingPartyRegistered":
      return entryIn(facts.entry as Entry);
    default:
      return {};
  }
}

/** A bytes32 that holds a text. */
const textOf = (word: string): string => shownText(fromHex(word)).replace(/\0+$/, "");

interface Entry {
  readonly until: bigint;
  readonly claims: Iterable<string>;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly contact: string;
  readonly purpose: string;
}

const entryIn = (entry: Entry): Change["facts"] => ({
  until: Number(entry.until),
  claims: [...entry.claims],
  names: { ko: readable(() => entry.nameKo), en: readable(() => entry.nameEn) },
  contact: readable(() => entry.contact),
  purpose: readable(() => entry.purpose),
});
