import type { Command } from "commander";
import { DidimError, formatDid, formatOf, parseDid, type Receipt, type Registry } from "../../src/index.ts";
import type { Outcome, Words } from "./output.ts";
import { inputText, wholeNumber } from "./values.ts";
import type { Context } from "./verb.ts";

/** Where a credential's status is kept: in a list of its issuer. */
export interface Place {
  readonly issuer: string;
  readonly list: number;
  readonly index: number;
}

export interface PlaceOptions {
  readonly list?: string;
  readonly index?: string;
}

/** What a command takes that changes statuses; {@link placesOf} reads it. */
export function namesPlaces(command: Command): Command {
  return command
    .argument("[files...]", "credentials")
    .option("--list <number>", "instead of files: the number of the issuer's list")
    .option("--index <numbers>", "and the places in it, with commas between them");
}

/** IETF Token Status List §7.1. */
export const STATUS_NAMES: readonly Words[] = [
  { en: "valid", ko: "유효" },
  { en: "invalid", ko: "무효 (취소)" },
  { en: "suspended", ko: "정지" },
  { en: "application specific", ko: "용도별 상태" },
];

/** The places that a command names: by credentials' files, or by --list and --index of the issuer it acts for. */
export async function placesOf(
  files: readonly string[],
  { list, index }: PlaceOptions,
  issuer: () => Promise<string>,
): Promise<Place[]> {
  const named = list !== undefined && index !== undefined;
  if (named === files.length > 0) throw new DidimError("cli.option", "Give credentials, or --list and --index.", {});
  if (!named) return files.map(placeOf);
  const number = wholeNumber("a list's number", list, 0, 2 ** 32 - 1);
  const indices = index.split(",").map((one) => wholeNumber("an index", one.trim(), 0, 2 ** 31 - 1));
  const owner = await issuer();
  return indices.map((one) => ({ issuer: owner, list: number, index: one }));
}

function placeOf(file: string): Place {
  const text = inputText(file).trim();
  const [credential] = formatOf(text).parse(text);
  if (credential?.status === undefined) {
    throw new DidimError("cli.no-status", `${file} has no status: a one-time copy ends by itself.`, { file });
  }
  return { issuer: parseDid(credential.issuer).identity, ...credential.status };
}

/** Words a transaction: 27 million gas if none was ever written. A block of a consortium has 40 million. */
const WORDS_AT_ONCE = 1_000;

/**
 * Sets a status at all the places: one transaction for each list, and several where there are more than fit into a block. If one
 * fails, those before it are done; to do the same again does the rest.
 */
export async function setStatus(registry: Registry, places: readonly Place[], status: number): Promise<Receipt[]> {
  const lists = new Map<string, Place[]>();
  for (const place of places) {
    const key = `${place.issuer}/${place.list}`;
    lists.set(key, [...(lists.get(key) ?? []), place]);
  }
  const receipts: Receipt[] = [];
  for (const group of lists.values()) receipts.push(...(await setInList(registry, group, status)));
  return receipts;
}

async function setInList(registry: Registry, places: readonly Place[], status: number): Promise<Receipt[]> {
  const [{ issuer, list, index } = { issuer: "", list: 0, index: 0 }, ...more] = places;
  if (more.length === 0) return [await registry.statuses.setStatus(issuer, list, index, status)];
  const words = new Map<bigint, { mask: bigint; value: bigint }>();
  for (const place of places) {
    const [word, shift] = [BigInt(place.index >> 7), 2n * BigInt(place.index & 127)];
    const { mask, value } = words.get(word) ?? { mask: 0n, value: 0n };
    words.set(word, { mask: mask | (3n << shift), value: value | (BigInt(status) << shift) });
  }
  const receipts: Receipt[] = [];
  const all = [...words];
  for (let first = 0; first < all.length; first += WORDS_AT_ONCE) {
    const some = all.slice(first, first + WORDS_AT_ONCE);
    const [masks, values] = [some.map(([, { mask }]) => mask), some.map(([, { value }]) => value)];
    const at = some.map(([word]) => word);
    receipts.push(await registry.statuses.setStatuses(issuer, list, at, masks, values));
  }
  return receipts;
}

/** A command that sets a status: suspend, reinstate, revoke. */
export async function changeStatus(
  context: Context,
  files: readonly string[],
  options: PlaceOptions,
  { status, done }: { readonly status: number; readonly done: Words },
): Promise<Outcome> {
  const registry = await context.writer();
  const places = await placesOf(files, options, () => context.actor(registry));
  context.progress({ en: `changing ${places.length} statuses`, ko: `상태 변경: ${places.length}건` });
  const receipts = await setStatus(registry, places, status);
  const list = places.map(({ issuer, ...rest }) => ({ issuer: formatDid(registry.chainId, issuer), ...rest, status }));
  const blocks = receipts.map(({ block }) => block).join(", ");
  return {
    json: { statuses: list, transactions: receipts.map(({ hash }) => hash) },
    text: { en: `${list.length} ${done.en} (block ${blocks})`, ko: `${list.length}건 ${done.ko} (블록 ${blocks})` },
  };
}
