import { DidimError } from "../../../../src/public/index.ts";
import { neverGivenOut, placesByList } from "../../../../src/public/issuer.ts";
import type { Registry } from "../../../../src/public/registry.ts";
import type { Bilingual } from "../../terminal/output/output.ts";
import type { Context } from "../../terminal/verb.ts";
import { indexRecordOf } from "./index-stores.ts";
import type { NamedPlace } from "./status-options.ts";

/** Indices that a message names; of more, it names how many. */
const MOST_NAMED = 10;

/**
 * The lists of which this machine has no record, so that it cannot tell whether the indices were given out. Throws
 * `cli.not-given-out` for indices that were not, by the record. A genuine credential proves that its index was given
 * out.
 */
export async function unrecordedLists(
  { home }: Context,
  registry: Registry,
  places: readonly NamedPlace[],
): Promise<number[]> {
  const unrecorded: number[] = [];
  for (const some of placesByList(places.filter(({ credential }) => credential === undefined))) {
    const [{ issuer, list } = { issuer: "", list: 0 }] = some;
    const record = await indexRecordOf(home, registry, issuer, list);
    const indices = some.map(({ index }) => index);
    if (record === undefined) unrecorded.push(list);
    else checkGivenOut(list, neverGivenOut(record, indices));
  }
  return unrecorded;
}

function checkGivenOut(list: number, never: readonly number[]): void {
  if (never.length === 0) return;
  const more = never.length - MOST_NAMED;
  const named = `${never.slice(0, MOST_NAMED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
  const message = `List ${list}: no credential has index ${named}, by this machine's record. Nothing was changed. Check the number; or name the credential by its file, which proves that it was issued.`;
  throw new DidimError("cli.not-given-out", message, { list, indices: never });
}

/**
 * Throws `cli.unrecorded` if a script changes indices of which nobody knows whether they were given out. At a terminal
 * the question says so.
 */
export function checkUnrecorded(
  lists: readonly number[],
  { yes, unrecorded }: { readonly yes?: true; readonly unrecorded?: true },
): void {
  const [list] = lists;
  if (list === undefined || unrecorded === true || yes !== true) return;
  const message = `This machine has no record of list ${list}, so it cannot tell whether these indices were given out. Nothing was changed. Run this where the list's credentials are issued, or name the credentials by their files; or, if you are sure, add --unrecorded.`;
  throw new DidimError("cli.unrecorded", message, { list });
}

/** What a person must know before confirming. */
export function unrecordedText(lists: readonly number[]): Bilingual {
  const numbers = lists.join(", ");
  return {
    en: `This machine has no record of list ${numbers}: it cannot tell whether these indices were given out.`,
    ko: `이 컴퓨터에는 상태 목록 ${numbers}번의 기록이 없습니다. 지정한 번호로 발급된 증명서가 있는지 알 수 없습니다.`,
  };
}
