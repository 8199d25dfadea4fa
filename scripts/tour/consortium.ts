import { setTimeout as sleep } from "node:timers/promises";
import type { ConsortiumFolder } from "../../network/folder.ts";
import { urlOf } from "../../network/health.ts";
import { type ChainSigner, createSigningAccount } from "../../src/public/chain.ts";
import { type CouncilAction, execute, propose, queue, readyAt, vote } from "../../src/public/council.ts";
import { DidimError } from "../../src/public/index.ts";
import { generatePrivateKey } from "../../src/public/keys.ts";
import { openRegistry, type Registry } from "../../src/public/registry.ts";
import { consortiumAddresses, nodesHere, readConsortium } from "../lib/consortium/consortium.ts";
import { changeConsortium } from "../lib/consortium/lists.ts";
import { memberPassword } from "../lib/consortium/member-keys.ts";
import { listKeys, openAccount } from "../lib/keys/keys.ts";
import { type DeploymentParameters, readParameters } from "../lib/network/parameters.ts";
import type { Home } from "../lib/terminal/home.ts";
import type { TourChain } from "./chain.ts";

/** Seconds. Nobody on a tour waits longer for a vote. */
const PATIENCE = 300;
/** Seconds. Time cannot be advanced here, so a "day" lasts only until the next block with another timestamp. */
const A_DAY = 2;
/** One account for each role. */
const CAST = 12;

/**
 * The consortium as the tour uses it: members whose keys are here vote; all other roles are new accounts, permitted for
 * the tour only. Throws `tour.no-seat`, `tour.periods`.
 */
export async function onConsortium(folder: ConsortiumFolder, home: Home): Promise<TourChain> {
  const [consortium, parameters] = [readConsortium(folder), readParameters(folder.parameters)];
  checkPeriods(parameters);
  const urls = nodesHere(folder, consortium).map(urlOf);
  const registry = await openRegistry({ url: urls, addresses: consortiumAddresses(folder) });
  const seats = await openSeats(folder, home, parameters);
  const people = Array.from({ length: CAST }, () => createSigningAccount({ privateKey: generatePrivateKey("ES256K") }));
  const accounts = people.map(({ address }) => address);
  await changeConsortium(folder, consortium, { ...consortium, accounts: [...consortium.accounts, ...accounts] });
  return {
    url: urls[0] ?? "",
    addresses: registry.addresses,
    accounts,
    as: (account) => registry.as(people[accounts.indexOf(account)] ?? nobody(account)),
    now: async () => (await registry.head()).time,
    advanceTime: async (seconds) => passed(registry, (await registry.head()).time + Math.min(seconds, A_DAY)),
    decide: (actions, description) => decide(registry, seats, actions, description),
    stop: async () => {
      const now = readConsortium(folder);
      const left = now.accounts.filter((account) => !accounts.includes(account));
      await changeConsortium(folder, now, { ...now, accounts: left });
    },
    seats: parameters.members.length,
    edition: `tour-${Date.now().toString(36)}`,
  };
}

function checkPeriods({ votingDelay, votingPeriod, timelockDelay }: DeploymentParameters): void {
  const seconds = votingDelay + votingPeriod + timelockDelay;
  if (seconds <= PATIENCE) return;
  const message = `This council takes ${seconds} s for a decision, and time cannot be made to pass here: the tour wants at most ${PATIENCE}. Make a consortium for trying things out.`;
  throw new DidimError("tour.periods", message, { seconds, most: PATIENCE });
}

/** The members' accounts whose keys are here. */
async function openSeats(
  folder: ConsortiumFolder,
  home: Home,
  { members }: DeploymentParameters,
): Promise<ChainSigner[]> {
  const keys = listKeys(home).filter(({ kind, says = "" }) => kind === "account" && members.includes(says));
  if (2 * keys.length <= members.length) {
    const message = `The tour decides as the council does, by most of its ${members.length} seats; the keys of ${keys.length} are in ${home.keys}.`;
    throw new DidimError("tour.no-seat", message, { seats: members.length, keys: keys.length });
  }
  const password = await memberPassword(folder, {});
  return Promise.all(keys.map(({ name }) => openAccount(home, name, password)));
}

async function decide(
  registry: Registry,
  seats: readonly ChainSigner[],
  actions: readonly CouncilAction[],
  description: string,
): Promise<void> {
  const [first] = seats;
  if (first === undefined) return;
  const proposal = await propose(registry.as(first), first.address, actions, description);
  await passed(registry, proposal.voteStart + 1);
  await Promise.all(seats.map((seat) => vote(registry.as(seat), seat.address, proposal.id, "for")));
  await passed(registry, proposal.voteEnd + 1);
  await queue(registry.as(first), proposal);
  await passed(registry, await readyAt(registry, proposal.id));
  await execute(registry.as(first), proposal);
}

/** Waits until a block has that timestamp or a later one. */
async function passed(registry: Registry, time: number): Promise<void> {
  while ((await registry.head()).time < time) await sleep(200);
}

function nobody(account: string): never {
  throw new RangeError(`${account} is nobody on the tour`);
}
