import { fromHex } from "../../crypto/encodings/bytes.ts";
import { formatDid } from "../../did/did.ts";
import { type Names, namesIn } from "../../records/names.ts";
import { identityIn } from "../identities.ts";
import { historyBack } from "../logs/history.ts";
import type { Registry } from "../open.ts";
import { eachOf, groupsOf, pinned } from "./listed.ts";

/** An agency's name and the type for which its accreditor gave it. Untrusted text: escape before display. */
export interface AgencyName extends Names {
  /** keccak256 of the type's `vct`. */
  readonly typeId: string;
}

/** The most values that nodes take at one position of a filter. */
const IN_ONE_FILTER = 500;

/**
 * Names of agencies for display, by their DIDs. An agency has a name for each type that it is accredited for: the one
 * for `typeId` is taken if there is one, otherwise the newest. A DID without a name is not in the answer. Each name is
 * read from the state of the registries' block. Throws `facts.*`.
 *
 * @param parties The agencies' DIDs, or their addresses.
 */
export async function agencyNames(
  registry: Registry,
  parties: Iterable<string>,
  typeId?: string,
): Promise<ReadonlyMap<string, AgencyName>> {
  const { registry: then, asOf } = await pinned(registry);
  const found = new Map<string, AgencyName>();
  const wanted = [...new Set([...parties].map((party) => identityIn(registry, party)))];
  const add = async (group: readonly string[], type: string | undefined): Promise<void> => {
    for (const [identity, name] of await newestNames(then, group, type, asOf.block)) {
      found.set(formatDid(then.chainId, identity), name);
    }
  };
  for (const group of groupsOf(wanted, IN_ONE_FILTER)) {
    if (typeId !== undefined) await add(group, typeId);
    const others = group.filter((identity) => !found.has(formatDid(then.chainId, identity)));
    await add(others, undefined);
  }
  return found;
}

/** For each identity, the newest name that it still has. Reads back until all are found. */
async function newestNames(
  registry: Registry,
  identities: readonly string[],
  typeId: string | undefined,
  last: bigint,
): Promise<ReadonlyMap<string, AgencyName>> {
  const found = new Map<string, AgencyName>();
  if (identities.length === 0) return found;
  const asked = new Set<string>();
  for await (const { events } of historyBack(registry, "Accreditations", ["AgencyNamed"], {
    filter: [identities, typeId],
    last,
  })) {
    const pairs = events
      .map(({ facts }) => ({ issuer: String(facts.issuer).toLowerCase(), typeId: String(facts.typeId) }))
      .filter(({ issuer, typeId: id }) => !asked.has(`${issuer}/${id}`) && asked.add(`${issuer}/${id}`));
    const names = await eachOf(pairs, async (pair) => {
      if (found.has(pair.issuer)) return undefined;
      const { ko, en } = await registry.accreditations.namesOf(pair.issuer, pair.typeId);
      return namesIn({ ko: fromHex(ko), en: fromHex(en) });
    });
    for (const [i, { issuer, typeId: id }] of pairs.entries()) {
      const name = names[i];
      // A withdrawal ends a name with its generation.
      if (name !== undefined && !found.has(issuer)) found.set(issuer, { ...name, typeId: id });
    }
    if (found.size === identities.length) break;
  }
  return found;
}
