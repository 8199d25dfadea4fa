import { formatDid, type Receipt, type Registry } from "../../../src/index.ts";
import type { CommandResult, Words } from "../terminal/output.ts";
import type { Context } from "../terminal/verb.ts";
import { checkActing, listsOf, type PlaceOptions, placesOf, placesWords, type StatusPlace } from "./places.ts";

/** IETF Token Status List §7.1. */
export const STATUS_NAMES: readonly Words[] = [
  { en: "valid", ko: "유효" },
  { en: "invalid", ko: "무효 (취소)" },
  { en: "suspended", ko: "정지" },
  { en: "application specific", ko: "용도별 상태" },
];

/** Words a transaction: 27 million gas if none was ever written. A block of a consortium has 40 million. */
const WORDS_AT_ONCE = 1_000;

/**
 * Sets a status at all the places: one transaction for each list, and several where there are more than fit into a block. If one
 * fails, those before it are done; to do the same again does the rest.
 */
export async function setStatus(
  registry: Registry,
  places: readonly StatusPlace[],
  status: number,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (const group of listsOf(places).values()) receipts.push(...(await setInList(registry, group, status)));
  return receipts;
}

async function setInList(registry: Registry, places: readonly StatusPlace[], status: number): Promise<Receipt[]> {
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

/** What a command does to statuses: which one it sets, and how it says so. */
export interface StatusChange {
  readonly status: number;
  /** What it is about to do to so many credentials. */
  readonly question: (count: number) => Words;
  readonly done: Words;
}

/**
 * A command that sets a status: suspend, reinstate, revoke. What is named by credentials is verified first; all of it
 * is shown, and confirmed.
 */
export async function changeStatus(
  context: Context,
  files: readonly string[],
  options: PlaceOptions,
  { status, question, done }: StatusChange,
): Promise<CommandResult> {
  const registry = await context.writer();
  const actor = await context.actor(registry);
  const places = await placesOf(registry, files, options, async () => actor);
  const account = registry.signer?.address;
  await checkActing(registry, places, { actor, operator: account === actor ? account : undefined });
  context.show(placesWords(registry.chainId, places));
  await context.confirm(question(places.length));
  context.progress({ en: `changing ${places.length} statuses`, ko: `상태 변경: ${places.length}건` });
  const receipts = await setStatus(registry, places, status);
  const list = places.map(({ issuer, list, index, credential }) => ({
    issuer: formatDid(registry.chainId, issuer),
    list,
    index,
    ...(credential && { type: credential.type }),
    status,
  }));
  const blocks = receipts.map(({ block }) => block).join(", ");
  return {
    json: { statuses: list, transactions: receipts.map(({ hash }) => hash) },
    text: { en: `${list.length} ${done.en} (block ${blocks})`, ko: `${list.length}건 ${done.ko} (블록 ${blocks})` },
  };
}
