import { DidimError } from "../../../errors/error.ts";
import { NoAnswer, RpcError } from "../node.ts";
import { kindOf, listed } from "./known-errors.ts";

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

function ofMessage(error: RpcError, doing: string): DidimError {
  const { code, message, asked } = error;
  const kind = kindOf(error);
  const facts = { doing, rpcCode: code, ...asked };
  if (kind !== undefined) {
    const { name, it, cure } = kind;
    const what = asked === undefined ? `the node ${it}` : listed(asked.nodes);
    return new DidimError(name, [`${doing} failed: ${what}.`, cure].filter(Boolean).join(" "), facts);
  }
  if (/revert/i.test(message)) return noReason(doing);
  const said = message.slice(0, 200).replaceAll(/https?:\/\/\S+/g, "…");
  const who = asked === undefined ? "" : ` Asked: ${listed(asked.nodes)}.`;
  return new DidimError("registry.rpc", `${doing} failed; the node says: ${said}${who}`, facts);
}
