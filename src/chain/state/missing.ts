import { toHex } from "../../crypto/encodings/bytes.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { isList, type RlpList } from "./rlp.ts";

/** The kind of trie: accounts under a state root, or slots under an account's storage root. */
export type TrieOf = "account" | "slot";

/** Where a walk stopped because a node was missing. */
export interface Stop {
  /** The root of the trie. */
  readonly root: string;
  /** The hash of the missing node. */
  readonly node: string;
  /** The node that refers to it; undefined if the root itself is missing. */
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

/** Whether the error says that a proof does not show what was asked. Another proof may show it. */
export const isMissing = (error: unknown): error is DidimError =>
  error instanceof DidimError && MISSING.has(error.code);

/**
 * Explains why a node is missing, as far as the present nodes tell. A proof does not say which key it is for, nor that
 * something is absent. But if it is for another key, its path is visible from the node where the two keys part.
 */
export function missing({ root, node, parent, of }: Stop, has: (hash: string) => boolean): DidimError {
  const [code, message] = CODES[parent === undefined ? "root" : goesOn(parent, has) ? of : "rest"];
  return new DidimError(code, message, { node, root });
}

/** Whether the proof continues below this node on any path. */
const goesOn = ({ items }: RlpList, has: (hash: string) => boolean): boolean =>
  items.some((item) => !isList(item) && item.length === 32 && has(toHex(item.bytes)));
