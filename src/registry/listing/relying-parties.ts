import { formatDid } from "../../did/did.ts";
import { identityIn } from "../identities.ts";
import { historyBack } from "../logs/history.ts";
import type { Registry } from "../open.ts";
import { typeNames } from "../questions/type-names.ts";
import { readable } from "../sending/receipt.ts";
import { contradicted, eachOf, type Page, type PageOptions, type Pinned, pinned } from "./listed.ts";
import { collect, type Placed } from "./paged.ts";

/** IRelyingParties.Reason: why a registration ended. */
export const REGISTRATION_REASONS = ["ended", "withdrawn", "stolen"] as const;

/** A relying party's newest registration for a type. Texts are untrusted: escape before display. Times in seconds. */
export interface ListedRelyingParty {
  /** The relying party's DID. */
  readonly relyingParty: string;
  readonly typeId: string;
  readonly vct?: string;
  /** Its name, given by the supervisor; one of the two may be empty. */
  readonly names: { readonly ko: string; readonly en: string };
  readonly purpose: string;
  readonly contact: string;
  /** The ids of the claims it may ask for: `claimId()` of `didim/holder` makes them from paths. */
  readonly claims: readonly string[];
  /** The DID of the authority that registered it. */
  readonly supervisor: string;
  readonly from: number;
  readonly until: number;
  /** Whether it is in force at the block. */
  readonly inForce: boolean;
  /** Why it ended, if it did. `ended` before its time means that its DID is deactivated, or that it was a thief's. */
  readonly reason: (typeof REGISTRATION_REASONS)[number];
}

export interface RelyingPartiesOptions extends PageOptions {
  /** A relying party, by its DID or its address: only its registrations. */
  readonly relyingParty?: string;
  /** keccak256 of the `vct`: only registrations for this type. */
  readonly typeId?: string;
}

export interface RelyingParties extends Page {
  /** Newest first. */
  readonly relyingParties: readonly ListedRelyingParty[];
}

/**
 * Who may ask for what: each relying party and type once, by its newest registration, in force or not, as of the
 * registries' block. Throws `facts.*`, also if the node's events contradict its state.
 */
export async function registrationsOf(registry: Registry, options: RelyingPartiesOptions): Promise<RelyingParties> {
  const { limit, before, typeId } = options;
  const relyingParty = options.relyingParty && identityIn(registry, options.relyingParty);
  const now = await pinned(registry);
  const last = (before ?? now.asOf.block + 1n) - 1n;
  const filter = [relyingParty, typeId];
  const pages = historyBack(now.registry, "RelyingParties", ["RelyingPartyRegistered"], { filter, last });
  const first = BigInt(registry.addresses.block);
  let vcts: Promise<ReadonlyMap<string, string>> | undefined;
  const { entries, ...more } = await collect(
    pages,
    async function* ({ events }) {
      vcts ??= typeNames(now.registry);
      const names = await vcts;
      yield (
        await eachOf(events, async ({ block, facts }) =>
          (await entriesOf(now, facts, names)).map((entry): Placed<ListedRelyingParty> => ({ block, entry })),
        )
      ).flat();
    },
    { limit, first },
  );
  return { relyingParties: entries, ...more, asOf: now.asOf, source: "events" };
}

/** The entry, unless there is a newer registration of the same party for the same type. */
async function entriesOf(
  { registry, asOf }: Pinned,
  facts: Readonly<Record<string, unknown>>,
  vcts: ReadonlyMap<string, string>,
): Promise<ListedRelyingParty[]> {
  const [party, typeId, index] = [String(facts.relyingParty).toLowerCase(), String(facts.typeId), Number(facts.index)];
  const count = Number(await registry.relyingParties.registrationCount(party, typeId));
  if (index >= count) throw contradicted("a registration", { relyingParty: party, typeId, index });
  if (index < count - 1) return [];
  const [found, current] = await Promise.all([
    registry.relyingParties.registration(party, typeId, index),
    registry.relyingParties.registrationOf(party, typeId),
  ]);
  const did = (identity: string): string => formatDid(registry.chainId, identity.toLowerCase());
  const vct = vcts.get(typeId);
  return [
    {
      relyingParty: did(party),
      typeId,
      ...(vct !== undefined && { vct }),
      names: { ko: readable(() => found.nameKo), en: readable(() => found.nameEn) },
      purpose: readable(() => found.purpose),
      contact: readable(() => found.contact),
      claims: [...found.claims],
      supervisor: did(found.supervisor),
      from: Number(found.from),
      until: Number(found.until),
      inForce: current.from !== 0n && asOf.time < Number(found.until),
      reason: REGISTRATION_REASONS[Number(found.reason)] ?? "stolen",
    },
  ];
}
