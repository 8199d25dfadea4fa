import type { ErrorDescription, ParamType, Result } from "ethers";
import { revertData } from "../chain/rpc/errors/known-errors.ts";
import { nodeError, noReason } from "../chain/rpc/errors/node-error.ts";
import { RpcError } from "../chain/rpc/node.ts";
import { isContractError } from "../errors/contracts.ts";
import { DidimError } from "../errors/error.ts";
import { ALL } from "./contracts.ts";
import { messageOf } from "./messages.ts";

/** Turns a node's error about a call or a transaction into a DidimError. Passes a DidimError through. */
export function translate(error: unknown, doing: string): DidimError {
  if (error instanceof DidimError) return error;
  const reason = error instanceof RpcError ? ofData(revertData(error.data), doing) : undefined;
  return reason ?? nodeError(error, doing);
}

/** The error with which a contract reverted. `data`: its selector and arguments, ABI-encoded. */
export function reverted(data: string | undefined, doing: string): DidimError {
  return ofData(data, doing) ?? noReason(doing);
}

function ofData(data: string | undefined, doing: string): DidimError | undefined {
  if (data === undefined) return undefined;
  const found = parse(data);
  if (found === undefined) return data === "0x" ? noReason(doing) : unknownReason(data, doing);
  const { name, args, fragment } = found;
  if (name === "Error") return said(String(args[0]), doing);
  if (name === "Panic") return said(`panic 0x${BigInt(args[0]).toString(16)}`, doing);
  if (!isContractError(name)) return unknownReason(data, doing);
  const facts = factsOf(fragment.inputs, args);
  return new DidimError(`registry.${name}`, messageOf(name, facts), { ...facts, doing });
}

function unknownReason(data: string, doing: string): DidimError {
  const message = `${doing} was refused for a reason that no registry knows.`;
  return new DidimError("registry.reverted", message, { doing, data: data.slice(0, 202) });
}

function parse(data: string): ErrorDescription | undefined {
  try {
    return ALL.parseError(data) ?? undefined;
  } catch {
    return undefined; // a known selector with invalid arguments
  }
}

function said(reason: string, doing: string): DidimError {
  return new DidimError("registry.reverted", `${doing} was refused: ${reason}.`, { doing, reason });
}

function factsOf(inputs: readonly ParamType[], args: Result): Record<string, unknown> {
  return Object.fromEntries(inputs.map(({ name }, i) => [name, plain(name, args[i])]));
}

/** Addresses in lower case and the ids of proposals in hex, as everywhere in Didim; other values unchanged. */
function plain(name: string, value: unknown): unknown {
  if (name === "proposalId") return `0x${BigInt(String(value)).toString(16).padStart(64, "0")}`;
  return typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value) ? value.toLowerCase() : value;
}
