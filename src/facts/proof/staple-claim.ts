import { checkCount } from "../../chain/state/node-bag.ts";
import { fromBase64url, toBase64url } from "../../crypto/encodings/base64url.ts";
import { malformed } from "../../trust-anchor/staple/parts.ts";
import { decodeStaple, encodeStaple, type Staple } from "../../trust-anchor/staple/staple.ts";
import type { FactsQuery } from "../facts.ts";
import { STAPLE_CLAIM } from "../query.ts";

/**
 * The claim that a holder signs with a presentation, in a key-binding JWT or a verifiable presentation. Throws
 * `facts.staple-oversized`.
 */
export function stapleClaim(staple: Staple): Readonly<Record<string, string>> {
  return { [STAPLE_CLAIM]: toBase64url(encodeStaple(staple)) };
}

/**
 * The staples that holders signed, without duplicates. Together they may have no more nodes than one staple, because a
 * stranger's answer is hashed before it is authenticated. Throws `facts.staple-*`, `facts.proof-oversized`.
 */
export function staplesIn(queries: readonly FactsQuery[]): Staple[] {
  const brought = new Set(queries.flatMap(({ staple }) => (staple === undefined ? [] : [staple])));
  const staples: Staple[] = [];
  let nodes = 0;
  for (const text of brought) {
    const staple = stapleIn(text);
    nodes += staple.nodes.hashed;
    checkCount(nodes);
    staples.push(staple);
  }
  return staples;
}

function stapleIn(text: unknown): Staple {
  const bytes = typeof text === "string" ? fromBase64url(text) : undefined;
  if (bytes === undefined) throw malformed("it is not base64url");
  return decodeStaple(bytes);
}
