import { expect } from "chai";
import {
  addSeat,
  endDelay,
  endVote,
  ethers,
  FOR,
  fiveSeats,
  networkHelpers,
  propose,
  vote,
} from "./council.fixture.ts";

const { loadFixture } = networkHelpers;

type Actors = Awaited<ReturnType<typeof fiveSeats>>;

describe("Council: its timelock, which the registries treat as the council,", () => {
  it("is created by the council, which alone schedules, cancels and executes; nobody administers it", async () => {
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

  it("cannot execute without the count", async () => {
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

  it("cannot be exchanged, and the council cannot call in its own name", async () => {
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

  it("executes nothing before the delay is over", async () => {
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

/** Lets the whole council decide on one call, and tries to execute it. */
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
