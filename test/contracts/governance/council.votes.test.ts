import { expect } from "chai";
import type { Council } from "../../../typechain/index.ts";
import { oneBlockOf } from "../support/one-block.ts";
import {
  ABSTAIN,
  AGAINST,
  addSeat,
  decide,
  endDelay,
  endVote,
  ethers,
  FOR,
  fiveSeats,
  networkHelpers,
  ownDecision,
  periods,
  propose,
  removeSeat,
  type Seat,
  State,
  vote,
} from "./council.fixture.ts";

const { loadFixture } = networkHelpers;

/** Five seats and a proposal under vote: to add the spare agency. */
async function openVote() {
  const all = await fiveSeats();
  const { council, members, spare } = all;
  const made = await propose(council, members[0]!, [addSeat(council, spare[0]!.address)], "seat a sixth agency");
  return { ...all, ...made };
}

type Ballots = readonly [inFavour: number, against: number, abstaining: number];

/** Casts the votes: the first seats vote For, the next Against, the next Abstain. */
async function castAll(council: Council, id: bigint, members: Seat[], [inFavour, against, abstaining]: Ballots) {
  await vote(council, id, FOR, members.slice(0, inFavour));
  await vote(council, id, AGAINST, members.slice(inFavour, inFavour + against));
  await vote(council, id, ABSTAIN, members.slice(inFavour + against, inFavour + against + abstaining));
}

describe("Council: counting", () => {
  it("carries what more than half of the seats vote for", async () => {
    const { council, members, id, decision } = await loadFixture(openVote);
    expect(await council.state(id)).to.equal(State.active);
    await vote(council, id, FOR, members.slice(0, 3));
    await endVote();
    expect(await council.state(id)).to.equal(State.succeeded);
    await council.queue(...decision);
    expect(await council.state(id)).to.equal(State.queued);
    await endDelay();
    await expect(council.execute(...decision)).to.emit(council, "SeatAdded");
    expect(await council.state(id)).to.equal(State.executed);
  });

  const outcomes: [inFavour: number, against: number, abstaining: number, carried: boolean, why: string][] = [
    [2, 0, 0, false, "no quorum"],
    [3, 0, 0, true, "quorum and majority"],
    [2, 2, 0, false, "Against does not help to reach the quorum, and a tie is no majority"],
    [2, 1, 1, true, "Abstain helps to reach the quorum"],
    [2, 2, 1, false, "a tie is no majority"],
    [3, 2, 0, true, "three to two"],
    [2, 3, 0, false, "two to three"],
    [0, 0, 5, false, "abstaining decides nothing"],
    [1, 0, 2, true, "one For with a quorum that does not mind"],
  ];
  for (const [inFavour, against, abstaining, carried, why] of outcomes) {
    it(`${carried ? "carries" : "defeats"} ${inFavour} For, ${against} Against, ${abstaining} Abstain of five: ${why}`, async () => {
      const { council, members, id, decision } = await loadFixture(openVote);
      await castAll(council, id, members, [inFavour, against, abstaining]);
      expect([...(await council.proposalVotes(id))]).to.deep.equal([against, inFavour, abstaining].map(BigInt));
      await endVote();
      expect(await council.state(id)).to.equal(carried ? State.succeeded : State.defeated);
      if (!carried)
        await expect(council.queue(...decision)).to.be.revertedWithCustomError(
          council,
          "GovernorUnexpectedProposalState",
        );
    });
  }

  it("does not count members removed before the end of the vote", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a, b, c, d, e] = members;
    // The removal is decided first, and executed while the second vote is open.
    const removal = await propose(council, c!, [removeSeat(council, a!.address)], "a leaves");
    await vote(council, removal.id, FOR, [c!, d!, e!]);
    await endVote();
    await council.queue(...removal.decision);
    await networkHelpers.time.increase(periods.timelockDelay - periods.votingDelay - 100n);
    const { id, decision } = await propose(council, a!, [removeSeat(council, e!.address)], "e leaves");
    await vote(council, id, FOR, [a!, b!, c!]);
    await networkHelpers.time.increase(200n);
    await council.execute(...removal.decision);
    expect(await council.state(id)).to.equal(State.active);
    expect([...(await council.tally(id, await networkHelpers.time.latest()))]).to.deep.equal([0n, 2n, 0n, 4n]);
    await endVote();
    expect(await council.state(id)).to.equal(State.defeated);
    await expect(council.queue(...decision)).to.be.revertedWithCustomError(council, "GovernorUnexpectedProposalState");
  });

  it("counts again at execution: members removed after queueing take their votes with them", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a, b, c, d, e] = members;
    const one = await propose(council, c!, [removeSeat(council, a!.address)], "a leaves");
    const two = await propose(council, a!, [removeSeat(council, e!.address)], "e leaves");
    await vote(council, one.id, FOR, [c!, d!, e!]);
    await vote(council, two.id, FOR, [a!, b!, c!]);
    await endVote();
    await council.queue(...one.decision);
    await council.queue(...two.decision);
    expect(await council.state(two.id)).to.equal(State.queued);
    await endDelay();
    await council.execute(...one.decision);
    expect(await council.state(two.id)).to.equal(State.defeated);
    await expect(council.execute(...two.decision)).to.be.revertedWithCustomError(
      council,
      "GovernorUnexpectedProposalState",
    );
    expect(await council.isSeat(e!.address)).to.equal(true);
  });

  it("does not revive a defeated proposal when those who voted against are removed afterwards", async () => {
    const { council, members, id } = await loadFixture(openVote);
    const [a, b, c, d, e] = members;
    await vote(council, id, FOR, [a!, b!]);
    await vote(council, id, AGAINST, [d!, e!]);
    await endVote();
    expect(await council.state(id)).to.equal(State.defeated);
    await decide(
      council,
      [a!, b!, c!],
      [removeSeat(council, d!.address), removeSeat(council, e!.address)],
      "both leave",
    );
    // Of the three seats left, two voted For and none Against; but the vote has ended.
    expect([...(await council.tally(id, await networkHelpers.time.latest()))]).to.deep.equal([0n, 2n, 0n, 3n]);
    expect(await council.state(id)).to.equal(State.defeated);
  });

  const twice: [
    what: string,
    ballots: Ballots,
    leaving: number[],
    atTheEnd: bigint,
    now: [number, number, number, number],
  ][] = [
    ["a majority lost since the vote is none", [2, 1, 2], [0], State.succeeded, [1, 1, 2, 4]],
    ["a majority gained since the vote is none", [2, 2, 1], [3], State.defeated, [1, 2, 1, 4]],
    ["a quorum gained since the vote is none", [2, 0, 0], [3, 4], State.defeated, [0, 2, 0, 3]],
  ];
  for (const [what, ballots, leaving, atTheEnd, now] of twice) {
    it(`counts twice, at the end of the vote and at each step after it: ${what}`, async () => {
      const { council, members, id } = await loadFixture(openVote);
      await castAll(council, id, members, ballots);
      await endVote();
      expect(await council.state(id)).to.equal(atTheEnd);
      const calls = leaving.map((i) => removeSeat(council, members[i]!.address));
      await decide(council, [members[1]!, members[2]!, members[4]!], calls, what);
      const counted = await council.tally(id, await networkHelpers.time.latest());
      expect([...counted]).to.deep.equal(now.map(BigInt));
      expect(await council.state(id)).to.equal(State.defeated);
    });
  }

  it("gives a member who was removed and added again during a vote neither the old ballot nor a new one", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a, b, c, d, e] = members;
    const back = await propose(
      council,
      c!,
      [removeSeat(council, a!.address), addSeat(council, a!.address)],
      "out and in",
    );
    const open = await propose(council, b!, [removeSeat(council, e!.address)], "e leaves");
    await vote(council, back.id, FOR, [c!, d!, e!]);
    await vote(council, open.id, FOR, [a!, b!, c!]);
    await endVote();
    await council.queue(...back.decision);
    await council.queue(...open.decision);
    await endDelay();
    await council.execute(...back.decision);
    expect(await council.isSeat(a!.address)).to.equal(true);
    expect(await council.hasVoted(open.id, a!.address)).to.equal(true);
    expect([...(await council.tally(open.id, await networkHelpers.time.latest()))]).to.deep.equal([0n, 2n, 0n, 5n]);
    expect(await council.state(open.id)).to.equal(State.defeated);
  });

  it("gives a seat added after the proposal no vote on it, but counts the seat for the quorum", async () => {
    const { council, members, spare } = await loadFixture(fiveSeats);
    const [a, b, c] = members;
    const joining = await propose(council, a!, [addSeat(council, spare[0]!.address)], "a sixth agency");
    await vote(council, joining.id, FOR, [a!, b!, c!]);
    await endVote();
    await council.queue(...joining.decision);
    await networkHelpers.time.increase(periods.timelockDelay - periods.votingDelay - 100n);
    const { id } = await propose(council, a!, [removeSeat(council, c!.address)], "c leaves");
    const made = (await council.proposalSnapshot(id)) - periods.votingDelay;
    await networkHelpers.time.increase(200n);
    await council.execute(...joining.decision);
    const { from } = await council.seat(6n);
    await expect(council.connect(spare[0]!).castVote(id, FOR))
      .to.be.revertedWithCustomError(council, "CouncilSeatedTooLate")
      .withArgs(spare[0]!.address, from, made);
    await vote(council, id, FOR, [a!, b!, c!]);
    await endVote();
    expect(await council.quorum(await networkHelpers.time.latest())).to.equal(4n);
    expect(await council.state(id)).to.equal(State.defeated);
  });

  it("gives a seat added in the very second of the proposal no vote either, because the order is not known any more", async () => {
    const { council, members, spare } = await loadFixture(openVote);
    const [a, b, c] = members;
    const newcomer = spare[1]!;
    const joining = await propose(council, a!, [addSeat(council, newcomer.address)], "one more");
    await vote(council, joining.id, FOR, [a!, b!, c!]);
    await endVote();
    await council.queue(...joining.decision);
    await endDelay();
    const leaving = await ownDecision(council, [removeSeat(council, c!.address)], "c leaves");
    const [targets, values, calldatas] = leaving;
    const gas = { gasLimit: 1_000_000n };
    await oneBlockOf(ethers.provider)(
      () => council.execute(...joining.decision, gas),
      () => council.connect(a!).propose(targets, values, calldatas, "c leaves", gas),
    );
    const second = BigInt(await networkHelpers.time.latest());
    await networkHelpers.time.increase(periods.votingDelay + 1n);
    await expect(council.connect(newcomer).castVote(await council.hashProposal(...leaving), FOR))
      .to.be.revertedWithCustomError(council, "CouncilSeatedTooLate")
      .withArgs(newcomer.address, second, second);
  });

  it("accepts one ballot for each seat, of any kind", async () => {
    const { council, members, id } = await loadFixture(openVote);
    for (const [i, support] of [AGAINST, FOR, ABSTAIN].entries()) {
      const seat = members[i]!;
      await council.connect(seat).castVote(id, support);
      expect(await council.hasVoted(id, seat.address)).to.equal(true);
      await expect(council.connect(seat).castVote(id, FOR))
        .to.be.revertedWithCustomError(council, "GovernorAlreadyCastVote")
        .withArgs(seat.address);
    }
    expect(await council.hasVoted(id, members[3]!.address)).to.equal(false);
  });

  it("accepts only known kinds of ballot, while the vote is open", async () => {
    const { council, members, id } = await loadFixture(openVote);
    const first = council.connect(members[0]!);
    await expect(first.castVote(id, 3)).to.be.revertedWithCustomError(council, "GovernorInvalidVoteType");
    await endVote();
    await expect(first.castVote(id, FOR)).to.be.revertedWithCustomError(council, "GovernorUnexpectedProposalState");
  });

  it("opens the vote only after its delay", async () => {
    const { council, members, stranger } = await loadFixture(fiveSeats);
    const decision = await ownDecision(council, [addSeat(council, stranger.address)], "early");
    await council.connect(members[0]!).propose(decision[0], decision[1], decision[2], "early");
    const id = await council.hashProposal(...decision);
    expect(await council.state(id)).to.equal(State.pending);
    await expect(council.connect(members[0]!).castVote(id, FOR)).to.be.revertedWithCustomError(
      council,
      "GovernorUnexpectedProposalState",
    );
  });

  it("lets a decision lapse that nobody queues, or executes, within thirty days", async () => {
    const { council, members, id, decision } = await loadFixture(openVote);
    await vote(council, id, FOR, members);
    await endVote();
    const before = await networkHelpers.takeSnapshot();
    await networkHelpers.time.increaseTo((await council.proposalDeadline(id)) + 30n * 86_400n);
    expect(await council.state(id)).to.equal(State.succeeded);
    await networkHelpers.time.increase(1n);
    expect(await council.state(id)).to.equal(State.expired);
    await expect(council.queue(...decision)).to.be.revertedWithCustomError(council, "GovernorUnexpectedProposalState");
    await before.restore();
    await council.queue(...decision);
    await networkHelpers.time.increase(periods.timelockDelay + 30n * 86_400n);
    expect(await council.state(id)).to.equal(State.queued);
    await networkHelpers.time.increase(1n);
    expect(await council.state(id)).to.equal(State.expired);
    await expect(council.execute(...decision)).to.be.revertedWithCustomError(
      council,
      "GovernorUnexpectedProposalState",
    );
  });

  it("measures time in seconds (ERC-6372)", async () => {
    const { council } = await loadFixture(fiveSeats);
    expect(await council.CLOCK_MODE()).to.equal("mode=timestamp");
    expect(await council.clock()).to.equal(await networkHelpers.time.latest());
    expect(await council.COUNTING_MODE()).to.equal("support=bravo&quorum=for,abstain");
  });
});
