import { expect } from "chai";
import {
  addSeat,
  decide,
  deployCouncil,
  endDelay,
  endVote,
  ethers,
  FOR,
  fiveSeats,
  networkHelpers,
  periods,
  propose,
  removeSeat,
  vote,
} from "./council.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Council: seats", () => {
  it("begin with those given at deployment, numbered from 1", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    expect(await council.seatCount()).to.equal(5n);
    expect(await council.seats()).to.deep.equal(members.map((m) => m.address));
    const first = await council.seat(1n);
    expect([first.member, first.previous]).to.deep.equal([members[0]!.address, 0n]);
    expect(first.until).to.equal(2n ** 40n - 1n);
  });

  it("are added and removed by executed proposals", async () => {
    const { council, members, spare } = await loadFixture(fiveSeats);
    const [a, b, c, d] = members;
    const newcomer = spare[0]!.address;
    await decide(
      council,
      [a!, b!, c!],
      [addSeat(council, newcomer), removeSeat(council, d!.address)],
      "one in, one out",
    );
    expect(await council.isSeat(newcomer)).to.equal(true);
    expect(await council.isSeat(d!.address)).to.equal(false);
    expect(await council.seatCount()).to.equal(5n);
    expect([...(await council.seats())]).to.have.members(
      [a!, b!, c!, members[4]!].map((m) => m.address).concat(newcomer),
    );
  });

  it("have a history: who held one at a time is known for ever", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a, b, c, d] = members;
    const began = (await council.seat(4n)).from;
    await decide(council, [a!, b!, c!], [removeSeat(council, d!.address)], "out");
    await decide(council, [a!, b!, c!], [addSeat(council, d!.address)], "in again");
    const { until } = await council.seat(4n);
    expect(await council.seatNumberAt(d!.address, began)).to.equal(4n);
    expect(await council.seatNumberAt(d!.address, until - 1n)).to.equal(4n);
    expect(await council.seatNumberAt(d!.address, until)).to.equal(0n);
    expect(await council.seatNumberAt(d!.address, await networkHelpers.time.latest())).to.equal(6n);
    expect(await council.getVotes(d!.address, began)).to.equal(1n);
    expect(await council.getVotes(d!.address, began - 1n)).to.equal(0n);
    expect((await council.seat(6n)).previous).to.equal(4n);
  });

  it("can be rebuilt from the events", async () => {
    const { council, members, spare } = await loadFixture(fiveSeats);
    const [a, b, c] = members;
    await decide(council, [a!, b!, c!], [addSeat(council, spare[0]!.address), removeSeat(council, a!.address)], "swap");
    const present = new Set<string>();
    for (const log of await council.queryFilter("*" as never)) {
      const event = council.interface.parseLog(log);
      if (event?.name === "SeatAdded") present.add(event.args.member);
      if (event?.name === "SeatRemoved") present.delete(event.args.member);
    }
    expect([...present]).to.have.members([...(await council.seats())]);
  });

  it("are not held by the zero address or strangers", async () => {
    const { council, stranger } = await loadFixture(fiveSeats);
    expect(await council.isSeat(ethers.ZeroAddress)).to.equal(false);
    expect(await council.isSeat(stranger.address)).to.equal(false);
    expect(await council.seatNumberAt(ethers.ZeroAddress, await networkHelpers.time.latest())).to.equal(0n);
  });

  it("cannot be none, the zero address, repeated, a deactivated DID, or more than 64 at deployment", async () => {
    const { council, controllers, members, guardian } = await loadFixture(fiveSeats);
    const dids = await controllers.getAddress();
    const make = (seats: string[], by = guardian.address) => deployCouncil(dids, seats, by);
    const [a, b] = members.map((m) => m.address) as [string, string];
    await expect(make([])).to.be.revertedWithCustomError(council, "CouncilInactive").withArgs(ethers.ZeroAddress);
    await expect(make([a, ethers.ZeroAddress]))
      .to.be.revertedWithCustomError(council, "CouncilInactive")
      .withArgs(ethers.ZeroAddress);
    await expect(make([a, b, a]))
      .to.be.revertedWithCustomError(council, "CouncilAlreadySeated")
      .withArgs(a, 1n);
    await expect(make([a], ethers.ZeroAddress))
      .to.be.revertedWithCustomError(council, "CouncilInactive")
      .withArgs(ethers.ZeroAddress);
    const many = Array.from({ length: 65 }, (_, i) => ethers.toBeHex(i + 1, 20));
    await expect(make(many)).to.be.revertedWithCustomError(council, "CouncilFull").withArgs(64n);
    await controllers.deactivate(b);
    await expect(make([a, b]))
      .to.be.revertedWithCustomError(council, "CouncilInactive")
      .withArgs(b);
  });

  it("cannot be given to the zero address, whatever the registry says of its controller", async () => {
    const { council, controllers, members, guardian, stranger } = await loadFixture(fiveSeats);
    await controllers.setController(ethers.ZeroAddress, stranger.address);
    const made = deployCouncil(
      await controllers.getAddress(),
      [members[0]!.address, ethers.ZeroAddress],
      guardian.address,
    );
    await expect(made).to.be.revertedWithCustomError(council, "CouncilInactive").withArgs(ethers.ZeroAddress);
  });

  it("need a voting delay at deployment, or nobody could object in time", async () => {
    const { council, controllers, members, guardian } = await loadFixture(fiveSeats);
    for (const period of ["votingDelay", "votingPeriod", "timelockDelay"]) {
      const made = ethers.deployContract("Council", [
        await controllers.getAddress(),
        [members[0]!.address],
        guardian.address,
        { ...periods, [period]: 0n },
        ethers.ZeroHash,
      ]);
      await expect(made).to.be.revertedWithCustomError(council, "CouncilZeroPeriod");
    }
  });

  it("cannot be changed directly by one actor, or by the timelock's or guardian's key", async () => {
    const { council, timelock, members, guardian, stranger } = await loadFixture(fiveSeats);
    const held = await ethers.getImpersonatedSigner(await timelock.getAddress());
    await networkHelpers.setBalance(held.address, 10n ** 18n);
    for (const caller of [members[0]!, guardian, stranger]) {
      for (const call of [
        () => council.connect(caller).addSeat(stranger),
        () => council.connect(caller).removeSeat(members[1]!),
        () => council.connect(caller).setGuardian(stranger),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(council, "GovernorOnlyExecutor").withArgs(caller.address);
      }
    }
    // Even the timelock itself may only make the call that is being executed.
    await expect(council.connect(held).addSeat(stranger)).to.be.revert(ethers);
    expect(await council.seatCount()).to.equal(5n);
  });

  it("cannot be reduced to none, and a decision that would do so fails as a whole", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const everybody = members.map((m) => removeSeat(council, m.address));
    const { id, decision } = await propose(council, members[0]!, everybody, "remove everybody");
    await vote(council, id, FOR, members);
    await endVote();
    await council.queue(...decision);
    await endDelay();
    await expect(council.execute(...decision))
      .to.be.revertedWithCustomError(council, "CouncilLastSeat")
      .withArgs(members[4]!.address);
    expect(await council.seatCount()).to.equal(5n);
  });

  it("cannot be given twice, to the zero address or to a deactivated DID, nor taken from a stranger", async () => {
    const { council, controllers, members, stranger, spare } = await loadFixture(fiveSeats);
    const three = members.slice(0, 3);
    const dead = spare[0]!.address;
    await controllers.deactivate(dead);
    const refused: [string, string, unknown[]][] = [
      [addSeat(council, members[1]!.address), "CouncilAlreadySeated", [members[1]!.address, 2n]],
      [addSeat(council, ethers.ZeroAddress), "CouncilInactive", [ethers.ZeroAddress]],
      [addSeat(council, dead), "CouncilInactive", [dead]],
      [removeSeat(council, stranger.address), "CouncilNotSeated", [stranger.address]],
      [removeSeat(council, ethers.ZeroAddress), "CouncilNotSeated", [ethers.ZeroAddress]],
    ];
    for (const [call, error, args] of refused) {
      await expect(decide(council, three, [call], `${error} ${args}`))
        .to.be.revertedWithCustomError(council, error)
        .withArgs(...args);
    }
    expect(await council.seatCount()).to.equal(5n);
  });

  it("are at most 64, and counting them all is far within a block's gas", async () => {
    const { controllers, members, guardian } = await loadFixture(fiveSeats);
    const first = members[0]!;
    const seats = [first.address, ...Array.from({ length: 63 }, (_, i) => ethers.toBeHex(0xd1d00 + i, 20))];
    for (const did of seats.slice(1)) await controllers.setController(did, first.address);
    const council = await deployCouncil(await controllers.getAddress(), seats, guardian.address);
    const { id, decision } = await propose(council, first, [removeSeat(council, seats[63]!)], "a full house");
    for (const did of seats) await council.connect(first).castVoteFor(did, id, FOR, "");
    await endVote();
    const queued = await (await council.queue(...decision)).wait();
    await endDelay();
    const executed = await (await council.execute(...decision)).wait();
    expect(queued!.gasUsed).to.be.lessThan(1_500_000n);
    expect(executed!.gasUsed).to.be.lessThan(1_500_000n);
    expect(await council.seatCount()).to.equal(63n);
  });
});
