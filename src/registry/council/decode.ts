import { id } from "ethers";
import type { Words } from "../../errors/words.ts";
import type { Addresses } from "../addresses.ts";
import type { Registry } from "../connect.ts";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../contracts.ts";
import { typeNames } from "../type-names.ts";
import { ACTIONS, type ActionKind } from "./action-table.ts";
import type { ToldValue } from "./action-values.ts";
import type { CouncilAction } from "./actions.ts";

/** A call of a proposal, as the proposer made it. */
export interface ProposedCall {
  readonly target: string;
  readonly value: bigint;
  readonly data: string;
}

/** Why a call is none of the council's actions. */
export type Undecodable =
  /** The target is no contract of this deployment, however much it looks like one. */
  | "target"
  /** It is one, and the function is none of those that are the council's. */
  | "function"
  /** The data is not to the byte what an action's arguments make: bytes too many, too few, or set where none belong. */
  | "arguments"
  /** It sends money along, which no action does. */
  | "value";

/** A call that is none of the council's actions: what it would do is not known. */
export interface UndecodedCall extends ProposedCall {
  readonly do: null;
  readonly why: Undecodable;
  /** The contract of this deployment that is called; null if it is none. */
  readonly contract: ContractName | null;
  /** The function's signature, where that contract has one of this selector; null if not. */
  readonly function: string | null;
}

/** What a call of a proposal decides. An action has all of its members, those that say nothing particular as well. */
export type Decision = CouncilAction | UndecodedCall;

/**
 * What a call decides, by the contracts that the connection pins. It is an action if, and only if, that action makes
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

/** A text that is none would be looked up as the function's name. */
const SELECTOR = /^0x[0-9a-fA-F]{8}/;
const KINDS = Object.entries(ACTIONS) as readonly (readonly [CouncilAction["do"], ActionKind])[];

/**
 * The members of the action; undefined unless they make the same data again. ABI decoding by itself takes dirty and
 * trailing bytes for clean.
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
 * What a proposal decides, call by call. Types are named where the registry, or the proposal itself, tells a name of
 * theirs; that it is the name, its hash shows.
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

/** The id of the type that an action is about, where it does not have its name. */
function unnamedType(decision: Decision): string | undefined {
  return decision.do !== null && "typeId" in decision && !("vct" in decision) ? decision.typeId : undefined;
}

/** What an action does, and its values, in order. */
export function toldAction(action: CouncilAction): { readonly title: Words; readonly values: readonly ToldValue[] } {
  const { title, parameters } = ACTIONS[action.do];
  const members = action as unknown as Readonly<Record<string, unknown>>;
  return { title, values: parameters.flatMap((parameter) => parameter.tell(members)) };
}
