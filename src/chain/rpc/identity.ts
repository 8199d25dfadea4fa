import { fromHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import { DidimError } from "../../errors/error.ts";
import { isRecord } from "./answers.ts";
import { kindOf, reasonOf } from "./errors/known-errors.ts";
import type { Expected, PinnedCode } from "./expected.ts";
import { type Call, NoAnswer, type RpcError, type RpcResult } from "./node.ts";
import type { Head } from "./seen-blocks.ts";

// Shows which chain a node is on. These calls go in one batch with each request, so that one machine answers both.

/** A block that the chain has: its first one, or a later one already seen. */
export interface KnownBlock {
  readonly number: number;
  readonly hash: string;
}

export const LATEST: Call = { method: "eth_getBlockByNumber", params: ["latest", false] };

/** The calls for the chain id and the known block, as far as they are expected. */
export function identityCalls({ chainId }: Expected, known: KnownBlock | undefined): readonly Call[] {
  const calls: Call[] = [];
  if (chainId !== undefined) calls.push({ method: "eth_chainId", params: [] });
  if (known !== undefined) {
    calls.push({ method: "eth_getBlockByNumber", params: [`0x${known.number.toString(16)}`, false] });
  }
  return calls;
}

/** How a node's chain differs from the expected one. */
export interface Difference {
  /** For error messages, after the node's name. */
  readonly what: string;
  readonly expected: bigint | string;
  readonly found: string;
}

/**
 * What is wrong with the results of {@link identityCalls}. "behind": the node does not have the known block yet.
 * Undefined: nothing is wrong. Throws `facts.bad-answer`.
 */
export function differenceIn(
  name: string,
  calls: readonly Call[],
  replies: readonly RpcResult[],
  { chainId }: Expected,
  known: KnownBlock | undefined,
): Difference | "behind" | undefined {
  const results = calls.map(({ method }, i) => resultOf(name, method, replies[i]));
  if (chainId !== undefined) {
    const found = String(results.shift()).slice(0, 80);
    const right = /^0x[0-9a-f]{1,64}$/i.test(found) && BigInt(found) === chainId;
    if (!right) return { what: `on chain ${found}, not ${chainId}`, expected: chainId, found };
  }
  if (known === undefined) return undefined;
  const [block] = results;
  if (block === null && known.number > 0) return "behind";
  const found = String(isRecord(block) ? block.hash : block).slice(0, 80);
  if (found.toLowerCase() === known.hash) return undefined;
  const which = known.number === 0 ? "first block" : `block ${known.number}`;
  return { what: `on another chain with that id: its ${which} differs`, expected: known.hash, found };
}

/** The newest block that a node reports. Throws `facts.bad-answer`. */
export function headIn(name: string, reply: RpcResult | undefined): Head {
  const block = resultOf(name, LATEST.method, reply);
  const { number, hash, timestamp } = isRecord(block) ? block : {};
  const [height, time] = [quantityOf(number), quantityOf(timestamp)];
  if (height !== undefined && time !== undefined && typeof hash === "string") {
    return { number: height, hash: hash.toLowerCase(), time };
  }
  throw bad(name, "does not say what its newest block is");
}

export const codeCalls = (code: readonly PinnedCode[]): readonly Call[] =>
  code.map(({ address }) => ({ method: "eth_getCode", params: [address, "latest"] }));

/** Throws `facts.no-contract` and `facts.foreign-contract`. */
export function checkCode(name: string, code: readonly PinnedCode[], replies: readonly RpcResult[]): void {
  for (const [i, { contract, address, codeHash }] of code.entries()) {
    const bytes = resultOf(name, "eth_getCode", replies[i]);
    if (typeof bytes !== "string" || !/^0x(?:[0-9a-f]{2})*$/i.test(bytes)) throw bad(name, "has code that is none");
    if (bytes === "0x") {
      throw new DidimError("facts.no-contract", `There is no ${contract} at ${address}.`, { contract, address });
    }
    const found = keccak256(fromHex(bytes));
    if (found === codeHash) continue;
    const message = `What is at ${address} is not the ${contract} that was deployed.`;
    throw new DidimError("facts.foreign-contract", message, { contract, address, expected: codeHash, found });
  }
}

/** A node that refuses a method every node supports counts as not answering. */
function resultOf(name: string, method: string, reply: RpcResult | undefined): unknown {
  if (reply === undefined) throw new NoAnswer("fewer answers than requests");
  if ("error" in reply) throw refusalOf(name, method, reply.error);
  return reply.result;
}

/** A DidimError, because the request itself was not looked at. */
function refusalOf(name: string, method: string, error: RpcError): DidimError {
  const { name: code = "facts.bad-answer", cure } = kindOf(error) ?? {};
  const message = [`${name} refuses ${method}: ${reasonOf(error)}.`, cure].filter(Boolean).join(" ");
  return new DidimError(code, message, { node: name, what: `refuses ${method}`, method, rpcCode: error.code });
}

function quantityOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^0x[0-9a-f]{1,14}$/i.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function bad(node: string, what: string): DidimError {
  return new DidimError("facts.bad-answer", `${node} ${what}.`, { node, what });
}
