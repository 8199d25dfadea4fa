import type { BytesLike } from "ethers";
import type { Council } from "../../../typechain/index.ts";
import { ethers, networkHelpers } from "../support/local.ts";

export { ethers, networkHelpers };

export const periods = { votingDelay: 3_600n, votingPeriod: 86_400n, timelockDelay: 172_800n };
export const SALT = ethers.id("council tests");
export const [AGAINST, FOR, ABSTAIN] = [0n, 1n, 2n] as const;
export const State = {
  pending: 0n,
  active: 1n,
  canceled: 2n,
  defeated: 3n,
  succeeded: 4n,
  queued: 5n,
  expired: 6n,
  executed: 7n,
};

/** The four parts of a proposal's id. */
export type Decision = readonly [targets: string[], values: bigint[], calldatas: string[], descriptionHash: string];

/** Five agencies, each its own controller, a guardian, a stranger, and spare agencies. */
export async function fiveSeats() {
  const signers = await ethers.getSigners();
  const controllers = await ethers.deployContract("ControllersDouble");
  const members = signers.slice(1, 6);
  const [guardian, stranger, ...spare] = signers.slice(6);
  if (guardian === undefined || stranger === undefined) throw new Error("the local network has too few accounts");
  const council = await deployCouncil(
    await controllers.getAddress(),
    members.map((m) => m.address),
    guardian.address,
  );
  const timelock = await ethers.getContractAt("CouncilTimelock", await council.timelock());
  return { controllers, council, timelock, members, guardian, stranger, spare };
}

export function deployCouncil(controllers: string, members: string[], guardian: string) {
  return ethers.deployContract("Council", [controllers, members, guardian, periods, SALT]);
}

/** The decision to call a contract, by default the council itself. */
export async function ownDecision(
  council: Council,
  calls: BytesLike[],
  description: string,
  target?: string,
): Promise<Decision> {
  const self = target ?? (await council.getAddress());
  const calldatas = calls.map((call) => ethers.hexlify(call));
  return [calls.map(() => self), calls.map(() => 0n), calldatas, ethers.id(description)];
}

/** Proposes as a seat that is its own controller, and waits until the vote is open. */
export async function propose(council: Council, by: Seat, calls: BytesLike[], description: string, target?: string) {
  const decision = await ownDecision(council, calls, description, target);
  await council.connect(by).propose(decision[0], decision[1], decision[2], description);
  const id = await council.hashProposal(...decision);
  await networkHelpers.time.increase(periods.votingDelay + 1n);
  return { id, decision };
}

export type Seat = Awaited<ReturnType<typeof ethers.getSigners>>[number];

export async function vote(council: Council, id: bigint, support: bigint, by: Seat[]) {
  for (const seat of by) await council.connect(seat).castVote(id, support);
}

export const endVote = () => networkHelpers.time.increase(periods.votingPeriod + 1n);
export const endDelay = () => networkHelpers.time.increase(periods.timelockDelay + 1n);

/** Proposes, lets the given seats vote For, queues, waits and executes. */
export async function decide(
  council: Council,
  inFavour: Seat[],
  calls: BytesLike[],
  description: string,
  target?: string,
) {
  const [proposer] = inFavour;
  if (proposer === undefined) throw new Error("somebody must propose");
  const { id, decision } = await propose(council, proposer, calls, description, target);
  await vote(council, id, FOR, inFavour);
  await endVote();
  await council.queue(...decision);
  await endDelay();
  await council.execute(...decision);
  return id;
}

export const addSeat = (council: Council, did: string) => council.interface.encodeFunctionData("addSeat", [did]);
export const removeSeat = (council: Council, did: string) => council.interface.encodeFunctionData("removeSeat", [did]);
export const setGuardian = (council: Council, did: string) =>
  council.interface.encodeFunctionData("setGuardian", [did]);
