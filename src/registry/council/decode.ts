import { id } from "ethers";
import type { Bilingual } from "../../errors/bilingual.ts";
import type { Addresses } from "../addresses.ts";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../contracts.ts";
import type { Registry } from "../open.ts";
import { typeNames } from "../questions/type-names.ts";
import { ACTIONS, type ActionKind } from "./action-table.ts";
import type { DescribedValue } from "./action-values.ts";
import type { CouncilAction } from "./actions.ts";

/** A call of a proposal, as the proposer wrote it. */
export interface ProposedCall {
  readonly target: string;
  readonly value: bigint;
  readonly data: string;
}

/** Why a call is not one of the council's actions. */
export type Undecodable =
  /** The target is no contract of this deployment, however similar it may look. */
  | "target"
  /** The target is one, but the function is not one that only the council may call. */
  | "function"
  /**
   * The data is not byte for byte the encoding of an action's arguments: bytes are missing, extra, or set where there
   * should be zeros.
   */
  | "arguments"
  /** The call sends money, which no action does. */
  | "value";

/** A call that is not one of the council's actions. Its effect is unknown. */
export interface UndecodedCall extends ProposedCall {
  readonly do: null;
  readonly why: Undecodable;
  /** The contract of this deployment that is called; null if it is none. */
  readonly contract: ContractName | null;
  /** The function's signature if the contract has one with this selector, otherwise null. */
  readonly function: string | null;
}

/** What a call of a proposal decides. An action has all its members, default values included. */
export type Decision = CouncilAction | UndecodedCall;

/**
 * Decodes a call, given the contracts that the connection pins. The result is an action only if that action encodes to
 * this very call: the data is encoded again and compared.
 */
export function decodeCall({ contracts }: Addresses, call: ProposedCall): Decision {
  const contract = CONTRACT_NAMES.find((name) => contracts[name].address === call.target.toLowerCase()) ?? null;
  const fragment = contract && SELECTOR.test(call.data) && INTERFACES[contract].getFunction(call.data.slice(0, 10));
  const undecoded = (why: Undecodable): UndecodedCall => ({
    do: null,
    why,
    contract,
    function: fragment ? fragment.format("sighash") : null,
    ...call,
  });
  if (contract === null) return undecoded("target");
  const found = KINDS.find(([, kind]) => kind.contract === contract && fragment && kind.method === fragment.name);
  if (found === undefined) return undecoded("function");
  if (call.value !== 0n) return undecoded("value");
  const [name, kind] = found;
  const members = membersOf(kind, call.data);
  return members === undefined ? undecoded("arguments") : ({ do: name, ...members } as unknown as CouncilAction);
}

/** Checked first, because ethers would take any other text for a function's name. */
const SELECTOR = /^0x[0-9a-fA-F]{8}/;
const KINDS = Object.entries(ACTIONS) as readonly (readonly [CouncilAction["do"], ActionKind])[];

/**
 * The members of the action; undefined unless they encode to the same data. ABI decoding alone accepts dirty and
 * trailing bytes.
 */
function membersOf({ contract, method, parameters }: ActionKind, data: string): object | undefined {
  try {
    const coder = INTERFACES[contract];
    const args = coder.decodeFunctionData(method, data);
    const members = Object.assign({}, ...parameters.map((parameter, i) => decoded(parameter.decode(args[i]))));
    const again = parameters.map((parameter) => parameter.encode(members));
    return coder.encodeFunctionData(method, again) === data.toLowerCase() ? members : undefined;
  } catch {
    return undefined;
  }
}

function decoded(members: object | undefined): object {
  if (members === undefined) throw new RangeError("no action says this");
  return members;
}

/**
 * Decodes a proposal call by call. Types get their names where the registry or the proposal gives one; the hash proves
 * a name.
 */
export async function decisionsOf(
  registry: Registry,
  { calls }: { readonly calls: readonly ProposedCall[] },
): Promise<Decision[]> {
  const decisions = calls.map((call) => decodeCall(registry.addresses, call));
  if (!decisions.some((decision) => unnamedType(decision) !== undefined)) return decisions;
  const proposed = decisions.flatMap((decision) => (decision.do === "type.register" ? [decision.vct] : []));
  const names = new Map([...(await typeNames(registry)), ...proposed.map((vct) => [id(vct), vct] as const)]);
  return decisions.map((decision) => {
    const vct = names.get(unnamedType(decision) ?? "");
    return vct === undefined ? decision : ({ ...decision, vct } as CouncilAction);
  });
}

/** The id of the action's type, if the action lacks its name. */
function unnamedType(decision: Decision): string | undefined {
  return decision.do !== null && "typeId" in decision && !("vct" in decision) ? decision.typeId : undefined;
}

/** An action's title and its values in order, for display. */
export function describeAction(action: CouncilAction): {
  readonly title: Bilingual;
  readonly values: readonly DescribedValue[];
} {
  const { title, parameters } = ACTIONS[action.do];
  const members = action as unknown as Readonly<Record<string, unknown>>;
  return { title, values: parameters.flatMap((parameter) => parameter.tell(members)) };
}
