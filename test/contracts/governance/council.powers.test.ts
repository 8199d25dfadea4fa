import { expect } from "chai";
import {
  AGAINST,
  addSeat,
  decide,
  ethers,
  FOR,
  fiveSeats,
  networkHelpers,
  ownDecision,
  propose,
  removeSeat,
  type Seat,
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

describe("Council: the account that acts for a seat", () => {
  it("is its current controller, who proposes and votes under the member's name", async () => {
    const { council, member, controller, id } = await loadFixture(rotated);
    await expect(council.connect(controller).castVoteFor(member.address, id, FOR, "we agree"))
      .to.emit(council, "VoteCast")
      .withArgs(member.address, id, FOR, 1n, "we agree");
    const [targets, values, calldatas] = await ownDecision(council, [removeSeat(council, member.address)], "we leave");
    await council.connect(controller).proposeFor(member.address, targets, values, calldatas, "we leave");
    const own = await council.hashProposal(targets, values, calldatas, ethers.id("we leave"));
    expect(await council.proposalProposer(own)).to.equal(member.address);
  });

  it("is no longer the former key, by any entry point", async () => {
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

  it("does not vote under its own name", async () => {
    const { council, controller, id } = await loadFixture(rotated);
    await expect(council.connect(controller).castVote(id, FOR))
      .to.be.revertedWithCustomError(council, "CouncilNotSeated")
      .withArgs(controller.address);
    await expect(council.connect(controller).castVoteWithReason(id, FOR, "")).to.be.revertedWithCustomError(
      council,
      "CouncilNotSeated",
    );
  });

  it("is nobody for a deactivated member, whose earlier ballot stays valid", async () => {
    const { council, controllers, member, controller, others, id } = await loadFixture(rotated);
    await vote(council, id, FOR, [others[0]!]);
    await controllers.deactivate(member.address);
    await controllers.deactivate(others[0]!.address);
    await expect(council.connect(controller).castVoteFor(member.address, id, FOR, ""))
      .to.be.revertedWithCustomError(council, "CouncilNotController")
      .withArgs(member.address, controller.address, ethers.ZeroAddress);
    expect((await council.proposalVotes(id)).forVotes).to.equal(1n);
  });

  it("is neither a stranger's nor that of a removed seat", async () => {
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

  it("must be the proposer's if the description reserves the proposal", async () => {
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

  it("refuses a valid signature for a DID without a seat", async () => {
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

describe("Council: what it refuses", () => {
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

  it("is identified by its DID registry, salt and chain id, which are part of its code", async () => {
    const { council, controllers } = await loadFixture(fiveSeats);
    expect(await council.DIDS()).to.equal(await controllers.getAddress());
    expect(await council.CHAIN_ID()).to.equal(31337n);
    expect(await council.SALT()).to.equal(ethers.id("council tests"));
  });
});
