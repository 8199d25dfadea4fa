import type { ErrorDescription, ParamType, Result } from "ethers";
import { DidimError } from "../errors.ts";
import { revertData } from "./agreement.ts";
import { ALL } from "./contracts.ts";
import { messageOf } from "./messages.ts";
import { NO_STATE, NoAnswer, RpcError } from "./node.ts";

/** Turns what a node says about a call or a transaction into a DidimError; what is one already passes through. */
export function translate(error: unknown, doing: string): DidimError {
  if (error instanceof DidimError) return error;
  if (error instanceof RpcError) return ofData(revertData(error.data), doing) ?? ofMessage(error, doing);
  if (error instanceof NoAnswer) {
    const message = `${doing} was not sent: no node could be reached (${error.message}).`;
    return new DidimError("facts.node-unreachable", message, { doing });
  }
  return new DidimError("registry.failed", `${doing} failed.`, { doing }, { cause: error });
}

/** The error that a contract reverted with. `data`: its selector and arguments, ABI-encoded. */
export function reverted(data: string | undefined, doing: string): DidimError {
  return ofData(data, doing) ?? noReason(doing);
}

function ofData(data: string | undefined, doing: string): DidimError | undefined {
  if (data === undefined) return undefined;
  const found = parse(data);
  if (found === undefined) {
    return data === "0x"
      ? noReason(doing)
      : new DidimError("registry.reverted", `${doing} was refused for a reason that no registry knows.`, {
          doing,
          data: data.slice(0, 202),
        });
  }
  if (found.name === "Error") return said(String(found.args[0]), doing);
  if (found.name === "Panic") return said(`panic 0x${BigInt(found.args[0]).toString(16)}`, doing);
  const facts = factsOf(found.fragment.inputs, found.args);
  return new DidimError(`registry.${found.name}`, messageOf(found.name, facts), { ...facts, doing });
}

function parse(data: string): ErrorDescription | undefined {
  try {
    return ALL.parseError(data) ?? undefined;
  } catch {
    return undefined; // a known selector with arguments that are none
  }
}

function said(reason: string, doing: string): DidimError {
  return new DidimError("registry.reverted", `${doing} was refused: ${reason}.`, { doing, reason });
}

function noReason(doing: string): DidimError {
  return new DidimError("registry.reverted", `${doing} was refused, and no reason given.`, { doing });
}

function factsOf(inputs: readonly ParamType[], args: Result): Record<string, unknown> {
  return Object.fromEntries(inputs.map(({ name }, i) => [name, plain(args[i])]));
}

/** Addresses in lower case, as everywhere in Didim; bigints and strings as they are. */
function plain(value: unknown): unknown {
  return typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value) ? value.toLowerCase() : value;
}

/** Where there is no data there are only words, and each node has its own (Besu, geth and Hardhat are known). */
const WORDS: readonly (readonly [RegExp, string, string])[] = [
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

function ofMessage({ code, message }: RpcError, doing: string): DidimError {
  for (const [pattern, name, words] of WORDS) {
    if (pattern.test(message)) return new DidimError(name, `${doing} failed: ${words}.`, { doing, rpcCode: code });
  }
  if (/revert/i.test(message)) return noReason(doing);
  const said = message.slice(0, 200).replaceAll(/https?:\/\/\S+/g, "…");
  return new DidimError("registry.rpc", `${doing} failed; the node says: ${said}`, { doing, rpcCode: code });
}
