import { DidimError, isDidimError } from "../errors/error.ts";
import { accountMembers, type CouncilAction } from "../registry/council/actions.ts";
import { checkActions, ofAction } from "../registry/council/check-actions.ts";
import { type ProposalState, propose, proposedBefore } from "../registry/council/council.ts";
import type { Proposal } from "../registry/council/proposal.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";

/** What is put to the vote. */
export interface ProposeOptions {
  /**
   * Members, authorities and supervisors by their DIDs, or by the addresses in them. A dismissal that names no appointment
   * means the supervisor's newest one.
   */
  readonly actions: readonly CouncilAction[];
  /** What it is about; public. Default: the kinds of its actions. */
  readonly description?: string;
}

/**
 * Makes a proposal. Refuses what can never be executed, and what is proposed already. Throws `council.action` (with the
 * number of the action), the registry's refusal of an action, and `council.proposed-already`.
 *
 * @param usual The description if none is given; a number is added if it was used for the same actions before.
 */
export async function proposeActions(
  registry: Registry,
  member: string,
  { actions: written, description }: ProposeOptions,
  usual = written.map((one) => one.do).join(", "),
): Promise<Proposal> {
  const actions = await Promise.all(written.map((action, i) => resolved(registry, action, i + 1)));
  await checkActions(registry, actions);
  const words =
    description === undefined ? await unused(registry, actions, usual) : await checked(registry, actions, description);
  return propose(registry, member, actions, words);
}

/** The action with addresses in the place of DIDs, and with its appointment. */
async function resolved(registry: Registry, action: CouncilAction, number: number): Promise<CouncilAction> {
  try {
    return await withAppointment(registry, withAddresses(registry, action));
  } catch (error) {
    throw isDidimError(error) ? ofAction(error, number, String(action?.do)) : error;
  }
}

function withAddresses(registry: Registry, action: CouncilAction): CouncilAction {
  const accounts = accountMembers(action);
  const entries = Object.entries(action).map(([name, value]): [string, unknown] => {
    const isDid = accounts.includes(name) && typeof value === "string" && value.startsWith("did:");
    return [name, isDid ? identityIn(registry, value) : value];
  });
  return Object.fromEntries(entries) as unknown as CouncilAction;
}

/** The call that is voted on always names an appointment. */
async function withAppointment(registry: Registry, action: CouncilAction): Promise<CouncilAction> {
  if (action.do !== "supervisor.dismiss" || Object.hasOwn(action, "appointment")) return action;
  if (typeof action.supervisor !== "string") return action;
  const count = Number(await registry.relyingParties.appointmentCount(action.supervisor));
  // Without any appointment, the contract refuses to end the first one.
  return { ...action, appointment: Math.max(0, count - 1) };
}

const OVER: ReadonlySet<ProposalState> = new Set<ProposalState>(["defeated", "cancelled", "expired", "executed"]);

/** The council tells proposals apart by their actions and description: the same words cannot be used again. */
async function checked(registry: Registry, actions: readonly CouncilAction[], description: string): Promise<string> {
  const before = await proposedBefore(registry, actions, description);
  if (before === undefined) return description;
  throw proposedAlready(
    before,
    OVER.has(before.state) ? "Give another description (--description)." : seeIt(before.id),
  );
}

/** Nobody proposes the same more often. */
const MOST_TIMES = 100;

/** The usual words, with a number if they were used before. */
async function unused(registry: Registry, actions: readonly CouncilAction[], usual: string): Promise<string> {
  for (let time = 1; time <= MOST_TIMES; time++) {
    const words = time === 1 ? usual : `${usual} (${time})`;
    const before = await proposedBefore(registry, actions, words);
    if (before === undefined) return words;
    if (!OVER.has(before.state)) throw proposedAlready(before, seeIt(before.id));
  }
  throw new DidimError("council.proposed-already", "Give a description that was not used before.", {});
}

const seeIt = (id: string): string => `See it: npm run didim -- council show ${id}.`;

function proposedAlready({ id, state }: { readonly id: string; readonly state: ProposalState }, cure: string) {
  const message = `The same is proposed already: proposal ${id}, which is ${state}. ${cure}`;
  return new DidimError("council.proposed-already", message, { proposal: id, state });
}
