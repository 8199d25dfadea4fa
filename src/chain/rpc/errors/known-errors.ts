import type { ErrorCode } from "../../../errors/catalogue/catalogue.ts";
import type { RpcError } from "../node.ts";

// What a JSON-RPC error is about. Clients agree on few codes, so mostly its text tells.

/** A kind of error: after "it", what a node does that answers so. */
export interface Kind {
  readonly name: ErrorCode;
  readonly it: string;
  readonly cure?: string;
}

interface Told extends Kind {
  readonly codes?: readonly number[];
  readonly says: RegExp;
}

/** The words of Besu, geth, Nethermind, Erigon, Reth and Hardhat where they lack a block, or its state. */
const NO_STATE = new RegExp(
  [
    /missing trie node|world state|pruned|pruning|header not found|unknown block|invalid block tag/,
    /block (?:\S+ )?not found|(?:cannot|could not) be found|no state available|old data not available/,
    /state (?:\S+ )?(?:is )?(?:not available|unavailable)|histor(?:y|ical data) (?:is )?(?:not available|unavailable)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);

const NOT_OFFERED: Told = {
  codes: [-32601, -32004, -32604],
  says: /method .*(?:does not exist|not (?:found|available|supported|enabled|permitted))|unsupported method/i,
  name: "facts.node-refused",
  it: "does not offer this method",
  cure: "Switch the method on in the node's settings, or use another node.",
};

/** EIP-1474 has the codes -32004 and -32005; -32604 and -40100 are Besu's. The first that fits counts. */
const KINDS: readonly Told[] = [
  NOT_OFFERED,
  {
    says: /insufficient funds|enough funds|upfront cost/i,
    name: "registry.insufficient-funds",
    it: "says that the account cannot pay for its gas",
  },
  {
    says: /sender.*(?:not permitted|not authorized)|not authorized to send|not permitted|permission/i,
    name: "registry.not-permitted",
    it: "says that the chain does not let this account send",
  },
  {
    codes: [-40100, -40101],
    says: /unauthori[sz]ed|not authori[sz]ed|forbidden|api.?key|authenticat/i,
    name: "facts.node-refused",
    it: "does not let this client ask",
    cure: "Give the user name and password, or the key, in the node's URL.",
  },
  {
    says: /nonce|underpriced|already known|known transaction/i,
    name: "registry.nonce",
    it: "says that another transaction of the account is ahead",
  },
  {
    says: /unknown account|unlocked|no signer/i,
    name: "registry.unknown-account",
    it: "holds no key for this account",
  },
  { codes: [4444], says: NO_STATE, name: "facts.no-state", it: "lacks that block, or its state" },
  {
    says: /\b(?:is |still |not )?sync(?:ing|ed)\b|sync in progress|initial sync/i,
    name: "facts.no-state",
    it: "is still syncing",
    cure: "Wait until it has caught up, or use another node.",
  },
  {
    codes: [-32005, 429],
    says: /rate.?limit|too many (?:requests|results|blocks|logs)|request (?:count|limit)|quota|throttl|capacity|time[d ]?.?out|deadline exceeded|more than [\d,]+ results|(?:response|result|range) (?:size |is )?(?:exceeded|too)/i,
    name: "facts.node-limited",
    it: "limits what is asked of it",
    cure: "Ask for less or later, raise the node's limits, or use another node.",
  },
];

/** Undefined if neither code nor text is known. */
export function kindOf({ code, message }: Pick<RpcError, "code" | "message">): Kind | undefined {
  return KINDS.find(({ codes = [] }) => codes.includes(code)) ?? KINDS.find(({ says }) => says.test(message));
}

/** Whether a node does not offer the method. */
export const isNotOffered = (error: Pick<RpcError, "code" | "message">): boolean => kindOf(error) === NOT_OFFERED;

/** Whether a node lacks a block, or its state. */
export const isNoState = ({ code, message }: RpcError): boolean => code === 4444 || NO_STATE.test(message);

/** The data a contract reverted with. Besu and geth put it at the top level, Hardhat one level deeper. */
export function revertData(data: unknown): string | undefined {
  let found = data;
  // A loop, because a node may nest it deeper than the stack is.
  while (typeof found === "object" && found !== null) found = (found as { data?: unknown }).data;
  return typeof found === "string" && /^0x([0-9a-f]{2})*$/i.test(found) ? found : undefined;
}

const INVALID_PARAMS = -32602;

/**
 * Whether every node would answer the same: a contract reverts, or the parameters are wrong. After any other error
 * another node may answer; one unnecessary request does no harm.
 */
export function isFinal(error: RpcError): boolean {
  const { code, message, data } = error;
  if (revertData(data) !== undefined || [message, data].some(saysRevert)) return true;
  return code === INVALID_PARAMS && !isNoState(error);
}

const saysRevert = (text: unknown): boolean => typeof text === "string" && /revert/i.test(text);

/** What a node's refusal is about, without its own text, which may contain anything. */
export function reasonOf(error: RpcError): string {
  const { it = "refused" } = kindOf(error) ?? {};
  return `${it === "refused" ? it : `it ${it}`}; code ${error.code}`;
}

/** Nodes and their reasons, in a message. */
export const listed = (nodes: Readonly<Record<string, string>>): string =>
  Object.entries(nodes)
    .map(([node, why]) => `${node} (${why})`)
    .join(", ");

/** The node knows the transaction already. */
const KNOWN = /known transaction|already known|already imported/i;
/** The nonce is taken by another transaction, or an earlier nonce is missing, or the node is not ready. */
const LATER = /nonce|underpriced|pool|sync|revert/i;
const REFUSED = new RegExp(
  [
    /insufficient funds|enough funds|upfront cost|exceeds account balance/,
    /not permitted|not authorized|permission|unknown account|unlocked|no signer/,
    /intrinsic gas|requires at least|exceeds (?:the )?block gas limit|gas limit exceeded|exceeds gas limit/,
    /gas price|base fee|fee cap|max fee|priority fee|min gas/,
    /chain ?id|signature|invalid sender|invalid transaction|transaction type|oversized|init ?code|plugin/,
    /not supported|not found|not enabled|not available|invalid params|unauthorized/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);
const FULL = /pool (?:is )?full|full pool/i;

/**
 * What an error says of a transaction that was sent: `taken`, the node has it; `refused`, it has not, and will not;
 * `uncertain`, it may have it, or take it later. Error texts of Besu, geth and Hardhat. An unknown text is uncertain:
 * treating it as a refusal could lead to sending twice.
 */
export function sendingOutcome({ message }: RpcError): "taken" | "refused" | "uncertain" {
  if (KNOWN.test(message)) return "taken";
  return REFUSED.test(message) && !LATER.test(message) ? "refused" : "uncertain";
}

/** Whether a node that was to sign and send certainly did not, so that another node may. */
export const hasNotSent = (error: RpcError): boolean => sendingOutcome(error) === "refused" || FULL.test(error.message);
