import type { ContractError } from "../../errors/contracts.ts";
import { DidimError, isDidimError } from "../../errors/error.ts";
import { translate } from "../errors.ts";
import { messageOf } from "../messages.ts";
import type { Registry } from "../open.ts";
import { ACTIONS } from "./action-table.ts";
import { type CouncilAction, callOf } from "./actions.ts";

/** Refusals that time does not change: only another decision could. */
const LASTING: ReadonlySet<string> = new Set(
  (
    [
      ...["TypeKnown", "TypeUnknown", "TypeBadAuthority", "TypeTextLength", "TypeSinceOutOfRange"],
      ...["CouncilInactive", "CouncilAlreadySeated", "CouncilNotSeated", "CouncilAlreadyGuardian"],
      ...["RelyingPartiesInactive", "RelyingPartiesTooManyAppointments"],
      ...["RelyingPartiesNoAppointment", "RelyingPartiesAppointmentOver"],
      ...["ValidatorSetZeroAddress", "ValidatorSetAlreadyIn", "ValidatorSetNotIn"],
      ...["DirectoryNoName", "DirectoryNoCode", "DirectoryUnchanged", "DirectoryNoCurrent", "DirectoryNoEntry"],
      ...["DirectoryAlreadyDistrusted", "DirectoryDistrustedCode", "DirectoryReasonLength"],
    ] as const satisfies readonly ContractError[]
  ).map((name) => `registry.${name}`),
);

/**
 * Tries the actions of a proposal before it is made. Throws the registry's refusal, with the action's number, if one of
 * them can never be executed as things stand. An action after another one to the same contract is not tried, because
 * the first may make it possible.
 */
export async function checkActions(registry: Registry, actions: readonly CouncilAction[]): Promise<void> {
  const calls = actions.map((action, i) => ofItem(i + 1, action.do, () => callOf(registry, action)));
  for (const [i, action] of actions.entries()) {
    const { target, data } = calls[i] ?? { target: "", data: "" };
    if (calls.slice(0, i).some((earlier) => earlier.target === target)) continue;
    const refusal =
      ACTIONS[action.do].contract === "Council"
        ? await refusalOfSeats(registry, action)
        : await refusalOf(registry, { target, data }, action.do);
    if (refusal !== undefined && LASTING.has(refusal.code)) throw ofAction(refusal, i + 1, action.do);
  }
}

function ofItem<T>(number: number, kind: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw isDidimError(error) ? ofAction(error, number, kind) : error;
  }
}

/** Adds to an error of one action which one it is. */
export function ofAction({ code, message, details, cause }: DidimError, number: number, kind: string): DidimError {
  const what = `Action ${number} (${kind}): ${message}`;
  return new DidimError(code, what, { ...details, item: number, action: kind }, { cause });
}

/** What the contract answers to the council's timelock, without a transaction. */
async function refusalOf(
  { rpc, addresses }: Registry,
  { target, data }: { readonly target: string; readonly data: string },
  doing: string,
): Promise<DidimError | undefined> {
  const from = addresses.contracts.CouncilTimelock.address;
  try {
    await rpc.request("eth_call", [{ from, to: target, data }, "latest"]);
    return undefined;
  } catch (error) {
    // Of a node that does not answer, making the proposal will tell.
    return translate(error, doing);
  }
}

/** The council checks that a call is part of a decision, so its functions cannot be tried. */
async function refusalOfSeats({ council }: Registry, action: CouncilAction): Promise<DidimError | undefined> {
  switch (action.do) {
    case "seat.add":
      return (await council.isSeat(action.member)) ? seats("CouncilAlreadySeated", action.member) : undefined;
    case "seat.remove":
      return (await council.isSeat(action.member)) ? undefined : seats("CouncilNotSeated", action.member);
    case "guardian.set":
      return (await council.guardian()).toLowerCase() === action.guardian.toLowerCase()
        ? seats("CouncilAlreadyGuardian", action.guardian)
        : undefined;
    default:
      return undefined;
  }
}

function seats(error: ContractError, did: string): DidimError {
  return new DidimError(`registry.${error}`, messageOf(error, { did }), { did });
}
