import { encodeBytes32String, id } from "ethers";
import { DidimError } from "../errors.ts";
import type { Registry } from "./connect.ts";
import { NO_END } from "./term.ts";
import { flagsByte, type TypeFlags } from "./type-flags.ts";

/**
 * What a council can decide, readable by those who vote on it. Members, authorities and supervisors are identities: the addresses
 * in their DIDs. Times in seconds.
 */
export type CouncilAction =
  | ({
      readonly do: "type.register";
      readonly vct: string;
      readonly authority: string;
      /** SHA-256 of the JSON schema, 0x-hex. */
      readonly schemaHash?: string;
      readonly schemaUri?: string;
      readonly doctype?: string;
    } & Partial<TypeFlags>)
  | {
      readonly do: "type.replace-authority";
      readonly vct: string;
      readonly successor: string;
      readonly stolenSince?: number;
    }
  /** A thief acted for the type from `since` up to the end of the term of office numbered `term`, which has ended. */
  | { readonly do: "type.declare-stolen"; readonly vct: string; readonly term: number; readonly since: number }
  | { readonly do: "seat.add" | "seat.remove"; readonly member: string }
  | { readonly do: "guardian.set"; readonly guardian: string }
  | { readonly do: "supervisor.appoint"; readonly supervisor: string; readonly until?: number }
  | { readonly do: "supervisor.dismiss"; readonly supervisor: string }
  /** An address of a node's key. At most a third of the set changes a day: one decision holds no more than may be made at once. */
  | { readonly do: "validator.add" | "validator.remove"; readonly validator: string }
  | { readonly do: "directory.register"; readonly name: string; readonly address: string }
  | { readonly do: "directory.end"; readonly name: string }
  | { readonly do: "directory.distrust"; readonly name: string; readonly index: number; readonly reason: string };

/** A call that the council's timelock will make. */
export interface CouncilCall {
  readonly target: string;
  readonly data: string;
}

/** The id of a credential type: keccak256 of its `vct`. */
export function typeIdOf(vct: string): string {
  return id(vct);
}

const NO_HASH = `0x${"00".repeat(32)}`;

/** What the council's timelock must call for an action. Throws `council.action` for an action that is none. */
export function callOf(registry: Registry, action: CouncilAction): CouncilCall {
  const { types, council, relyingParties, directory, validators } = registry;
  const call = (target: { readonly address: string }, data: string): CouncilCall => ({ target: target.address, data });
  switch (action.do) {
    case "type.register":
      return call(types, types.encode("register", typeTerms(action)));
    case "type.replace-authority":
      return call(
        types,
        types.encode("replaceAuthority", [typeIdOf(action.vct), action.successor, action.stolenSince ?? 0]),
      );
    case "type.declare-stolen":
      return call(types, types.encode("declareStolen", [typeIdOf(action.vct), action.term, action.since]));
    case "seat.add":
      return call(council, council.encode("addSeat", [action.member]));
    case "seat.remove":
      return call(council, council.encode("removeSeat", [action.member]));
    case "guardian.set":
      return call(council, council.encode("setGuardian", [action.guardian]));
    case "supervisor.appoint":
      return call(relyingParties, relyingParties.encode("appoint", [action.supervisor, action.until ?? NO_END]));
    case "supervisor.dismiss":
      return call(relyingParties, relyingParties.encode("dismiss", [action.supervisor]));
    case "validator.add":
      return call(validators, validators.encode("add", [action.validator]));
    case "validator.remove":
      return call(validators, validators.encode("remove", [action.validator]));
    case "directory.register":
      return call(directory, directory.encode("register", [encodeBytes32String(action.name), action.address]));
    case "directory.end":
      return call(directory, directory.encode("end", [encodeBytes32String(action.name)]));
    case "directory.distrust":
      return call(
        directory,
        directory.encode("distrust", [encodeBytes32String(action.name), action.index, action.reason]),
      );
    default:
      throw unknownAction(action);
  }
}

type TypeTerms = [string, string, string, string, string, number];

function typeTerms(action: Extract<CouncilAction, { readonly do: "type.register" }>): TypeTerms {
  const { vct, authority, schemaHash = NO_HASH, schemaUri = "", doctype = "" } = action;
  return [vct, authority, schemaHash, schemaUri, doctype, flagsByte(action)];
}

function unknownAction(action: never): DidimError {
  const name = String((action as { do?: unknown }).do);
  return new DidimError("council.action", `The council knows no action "${name}".`, { action: name });
}
