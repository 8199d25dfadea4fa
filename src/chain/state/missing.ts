import { toHex } from "../../crypto/bytes.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { isList, type RlpList } from "./rlp.ts";

/** What a trie is of: accounts under a state root, or slots under an account's storage root. */
export type TrieOf = "account" | "slot";

/** Where a walk stopped for want of a node, and what it came by. */
export interface Stop {
  /** Of the trie. */
  readonly root: string;
  /** Of the node that is not in the bag. */
  readonly node: string;
  /** The node that names it; none if it is the root itself. */
  readonly parent: RlpList | undefined;
  readonly of: TrieOf;
}

type Cause = "root" | "account" | "slot" | "rest";

const CODES: Readonly<Record<Cause, readonly [code: ErrorCode, message: string]>> = {
  root: ["facts.proof-foreign-root", "The proof has not the root of the trie that it should be of: it is of another."],
  account: ["facts.proof-other-account", "The proof leads to other accounts than the one asked for."],
  slot: ["facts.proof-other-slot", "The proof leads to other slots than the one asked for."],
  rest: ["facts.proof-incomplete", "The proof ends where the trie goes on: it shows neither a value nor its absence."],
};

const MISSING: ReadonlySet<ErrorCode> = new Set(Object.values(CODES).map(([code]) => code));

/** Whether it says that a proof does not show what was asked of it; another may. */
export const isMissing = (error: unknown): error is DidimError =>
  error instanceof DidimError && MISSING.has(error.code);

/**
 * Why a node is missing, as far as the nodes that are there tell. A proof says of itself neither what it is of nor that something is absent; but of a proof for
 * another key, the way that it takes is seen from the node at which the two part.
 */
export function missing({ root, node, parent, of }: Stop, has: (hash: string) => boolean): DidimError {
  const [code, message] = CODES[parent === undefined ? "root" : goesOn(parent, has) ? of : "rest"];
  return new DidimError(code, message, { node, root });
}

/** Whether the proof goes on below this node, by whichever way. */
const goesOn = ({ items }: RlpList, has: (hash: string) => boolean): boolean =>
  items.some((item) => !isList(item) && item.length === 32 && has(toHex(item.bytes)));
