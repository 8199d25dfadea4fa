import { expect } from "chai";
import {
  bytes32,
  call,
  DAY,
  ethers,
  key,
  networkHelpers,
  nextAt,
  nextTime,
  now,
  register,
  registryAndPeople,
  shown,
  sign,
} from "./did.fixture.ts";

const { loadFixture, time } = networkHelpers;
const NOTICE = 7n * DAY;
const ZERO = ethers.ZeroAddress;

async function withRecoverer() {
  const people = await registryAndPeople();
  const first = await key(71);
  await register(people.registry, people.agency, first);
  await people.registry.connect(people.agency).setRecovery(people.id, people.recoverer.address);
  return { ...people, first };
}

/** The controller's key is stolen: the thief acts as the controller. */
async function stolen() {
  const people = await withRecoverer();
  const { registry, id } = people;
  const asController = registry.connect(people.agency);
  const asRecoverer = registry.connect(people.recoverer);
  const start = () => asRecoverer.startRecovery(id, people.successor.address, true);
  return { ...people, asController, asRecoverer, asThief: registry.connect(people.thief), start };
}

describe("DIDRegistry: recovery", () => {
  it("is opt-in; the first recoverer counts at once", async () => {
    const { registry, agency, recoverer, successor, id } = await loadFixture(registryAndPeople);
    await expect(registry.connect(recoverer).startRecovery(id, successor.address, false))
      .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
      .withArgs(id, recoverer.address, ZERO);
    const at = await nextTime();
    await expect(registry.connect(agency).setRecovery(id, recoverer.address))
      .to.emit(registry, "RecoveryAddressChanged")
      .withArgs(recoverer.address, id, at);
    expect([...(await registry.recoveryOf(id))]).to.deep.equal([recoverer.address, 0n, ZERO, 0n, false, ZERO]);
    await registry.connect(recoverer).startRecovery(id, successor.address, false);
  });

  it("gives control to the announced controller after seven days, executed by anyone, and ends the keys if announced", async () => {
    const { registry, stranger, successor, id, start, first } = await loadFixture(stolen);
    const readyAt = (await nextTime()) + NOTICE;
    await expect(start()).to.emit(registry, "RecoveryStarted").withArgs(successor.address, id, readyAt, true);
    const finish = () => registry.connect(stranger).finishRecovery(id);
    await nextAt(readyAt - 1n);
    await expect(finish())
      .to.be.revertedWithCustomError(registry, "DIDRecoveryNotReady")
      .withArgs(id, readyAt, readyAt - 1n);
    const previous = await registry.changed(id);
    await nextAt(readyAt);
    await expect(finish())
      .to.emit(registry, "RecoveryFinished")
      .withArgs(successor.address, id)
      .and.to.emit(registry, "DIDOwnerChanged")
      .and.to.emit(registry, "KeyEnded")
      .withArgs(first.thumbprint, id, readyAt, 1n, 0n);
    expect(await registry.changed(id)).to.be.greaterThan(previous);
    expect(await registry.controllerOf(id)).to.equal(successor.address);
    expect(await shown(registry, id)).to.deep.equal([]);
    await expect(finish()).to.be.revertedWithCustomError(registry, "DIDNoRecovery").withArgs(id);
  });

  it("keeps the keys if that was announced", async () => {
    const { registry, asRecoverer, successor, id, first } = await loadFixture(stolen);
    await asRecoverer.startRecovery(id, successor.address, false);
    await time.increase(NOTICE);
    await registry.finishRecovery(id);
    expect(await shown(registry, id)).to.deep.equal([first.thumbprint]);
  });

  it("can be cancelled by the recoverer, and started again, each time with the whole notice", async () => {
    const { registry, recoverer, thief, asRecoverer, id, start } = await loadFixture(stolen);
    await expect(asRecoverer.cancelRecovery(id)).to.be.revertedWithCustomError(registry, "DIDNoRecovery").withArgs(id);
    await start();
    await time.increase(6n * DAY);
    await expect(asRecoverer.cancelRecovery(id)).to.emit(registry, "RecoveryCancelled").withArgs(recoverer.address, id);
    expect([...(await registry.recoveryOf(id))], "nothing is left of it").to.deep.equal([
      recoverer.address,
      0n,
      ZERO,
      0n,
      false,
      ZERO,
    ]);
    await expect(registry.finishRecovery(id)).to.be.revertedWithCustomError(registry, "DIDNoRecovery");
    await start();
    await time.increase(6n * DAY);
    await asRecoverer.startRecovery(id, thief.address, false); // starting again restarts the notice
    await time.increase(6n * DAY);
    await expect(registry.finishRecovery(id)).to.be.revertedWithCustomError(registry, "DIDRecoveryNotReady");
  });

  it("is started and cancelled only by the recoverer, and never gives control to the zero address", async () => {
    const { registry, agency, thief, recoverer, asController, asRecoverer, asThief, id, start } =
      await loadFixture(stolen);
    await expect(asRecoverer.startRecovery(id, ZERO, true))
      .to.be.revertedWithCustomError(registry, "DIDZeroAddress")
      .withArgs(id);
    await start();
    for (const [by, who] of [
      [asController, agency],
      [asThief, thief],
    ] as const) {
      for (const act of [by.cancelRecovery(id), by.startRecovery(id, who.address, false)]) {
        await expect(act)
          .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
          .withArgs(id, who.address, recoverer.address);
      }
    }
  });

  it("changes its recoverer, or is opted out of, seven days after the announcement; the old recoverer may act until then", async () => {
    const { registry, recoverer, stranger, successor, asController, asRecoverer, id } = await loadFixture(stolen);
    const from = (await nextTime()) + NOTICE;
    await expect(asController.setRecovery(id, stranger.address))
      .to.emit(registry, "RecoveryAddressChanged")
      .withArgs(stranger.address, id, from);
    const start = registry.connect(stranger).startRecovery(id, successor.address, false);
    await expect(start).to.be.revertedWithCustomError(registry, "DIDNotRecoverer");
    await nextAt(from);
    await expect(asRecoverer.startRecovery(id, successor.address, false))
      .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
      .withArgs(id, recoverer.address, stranger.address);
    // The first act is the new recoverer's, and the old one does not return by it.
    await registry.connect(stranger).startRecovery(id, successor.address, false);
    await expect(asRecoverer.cancelRecovery(id))
      .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
      .withArgs(id, recoverer.address, stranger.address);
    await registry.connect(stranger).cancelRecovery(id);
    await asController.setRecovery(id, ZERO);
    await time.increase(NOTICE);
    await expect(registry.connect(stranger).startRecovery(id, successor.address, false))
      .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
      .withArgs(id, stranger.address, ZERO);
    // After opting out, the controller may opt in again at once.
    await asController.setRecovery(id, recoverer.address);
    await asRecoverer.startRecovery(id, successor.address, false);
  });
});

describe("DIDRegistry: a thief with the controller's key cannot escape recovery:", () => {
  it("it names its own recoverer first: the true one has seven days to start, and then the change is dropped", async () => {
    const { registry, thief, recoverer, asController, asThief, id, start, successor } = await loadFixture(stolen);
    await asController.setRecovery(id, thief.address);
    await time.increase(6n * DAY);
    await start();
    await time.increase(2n * DAY); // the change would be in force by now
    for (const act of [asThief.cancelRecovery(id), asThief.startRecovery(id, thief.address, false)]) {
      await expect(act)
        .to.be.revertedWithCustomError(registry, "DIDNotRecoverer")
        .withArgs(id, thief.address, recoverer.address);
    }
    await time.increase(5n * DAY);
    await registry.finishRecovery(id);
    expect(await registry.controllerOf(id)).to.equal(successor.address);
    // Nor does the thief's change take effect later against the rightful controller.
    await time.increase(30n * DAY);
    await expect(asThief.startRecovery(id, thief.address, false)).to.be.revertedWithCustomError(
      registry,
      "DIDNotRecoverer",
    );
    expect((await registry.recoveryOf(id)).recoverer).to.equal(recoverer.address);
  });

  it("it names its own recoverer during a recovery: refused", async () => {
    const { registry, thief, asController, id, start } = await loadFixture(stolen);
    await start();
    const { readyAt } = await registry.recoveryOf(id);
    for (const recoverer of [thief.address, ZERO]) {
      await expect(asController.setRecovery(id, recoverer))
        .to.be.revertedWithCustomError(registry, "DIDRecoveryUnderWay")
        .withArgs(id, readyAt);
    }
  });

  it("it hands the identity over: the recovery belongs to the identity, not to its controller", async () => {
    const { registry, thief, asController, id, start, successor } = await loadFixture(stolen);
    await start();
    await asController.changeOwner(id, thief.address);
    await time.increase(NOTICE);
    await registry.finishRecovery(id);
    expect(await registry.controllerOf(id)).to.equal(successor.address);
  });

  it("it signs in advance: what the former controller signed is void once another has control", async () => {
    const { registry, agency, thief, id, start } = await loadFixture(stolen);
    await start();
    await time.increase(NOTICE - 600n);
    const signed = await sign(registry, agency, id, [call(registry, "changeOwner", [id, thief.address])]);
    await time.increase(700n);
    await registry.finishRecovery(id);
    await expect(registry.relay(id, signed.operation, signed.deadline, signed.signature)).to.be.revertedWithCustomError(
      registry,
      "DIDSignatureInvalid",
    );
  });

  it("it finishes the recovery itself and takes the identity back in one signed batch: refused", async () => {
    const { registry, agency, thief, asThief, id, start, successor } = await loadFixture(stolen);
    await start();
    await time.increase(NOTICE);
    const bundle = [call(registry, "finishRecovery", [id]), call(registry, "changeOwner", [id, thief.address])];
    const signed = await sign(registry, agency, id, bundle);
    await expect(asThief.relay(id, signed.operation, signed.deadline, signed.signature))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, agency.address, successor.address);
    await expect(registry.connect(agency).multicall(bundle))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, agency.address, successor.address);
  });

  it("it uses the power of a recoverer who relays for it: refused", async () => {
    const { registry, thief, asRecoverer, start, id } = await loadFixture(stolen);
    await start();
    // An operation on the thief's own document consumes the thief's nonce, so the refusal has another reason.
    const own = call(registry, "setAttribute", [thief.address, bytes32("did/svc/Own"), "0x12", DAY]);
    for (const operation of [
      call(registry, "startRecovery", [id, thief.address, false]),
      call(registry, "cancelRecovery", [id]),
    ]) {
      for (const bundle of [[operation], [own, operation], [operation, own]]) {
        const signed = await sign(registry, thief, thief.address, bundle);
        await expect(
          asRecoverer.relay(thief.address, signed.operation, signed.deadline, signed.signature),
        ).to.be.revertedWithCustomError(registry, "DIDRelayMisused");
      }
    }
  });

  it("it can still deactivate the identity for good: recovery cannot undo that, as documented", async () => {
    const { registry, asController, id, start } = await loadFixture(stolen);
    await start();
    await asController.deactivate(id);
    await time.increaseTo((await now()) + NOTICE);
    await expect(registry.finishRecovery(id)).to.be.revertedWithCustomError(registry, "DIDDeactivated").withArgs(id);
  });
});
