import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { NO_STATE, NoAnswer, RpcError } from "./node.ts";

/** Where an error has no data, only its text tells the cause. These are the texts of Besu, geth and Hardhat. */
const PHRASES: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /insufficient funds|enough funds|upfront cost/i,
    "registry.insufficient-funds",
    "the account cannot pay for its gas",
  ],
  [/not permitted|not authorized|permission/i, "registry.not-permitted", "the chain does not let this account send"],
  [
    /nonce|underpriced|already known|known transaction/i,
    "registry.nonce",
    "another transaction of the account is ahead",
  ],
  [/unknown account|unlocked|no signer/i, "registry.unknown-account", "the signer holds no key for this account"],
  [NO_STATE, "facts.no-state", "the node has not that block, or not its state"],
];

/** Turns a node's error, or its silence, into a DidimError. Passes a DidimError through. */
export function nodeError(error: unknown, doing: string): DidimError {
  if (error instanceof DidimError) return error;
  if (error instanceof RpcError) return ofMessage(error, doing);
  if (error instanceof NoAnswer) {
    const message = `${doing} was not sent: no node could be reached (${error.message}).`;
    return new DidimError("facts.node-unreachable", message, { doing });
  }
  return new DidimError("registry.failed", `${doing} failed.`, { doing }, { cause: error });
}

/** The contract reverted, and the node gives no reason. */
export function noReason(doing: string): DidimError {
  return new DidimError("registry.reverted", `${doing} was refused, and no reason given.`, { doing });
}

function ofMessage({ code, message }: RpcError, doing: string): DidimError {
  for (const [pattern, name, words] of PHRASES) {
    if (pattern.test(message)) return new DidimError(name, `${doing} failed: ${words}.`, { doing, rpcCode: code });
  }
  if (/revert/i.test(message)) return noReason(doing);
  const said = message.slice(0, 200).replaceAll(/https?:\/\/\S+/g, "…");
  return new DidimError("registry.rpc", `${doing} failed; the node says: ${said}`, { doing, rpcCode: code });
}
