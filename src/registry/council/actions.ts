import { id } from "ethers";
import { DidimError } from "../../errors/error.ts";
import type { TypeFlags } from "../../records/type-flags.ts";
import type { Addresses } from "../addresses.ts";
import { INTERFACES } from "../contracts.ts";
import { ACTIONS } from "./action-table.ts";

/**
 * What a council can decide, readable by those who vote on it. Members, authorities and supervisors are identities: the addresses
 * in their DIDs. Times in seconds. How each becomes a call, and is read out of one, is in {@link ACTIONS}.
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
      /** 0, if not given: it was not stolen. */
      readonly stolenSince?: number;
    } & NamedType)
  /** A thief acted for the type from `since` up to the end of the term of office numbered `term`, which has ended. */
  | ({ readonly do: "type.declare-stolen"; readonly term: number; readonly since: number } & NamedType)
  | { readonly do: "seat.add"; readonly member: string }
  | { readonly do: "seat.remove"; readonly member: string }
  | { readonly do: "guardian.set"; readonly guardian: string }
  | { readonly do: "supervisor.appoint"; readonly supervisor: string; readonly until?: number }
  | { readonly do: "supervisor.dismiss"; readonly supervisor: string; readonly stolenSince?: number }
  /** An address of a node's key. At most a third of the set changes a day: one decision holds no more than may be made at once. */
  | { readonly do: "validator.add"; readonly validator: string }
  | { readonly do: "validator.remove"; readonly validator: string }
  | { readonly do: "directory.register"; readonly name: string; readonly address: string }
  | { readonly do: "directory.end"; readonly name: string }
  | { readonly do: "directory.distrust"; readonly name: string; readonly index: number; readonly reason: string };

/**
 * A type that is registered: by its name, or by the id that the chain has. Read out of a call, it has its name where
 * that is known.
 */
export type NamedType =
  | { readonly vct: string; readonly typeId?: string }
  | { readonly vct?: string | undefined; readonly typeId: string };

/** A call that the council's timelock will make. */
export interface CouncilCall {
  readonly target: string;
  readonly data: string;
}

/** The id of a credential type: keccak256 of its `vct`. */
export function typeIdOf(vct: string): string {
  return id(vct);
}

/**
 * What the council's timelock must call for an action. Strict: throws `council.action` for an action that is none, that
 * lacks a member, or has one that it should not have. A slip of the pen would else be voted on as if it said nothing.
 */
export function callOf({ addresses }: { readonly addresses: Addresses }, action: CouncilAction): CouncilCall {
  const known = Object.hasOwn(ACTIONS, action.do) ? ACTIONS[action.do] : undefined;
  if (known === undefined) {
    throw new DidimError("council.action", `The council knows no action "${action.do}".`, { action: action.do });
  }
  const { contract, method, parameters } = known;
  const members: readonly string[] = ["do", ...parameters.flatMap((parameter) => parameter.members)];
  const foreign = Object.keys(action).filter((member) => !members.includes(member));
  if (foreign.length > 0) throw wrong(action, `it has no member ${foreign.join(", ")}`);
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
    // Half of a surrogate pair in a text, for example.
    throw wrong(action, "the call does not take one of its values", cause);
  }
}

function wrong(action: CouncilAction, why: string, cause?: unknown): DidimError {
  const facts = { action: action.do, why };
  return new DidimError("council.action", `This is no action "${action.do}": ${why}.`, facts, { cause });
}
