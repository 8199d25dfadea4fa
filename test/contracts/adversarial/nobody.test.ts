import { expect } from "chai";
import { addSeat, ethers, FOR, fiveSeats, networkHelpers, propose } from "../governance/council.fixture.ts";

const { loadFixture } = networkHelpers;

/**
 * Nobody has the key of the zero address, but DIDRegistry names it as the controller of a deactivated DID. It must not
 * be able to act.
 */
async function withNobody() {
  const all = await fiveSeats();
  await networkHelpers.impersonateAccount(ethers.ZeroAddress);
  await networkHelpers.setBalance(ethers.ZeroAddress, ethers.parseEther("1"));
  return { ...all, nobody: await ethers.getSigner(ethers.ZeroAddress) };
}

describe("DIDRegistry: the zero address", () => {
  it("does not act for itself", async () => {
    const { nobody, spare } = await loadFixture(withNobody);
    const dids = await ethers.deployContract("DIDRegistry", [ethers.id("nobody")]);
    await expect(dids.connect(nobody).changeOwner(nobody.address, spare[0]!))
      .to.be.revertedWithCustomError(dids, "DIDNotController")
      .withArgs(nobody.address, nobody.address, nobody.address);
  });
});

describe("Council: the zero address", () => {
  it("does not act for a deactivated member: it neither proposes nor votes", async () => {
    const { controllers, council, members, nobody, spare } = await loadFixture(withNobody);
    const { id } = await propose(council, members[0]!, [addSeat(council, spare[0]!.address)], "seat");
    await controllers.deactivate(members[1]!);
    const as = council.connect(nobody);
    for (const act of [
      () => as.castVoteFor(members[1]!, id, FOR, ""),
      () => as.proposeFor(members[1]!, [ethers.ZeroAddress], [0n], ["0x"], "by nobody"),
    ]) {
      await expect(act())
        .to.be.revertedWithCustomError(council, "CouncilNotController")
        .withArgs(members[1]!.address, ethers.ZeroAddress, ethers.ZeroAddress);
    }
  });

  it("does not cancel for a deactivated guardian", async () => {
    const { controllers, council, members, nobody, guardian, spare } = await loadFixture(withNobody);
    const { decision } = await propose(council, members[0]!, [addSeat(council, spare[0]!.address)], "seat");
    await controllers.deactivate(guardian);
    await expect(council.connect(nobody).cancel(...decision)).to.be.revertedWithCustomError(
      council,
      "GovernorUnableToCancel",
    );
  });

  it("holds no seat and cannot be given one", async () => {
    const { council, nobody } = await loadFixture(withNobody);
    await expect(council.connect(nobody).propose([ethers.ZeroAddress], [0n], ["0x"], "null")).to.be.revert(ethers);
    expect(await council.isSeat(ethers.ZeroAddress)).to.equal(false);
  });
});
