import { expect } from "chai";
import {
  addSeat,
  decide,
  endDelay,
  endVote,
  ethers,
  FOR,
  fiveSeats,
  networkHelpers,
  ownDecision,
  propose,
  State,
  setGuardian,
  vote,
} from "./council.fixture.ts";

const { loadFixture } = networkHelpers;

describe("Council: the guardian", () => {
  it("may cancel a proposal that is pending, under vote, carried or queued", async () => {
    const { council, members, guardian, stranger } = await loadFixture(fiveSeats);
    const by = council.connect(guardian);
    const start = await networkHelpers.takeSnapshot();
    for (const steps of [0, 1, 2, 3]) {
      await start.restore();
      const { id, decision } = await propose(council, members[0]!, [addSeat(council, stranger.address)], "cancelled");
      if (steps > 0) await vote(council, id, FOR, members);
      if (steps > 1) await endVote();
      if (steps > 2) await council.queue(...decision);
      await expect(by.cancel(...decision))
        .to.emit(council, "ProposalCanceled")
        .withArgs(id);
      expect(await council.state(id)).to.equal(State.canceled);
      await endVote();
      await endDelay();
      await expect(council.execute(...decision)).to.be.revertedWithCustomError(
        council,
        "GovernorUnexpectedProposalState",
      );
    }
  });

  it("is the only one who may: no seat, not even the proposer, and no stranger", async () => {
    const { council, members, stranger } = await loadFixture(fiveSeats);
    const decision = await ownDecision(council, [addSeat(council, stranger.address)], "mine");
    await council.connect(members[0]!).propose(decision[0], decision[1], decision[2], "mine");
    const id = await council.hashProposal(...decision);
    for (const caller of [members[0]!, members[1]!, stranger]) {
      await expect(council.connect(caller).cancel(...decision))
        .to.be.revertedWithCustomError(council, "GovernorUnableToCancel")
        .withArgs(id, caller.address);
    }
  });

  it("may do nothing else: neither propose, nor vote, nor touch the timelock", async () => {
    const { council, timelock, members, guardian, stranger } = await loadFixture(fiveSeats);
    const { id, decision } = await propose(council, members[0]!, [addSeat(council, stranger.address)], "x");
    const by = council.connect(guardian);
    await expect(by.propose(decision[0], decision[1], decision[2], "y")).to.be.revertedWithCustomError(
      council,
      "CouncilNotSeated",
    );
    await expect(by.castVote(id, FOR)).to.be.revertedWithCustomError(council, "CouncilNotSeated");
    await expect(timelock.connect(guardian).cancel(ethers.ZeroHash)).to.be.revertedWithCustomError(
      timelock,
      "AccessControlUnauthorizedAccount",
    );
  });

  it("is a DID: its current controller acts, and nobody once it is deactivated", async () => {
    const { council, controllers, members, guardian, stranger } = await loadFixture(fiveSeats);
    const { id, decision } = await propose(council, members[0]!, [addSeat(council, stranger.address)], "x");
    await controllers.setController(guardian.address, stranger.address);
    await expect(council.connect(guardian).cancel(...decision))
      .to.be.revertedWithCustomError(council, "GovernorUnableToCancel")
      .withArgs(id, guardian.address);
    await controllers.deactivate(guardian.address);
    await expect(council.connect(stranger).cancel(...decision))
      .to.be.revertedWithCustomError(council, "GovernorUnableToCancel")
      .withArgs(id, stranger.address);
  });

  it("is replaced only by the council, and cannot cancel its own replacement", async () => {
    const { council, members, guardian, stranger } = await loadFixture(fiveSeats);
    const { id, decision } = await propose(
      council,
      members[0]!,
      [setGuardian(council, stranger.address)],
      "a new guardian",
    );
    await expect(council.connect(guardian).cancel(...decision))
      .to.be.revertedWithCustomError(council, "CouncilGuardianCannotKeepOffice")
      .withArgs(id);
    await vote(council, id, FOR, members);
    await endVote();
    await council.queue(...decision);
    await endDelay();
    await expect(council.execute(...decision))
      .to.emit(council, "GuardianChanged")
      .withArgs(guardian.address, stranger.address);
    expect(await council.guardian()).to.equal(stranger.address);
  });

  it("can still cancel a proposal that hides something else behind its replacement", async () => {
    const { council, members, guardian, stranger } = await loadFixture(fiveSeats);
    const calls = [setGuardian(council, stranger.address), addSeat(council, stranger.address)];
    const { decision } = await propose(council, members[0]!, calls, "two things");
    await expect(council.connect(guardian).cancel(...decision)).to.emit(council, "ProposalCanceled");
  });

  it("can still cancel a proposal to call setGuardian on another contract", async () => {
    const { council, members, guardian, stranger } = await loadFixture(fiveSeats);
    const call = setGuardian(council, stranger.address);
    const { decision } = await propose(council, members[0]!, [call], "elsewhere", stranger.address);
    await expect(council.connect(guardian).cancel(...decision)).to.emit(council, "ProposalCanceled");
  });

  it("cannot be the zero address, a deactivated DID, or the same again", async () => {
    const { council, controllers, members, guardian, stranger } = await loadFixture(fiveSeats);
    await controllers.deactivate(stranger.address);
    const refused: [string, string][] = [
      [ethers.ZeroAddress, "CouncilInactive"],
      [stranger.address, "CouncilInactive"],
      [guardian.address, "CouncilAlreadyGuardian"],
    ];
    for (const [did, error] of refused) {
      await expect(decide(council, members, [setGuardian(council, did)], did))
        .to.be.revertedWithCustomError(council, error)
        .withArgs(did);
    }
  });
});
