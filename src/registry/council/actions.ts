import { id } from "ethers";
import { isObject } from "../../crypto/encodings/json.ts";
import { DidimError } from "../../errors/error.ts";
import type { TypeFlags } from "../../records/type-flags.ts";
import { unknownNames, withNearest } from "../../written/names.ts";
import type { Addresses } from "../addresses.ts";
import { INTERFACES } from "../contracts.ts";
import { ACTIONS, type ActionKind } from "./action-table.ts";

/**
 * The council's decisions in a form that voters can read. Members, authorities and supervisors are identities: the
 * addresses in their DIDs. Times in seconds since 1970. {@link ACTIONS} says how each becomes a call, and how a call is
 * decoded.
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
  | ({
      readonly do: "type.replace-authority";
      readonly successor: string;
      /** Default 0: not stolen. */
      readonly stolenSince?: number;
    } & NamedType)
  /** A thief acted for the type from `since` to the end of the term of office with index `term`, which has ended. */
  | ({ readonly do: "type.declare-stolen"; readonly term: number; readonly since: number } & NamedType)
  | { readonly do: "seat.add"; readonly member: string }
  | { readonly do: "seat.remove"; readonly member: string }
  | { readonly do: "guardian.set"; readonly guardian: string }
  /** `until: null`: without end, which must be said. */
  | { readonly do: "supervisor.appoint"; readonly supervisor: string; readonly until: number | null }
  /**
   * Ends an appointment, counted from 0. One that is over can only be named with a theft: what the supervisor registered
   * from `stolenSince` to its end is void.
   */
  | {
      readonly do: "supervisor.dismiss";
      readonly supervisor: string;
      readonly appointment: number;
      readonly stolenSince?: number;
    }
  /**
   * The address of a node's key. At most a third of the set may change in a day, so one decision must not contain more.
   */
  | { readonly do: "validator.add"; readonly validator: string }
  | { readonly do: "validator.remove"; readonly validator: string }
  | { readonly do: "directory.register"; readonly name: string; readonly address: string }
  | { readonly do: "directory.end"; readonly name: string }
  | { readonly do: "directory.distrust"; readonly name: string; readonly index: number; readonly reason: string };

/**
 * A registered type, by its name or by its id on the chain. Decoded from a call, it has its name if the name is known.
 */
export type NamedType =
  | { readonly vct: string; readonly typeId?: string }
  | { readonly vct?: string | undefined; readonly typeId: string };

/** A call by the council's timelock. */
export interface CouncilCall {
  readonly target: string;
  readonly data: string;
}

/** The id of a credential type: keccak256 of its `vct`. */
export function typeIdOf(vct: string): string {
  return id(vct);
}

/**
 * The timelock's call for an action. Strict: throws `council.action` for an unknown action, a missing member or an
 * extra one. Otherwise a typing error would be voted on as if it were not there.
 */
export function callOf({ addresses }: { readonly addresses: Addresses }, action: CouncilAction): CouncilCall {
  const { contract, method, parameters } = kindOf(action);
  const members: readonly string[] = ["do", ...parameters.flatMap((parameter) => parameter.members)];
  const unknown = unknownNames(action, members);
  if (unknown !== undefined) throw wrong(action, `it has no member ${unknown}`);
  const args = parameters.map((parameter) => {
    const value = parameter.encode(action as unknown as Readonly<Record<string, unknown>>);
    if (value === undefined)
      throw wrong(action, `${parameter.members.join(" or ")} is missing, or is not what it takes`);
    return value;
  });
  try {
    const data = INTERFACES[contract].encodeFunctionData(method, args);
    return { target: addresses.contracts[contract].address, data };
  } catch (cause) {
    // For example a text with half of a surrogate pair.
    throw wrong(action, "the call does not take one of its values", cause);
  }
}

/** The members of an action whose values are addresses of accounts or identities. Throws `council.action`. */
export function accountMembers(action: unknown): readonly string[] {
  return kindOf(action).parameters.flatMap(({ accounts }) => accounts);
}

/** The members of an action whose values are times. Throws `council.action`. */
export function timeMembers(action: unknown): readonly string[] {
  return kindOf(action).parameters.flatMap(({ times }) => times);
}

/** Actions are written in JSON, too, where anything may stand in the place of one. */
function kindOf(action: unknown): ActionKind {
  if (!isObject(action) || typeof action.do !== "string") {
    throw new DidimError("council.action", 'An action is an object whose member "do" names it.', {});
  }
  if (Object.hasOwn(ACTIONS, action.do)) return ACTIONS[action.do as CouncilAction["do"]];
  const named = withNearest(action.do, Object.keys(ACTIONS));
  throw new DidimError("council.action", `The council knows no action ${named}.`, { action: action.do });
}

function wrong(action: CouncilAction, why: string, cause?: unknown): DidimError {
  const facts = { action: action.do, why };
  return new DidimError("council.action", `This is no action "${action.do}": ${why}.`, facts, { cause });
}
