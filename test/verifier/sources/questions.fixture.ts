import { id } from "ethers";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import type { Chain } from "../../facts/replica/chain.fixture.ts";
import {
  ANCHORS,
  DOCTYPES,
  LISTS,
  questions,
  STATUS_INDICES,
  THUMBPRINTS,
  TYPES,
} from "../../facts/replica/histories.ts";
import type { Choose } from "./choice.fixture.ts";

/**
 * The indices that the histories set, the last of a word, the first of the next, the last of a list, and one beyond all
 * lists.
 */
const INDICES = [...STATUS_INDICES, ...STATUS_INDICES, 127, 254, 255, 4_223, 1_000_000];

/**
 * Queries about every key and certificate of each identity, and by every anchor with every type and doctype. Types,
 * moments and status indices are random.
 */
export async function allQuestions(chain: Chain, moments: readonly number[], choose: Choose): Promise<FactsQuery[]> {
  const ofKeys = chain.agencies.flatMap(({ address }) =>
    THUMBPRINTS.map((keyThumbprint): FactsQuery => {
      return { issuer: address.toLowerCase(), keyThumbprint, ...type(choose), ...rest(choose, moments) };
    }),
  );
  const kinds = [...TYPES.map((typeId) => ({ typeId })), ...DOCTYPES.map((doctype) => ({ doctypeId: id(doctype) }))];
  const ofAnchors = kinds.flatMap((kind) =>
    ANCHORS.map((anchor): FactsQuery => {
      return { anchor, keyThumbprint: choose(THUMBPRINTS), ...kind, ...rest(choose, moments) };
    }),
  );
  return [...(await questions(chain)), ...ofKeys, ...ofAnchors];
}

const type = (choose: Choose) =>
  choose([true, true, true, false]) ? { typeId: choose(TYPES) } : { doctypeId: id(choose(DOCTYPES)) };

const rest = (choose: Choose, moments: readonly number[]) => ({
  issuedAt: choose(moments),
  ...(choose([true, true, false]) && { status: { list: choose([...LISTS, 1]), index: choose(INDICES) } }),
  ...(choose([true, false]) && { withTerm: true as const }),
});
