import { expect } from "chai";
import {
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
  propose,
  removeSeat,
  type Seat,
  State,
  setGuardian,
  vote,
} from "./council.fixture.ts";

const { loadFixture } = networkHelpers;
type Actors = Awaited<ReturnType<typeof fiveSeats>>;

/** The first agency hands its seat's DID to another controller, as after a key rotation. */
async function rotated() {
  const all = await fiveSeats();
  const [member, ...others] = all.members as [Seat, ...Seat[]];
  const controller = all.spare[0]!;
  await all.controllers.setController(member.address, controller.address);
  const made = await propose(all.council, others[0]!, [addSeat(all.council, all.stranger.address)], "a sixth agency");
  return { ...all, ...made, member, controller, others };
}

async function signedBallot(
  { council }: Actors,
  signer: Seat,
  ballot: { proposalId: bigint; support: bigint; voter: string; nonce: bigint },
) {
  const domain = {
    name: "Didim Council",
    version: "1",
    chainId: 31337n,
    verifyingContract: await council.getAddress(),
  };
  const types = {
    Ballot: [
      { name: "proposalId", type: "uint256" },
      { name: "support", type: "uint8" },
      { name: "voter", type: "address" },
      { name: "nonce", type: "uint256" },
    ],
  };
  return signer.signTypedData(domain, types, ballot);
}

describe("Council: who acts for a seat", () => {
  it("lets the controller of the moment propose and vote, under the member's name", async () => {
    const { council, member, controller, id } = await loadFixture(rotated);
    await expect(council.connect(controller).castVoteFor(member.address, id, FOR, "we agree"))
      .to.emit(council, "VoteCast")
      .withArgs(member.address, id, FOR, 1n, "we agree");
    const [targets, values, calldatas] = await ownDecision(council, [removeSeat(council, member.address)], "we leave");
    await council.connect(controller).proposeFor(member.address, targets, values, calldatas, "we leave");
    const own = await council.hashProposal(targets, values, calldatas, ethers.id("we leave"));
    expect(await council.proposalProposer(own)).to.equal(member.address);
  });

  it("no longer hears the former key, by any entry point", async () => {
    const { council, member, controller, id } = await loadFixture(rotated);
    const former = council.connect(member);
    const [targets, values, calldatas] = await ownDecision(
      council,
      [addSeat(council, controller.address)],
      "by the old key",
    );
    for (const call of [
      () => former.castVote(id, FOR),
      () => former.castVoteWithReason(id, FOR, ""),
      () => former.castVoteFor(member.address, id, FOR, ""),
      () => former.propose(targets, values, calldatas, "by the old key"),
      () => former.proposeFor(member.address, targets, values, calldatas, "by the old key"),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(council, "CouncilNotController")
        .withArgs(member.address, member.address, controller.address);
    }
  });

  it("does not record a vote under the controller's own name", async () => {
    const { council, controller, id } = await loadFixture(rotated);
    await expect(council.connect(controller).castVote(id, FOR))
      .to.be.revertedWithCustomError(council, "CouncilNotSeated")
      .withArgs(controller.address);
    await expect(council.connect(controller).castVoteWithReason(id, FOR, "")).to.be.revertedWithCustomError(
      council,
      "CouncilNotSeated",
    );
  });

  it("hears nobody for a deactivated member, whose ballot cast before stands", async () => {
    const { council, controllers, member, controller, others, id } = await loadFixture(rotated);
    await vote(council, id, FOR, [others[0]!]);
    await controllers.deactivate(member.address);
    await controllers.deactivate(others[0]!.address);
    await expect(council.connect(controller).castVoteFor(member.address, id, FOR, ""))
      .to.be.revertedWithCustomError(council, "CouncilNotController")
      .withArgs(member.address, controller.address, ethers.ZeroAddress);
    expect((await council.proposalVotes(id)).forVotes).to.equal(1n);
  });

  it("hears neither strangers nor seats given up", async () => {
    const { council, members, stranger } = await loadFixture(fiveSeats);
    const [a, b, c, d] = members;
    await decide(council, [a!, b!, c!], [removeSeat(council, d!.address)], "d leaves");
    const { id } = await propose(council, a!, [addSeat(council, d!.address)], "d comes back");
    for (const outsider of [d!, stranger]) {
      const [targets, values, calldatas] = await ownDecision(
        council,
        [addSeat(council, outsider.address)],
        "let me in",
      );
      await expect(council.connect(outsider).propose(targets, values, calldatas, "let me in"))
        .to.be.revertedWithCustomError(council, "CouncilNotSeated")
        .withArgs(outsider.address);
      await expect(council.connect(outsider).castVote(id, FOR))
        .to.be.revertedWithCustomError(council, "CouncilNotSeated")
        .withArgs(outsider.address);
    }
    await expect(council.connect(stranger).castVoteFor(a!.address, id, FOR, ""))
      .to.be.revertedWithCustomError(council, "CouncilNotController")
      .withArgs(a!.address, stranger.address, a!.address);
    await expect(council.connect(stranger).castVoteFor(ethers.ZeroAddress, id, FOR, "")).to.be.revertedWithCustomError(
      council,
      "CouncilNotController",
    );
  });

  it("keeps a proposal for its proposer if its description says so", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a, b] = members;
    const text = `a leaves#proposer=${a!.address}`;
    const [targets, values, calldatas] = await ownDecision(council, [removeSeat(council, a!.address)], text);
    await expect(council.connect(b!).propose(targets, values, calldatas, text))
      .to.be.revertedWithCustomError(council, "GovernorRestrictedProposer")
      .withArgs(b!.address);
    await council.connect(a!).propose(targets, values, calldatas, text);
  });
});

describe("Council: ballots by signature", () => {
  it("counts the signature of the member's controller, sent by anybody, once", async () => {
    const actors = await loadFixture(rotated);
    const { council, member, controller, stranger, id } = actors;
    const signature = await signedBallot(actors, controller, {
      proposalId: id,
      support: FOR,
      voter: member.address,
      nonce: 0n,
    });
    await expect(council.connect(stranger).castVoteBySig(id, FOR, member.address, signature))
      .to.emit(council, "VoteCast")
      .withArgs(member.address, id, FOR, 1n, "");
    await expect(council.castVoteBySig(id, FOR, member.address, signature)).to.be.revertedWithCustomError(
      council,
      "GovernorInvalidSignature",
    );
  });

  it("refuses the member's former key, another support, another seat, another nonce, and a deactivated member's", async () => {
    const actors = await loadFixture(rotated);
    const { council, controllers, member, controller, others, id } = actors;
    const ballot = { proposalId: id, support: FOR, voter: member.address, nonce: 0n };
    const good = await signedBallot(actors, controller, ballot);
    const refused = async (support: bigint, voter: string, signature: string) =>
      expect(council.castVoteBySig(id, support, voter, signature))
        .to.be.revertedWithCustomError(council, "GovernorInvalidSignature")
        .withArgs(voter);
    await refused(FOR, member.address, await signedBallot(actors, member, ballot));
    await refused(AGAINST, member.address, good);
    await refused(FOR, others[1]!.address, good);
    await refused(FOR, member.address, await signedBallot(actors, controller, { ...ballot, nonce: 1n }));
    await refused(FOR, member.address, "0x");
    await controllers.deactivate(member.address);
    await refused(FOR, member.address, good);
  });

  it("refuses a good signature for a DID without a seat", async () => {
    const actors = await loadFixture(rotated);
    const { council, stranger, id } = actors;
    const signature = await signedBallot(actors, stranger, {
      proposalId: id,
      support: FOR,
      voter: stranger.address,
      nonce: 0n,
    });
    await expect(council.castVoteBySig(id, FOR, stranger.address, signature))
      .to.be.revertedWithCustomError(council, "CouncilNotSeated")
      .withArgs(stranger.address);
  });
});

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

  it("is a DID: its controller of the moment acts, and nobody once it is deactivated", async () => {
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

  it("is replaced by the council alone, and cannot cancel its own replacement", async () => {
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

  it("can still cancel a proposal to call setGuardian of some other contract", async () => {
    const { council, members, guardian, stranger } = await loadFixture(fiveSeats);
    const call = setGuardian(council, stranger.address);
    const { decision } = await propose(council, members[0]!, [call], "elsewhere", stranger.address);
    await expect(council.connect(guardian).cancel(...decision)).to.emit(council, "ProposalCanceled");
  });

  it("cannot be nobody, a deactivated DID, or the same again", async () => {
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

describe("Council: the timelock, which the registries know as the council", () => {
  it("is made by the council, which alone schedules, cancels and executes there; nobody administers it", async () => {
    const { council, timelock, members, guardian, stranger } = await loadFixture(fiveSeats);
    const self = await council.getAddress();
    const deployer = (await ethers.getSigners())[0]!;
    for (const role of [
      await timelock.PROPOSER_ROLE(),
      await timelock.EXECUTOR_ROLE(),
      await timelock.CANCELLER_ROLE(),
    ]) {
      expect(await timelock.hasRole(role, self)).to.equal(true);
      for (const other of [deployer, members[0]!, guardian, stranger, { address: ethers.ZeroAddress }])
        expect(await timelock.hasRole(role, other.address)).to.equal(false);
    }
    for (const other of [deployer.address, self, ethers.ZeroAddress])
      expect(await timelock.hasRole(ethers.ZeroHash, other)).to.equal(false);
  });

  it("cannot be made to execute around the count", async () => {
    const { council, timelock, members, stranger } = await loadFixture(fiveSeats);
    const { id, decision } = await propose(council, members[0]!, [addSeat(council, stranger.address)], "x");
    await vote(council, id, FOR, members);
    await endVote();
    await council.queue(...decision);
    await endDelay();
    const salt = ethers.toBeHex(BigInt(ethers.zeroPadBytes(await council.getAddress(), 32)) ^ BigInt(decision[3]), 32);
    const direct = timelock
      .connect(members[0]!)
      .executeBatch(decision[0], decision[1], decision[2], ethers.ZeroHash, salt);
    await expect(direct).to.be.revertedWithCustomError(timelock, "AccessControlUnauthorizedAccount");
  });

  it("keeps its roles and its delay, whatever the council decides", async () => {
    const { council, timelock, members, stranger } = await loadFixture(fiveSeats);
    const target = await timelock.getAddress();
    const role = await timelock.PROPOSER_ROLE();
    const calls = [
      timelock.interface.encodeFunctionData("grantRole", [role, stranger.address]),
      timelock.interface.encodeFunctionData("revokeRole", [role, await council.getAddress()]),
      timelock.interface.encodeFunctionData("renounceRole", [role, target]),
      timelock.interface.encodeFunctionData("updateDelay", [0n]),
    ];
    for (const data of calls)
      await expect(executed(await loadFixture(fiveSeats), target, data)).to.be.revertedWithCustomError(
        timelock,
        "TimelockFixed",
      );
    expect(members.length).to.equal(5);
  });

  it("cannot be exchanged, and the council cannot be made to call in its own name", async () => {
    const { council, timelock, stranger } = await loadFixture(fiveSeats);
    const self = await council.getAddress();
    const cancel = timelock.interface.encodeFunctionData("cancel", [ethers.ZeroHash]);
    const calls = [
      council.interface.encodeFunctionData("updateTimelock", [stranger.address]),
      council.interface.encodeFunctionData("relay", [await timelock.getAddress(), 0n, cancel]),
    ];
    for (const data of calls)
      await expect(executed(await loadFixture(fiveSeats), self, data)).to.be.revertedWithCustomError(
        council,
        "CouncilClosed",
      );
  });

  it("lets nothing be executed before the delay is over", async () => {
    const { council, timelock, members, stranger } = await loadFixture(fiveSeats);
    const { id, decision } = await propose(council, members[0]!, [addSeat(council, stranger.address)], "x");
    await vote(council, id, FOR, members);
    await endVote();
    await council.queue(...decision);
    await expect(council.execute(...decision)).to.be.revertedWithCustomError(
      timelock,
      "TimelockUnexpectedOperationState",
    );
  });
});

describe("Council: what it does not take", () => {
  it("refuses ballots with parameters, tokens and money", async () => {
    const { council, members } = await loadFixture(fiveSeats);
    const [a] = members;
    await expect(council.castVoteWithReasonAndParams(1n, FOR, "", "0x")).to.be.revertedWithCustomError(
      council,
      "CouncilClosed",
    );
    await expect(
      council.castVoteWithReasonAndParamsBySig(1n, FOR, a!.address, "", "0x", "0x"),
    ).to.be.revertedWithCustomError(council, "CouncilClosed");
    await expect(a!.sendTransaction({ to: await council.getAddress(), value: 1n })).to.be.revertedWithCustomError(
      council,
      "GovernorDisabledDeposit",
    );
    await expect(council.onERC721Received(a!.address, a!.address, 1n, "0x")).to.be.revertedWithCustomError(
      council,
      "GovernorDisabledDeposit",
    );
    await expect(council.onERC1155Received(a!.address, a!.address, 1n, 1n, "0x")).to.be.revertedWithCustomError(
      council,
      "GovernorDisabledDeposit",
    );
  });

  it("names one deployment: registry of DIDs, salt and chain id are part of its code", async () => {
    const { council, controllers } = await loadFixture(fiveSeats);
    expect(await council.DIDS()).to.equal(await controllers.getAddress());
    expect(await council.CHAIN_ID()).to.equal(31337n);
    expect(await council.SALT()).to.equal(ethers.id("council tests"));
  });
});

/** Lets the whole council decide one call and tries to execute it. */
async function executed({ council, members }: Actors, target: string, data: string) {
  const decision = [[target], [0n], [data], ethers.id("attempt")] as const;
  await council.connect(members[0]!).propose([target], [0n], [data], "attempt");
  const id = await council.hashProposal([...decision[0]], [...decision[1]], [...decision[2]], decision[3]);
  await networkHelpers.time.increase(3_601n);
  await vote(council, id, FOR, members);
  await endVote();
  await council.queue([target], [0n], [data], decision[3]);
  await endDelay();
  return council.execute([target], [0n], [data], decision[3]);
}
