import { type AgencyName, agencyNames, type Registry } from "../../../../src/public/registry.ts";
import { oneLine } from "../../terminal/output/output.ts";

/** A text from the chain in quotes, so that its end is visible and it cannot pass for words of ours. */
export const inQuotes = (text: string): string => `"${oneLine(text).replaceAll(/["\\]/g, "\\$&")}"`;

/** The two names of an agency, those that it has. */
export const namesText = ({ ko, en }: { readonly ko: string; readonly en: string }): string =>
  [ko, en]
    .filter((name) => name !== "")
    .map(inQuotes)
    .join(" / ");

/** DIDs for people: with the agency's name beside each, never instead of it. */
export interface Agencies {
  /** The DID, and the name if there is one. */
  readonly text: (did: string) => string;
  /** For `--json`: the names by DID, each with the id of the type for which it was given. */
  readonly json: Readonly<Record<string, AgencyName>>;
}

/**
 * Finds the names of these DIDs: those for the type, if there is one in question, otherwise the newest. Throws
 * `facts.*`.
 */
export async function agenciesOf(
  registry: Registry,
  dids: Iterable<string | undefined>,
  typeId?: string,
): Promise<Agencies> {
  const named = [...dids].filter((did) => did !== undefined);
  const names = await agencyNames(registry, named, typeId);
  const text = (did: string): string => {
    const name = names.get(did);
    return name === undefined ? did : `${did} ${namesText(name)}`;
  };
  return { text, json: Object.fromEntries(names) };
}
