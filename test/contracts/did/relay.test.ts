import { expect } from "chai";
import {
  bytes32,
  call,
  DAY,
  domain,
  ethers,
  key,
  networkHelpers,
  now,
  P256,
  RELAY,
  registryAndPeople,
  shown,
  sign,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;

async function signedKey() {
  const people = await registryAndPeople();
  const { registry, agency, id } = people;
  const first = await key(51);
  const operations = [call(registry, "setAttribute", [id, P256, first.value, DAY])];
  const signed = await sign(registry, agency, id, operations);
  const bring = (change: Partial<typeof signed> = {}) => {
    const { identity, operation, deadline, signature } = { ...signed, ...change };
    return registry.connect(people.relayer).relay(identity, operation, deadline, signature);
  };
  const refused = (change: Partial<typeof signed> = {}) =>
    expect(bring(change)).to.be.revertedWithCustomError(registry, "DIDSignatureInvalid");
  return { ...people, first, signed, bring, refused };
}

describe("DIDRegistry: operations signed by the controller (EIP-712)", () => {
  it("are executed for any relayer, who needs no power of its own", async () => {
    const { registry, id, first, bring } = await loadFixture(signedKey);
    await expect(bring()).to.emit(registry, "KeyRegistered");
    expect(await shown(registry, id)).to.deep.equal([first.thumbprint]);
  });

  it("have a typehash that standard EIP-712 libraries compute", async () => {
    const { registry, signed } = await loadFixture(signedKey);
    const { fields, name, version, chainId, verifyingContract, salt, extensions } = await registry.eip712Domain();
    expect([fields, name, version, salt, [...extensions]]).to.deep.equal([
      "0x0f",
      "Didim DIDRegistry",
      "1",
      ethers.ZeroHash,
      [],
    ]);
    const { signature, ...relayed } = signed;
    const digest = ethers.TypedDataEncoder.hash({ name, version, chainId, verifyingContract }, RELAY, relayed);
    expect(ethers.recoverAddress(digest, signature)).to.equal(signed.identity);
  });

  it("count once: the nonce is used; one that would change nothing, and so use none, is refused", async () => {
    const { registry, agency, id, bring, refused } = await loadFixture(signedKey);
    await bring();
    await refused();
    const idle = await sign(registry, agency, id, [call(registry, "multicall", [[]])]);
    await expect(bring(idle)).to.be.revertedWithCustomError(registry, "DIDRelayMisused");
  });

  it("are void after a direct write, so a relayer cannot hold them back", async () => {
    const { registry, agency, id, refused } = await loadFixture(signedKey);
    await registry.connect(agency).changeOwner(id, id);
    await refused();
  });

  it("are void after a change of controller, and stay void when it returns", async () => {
    const { registry, agency, successor, id, refused } = await loadFixture(signedKey);
    await registry.connect(agency).changeOwner(id, successor.address);
    await refused();
    await registry.connect(successor).changeOwner(id, agency.address);
    await refused();
  });

  it("are valid to the last second of their deadline, and no longer", async () => {
    const { registry, signed, bring } = await loadFixture(signedKey);
    const snapshot = await networkHelpers.takeSnapshot();
    await networkHelpers.time.setNextBlockTimestamp(signed.deadline);
    await bring();
    await snapshot.restore();
    await networkHelpers.time.setNextBlockTimestamp(signed.deadline + 1n);
    await expect(bring())
      .to.be.revertedWithCustomError(registry, "DIDSignatureExpired")
      .withArgs(signed.deadline, signed.deadline + 1n);
  });

  it("are refused if anything in them was changed", async () => {
    const { registry, id, signed, stranger, refused, bring } = await loadFixture(signedKey);
    await refused({ deadline: signed.deadline + 1n });
    await refused({ operation: `${signed.operation}00` });
    await refused({ operation: call(registry, "multicall", [[signed.operation]]) });
    await refused({ operation: call(registry, "deactivate", [id]) });
    await expect(bring({ identity: stranger.address }))
      .to.be.revertedWithCustomError(registry, "DIDSignatureInvalid")
      .withArgs(stranger.address, stranger.address, 0n);
  });

  it("are refused if signed for another chain, registry, version or nonce, or by another", async () => {
    const { registry, agency, stranger, signed, refused } = await loadFixture(signedKey);
    const own = await domain(registry);
    const { signature: _, ...relayed } = signed;
    const other = await ethers.deployContract("DIDRegistry", [ethers.id("another")]);
    for (const wrong of [
      { ...own, chainId: own.chainId + 1n },
      { ...own, verifyingContract: await other.getAddress() },
      { ...own, version: "2" },
      { ...own, name: "DIDRegistry" },
    ]) {
      await refused({ signature: await agency.signTypedData(wrong, RELAY, relayed) });
    }
    for (const nonce of [1n, 2n]) {
      await refused({ signature: await agency.signTypedData(own, RELAY, { ...relayed, nonce }) });
    }
    await refused({ signature: await stranger.signTypedData(own, RELAY, relayed) });
  });

  it("are refused with a signature that is malformed, or in its other, malleable form", async () => {
    const { signed, refused } = await loadFixture(signedKey);
    const { r, s, v } = ethers.Signature.from(signed.signature);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = ethers.toBeHex(order - BigInt(s), 32);
    for (const signature of [
      "0x",
      "0x00",
      `0x${"ff".repeat(65)}`,
      signed.signature.slice(0, -2),
      `${signed.signature}00`,
      ethers.concat([r, high, ethers.toBeHex(v === 27 ? 28 : 27, 1)]),
      ethers.Signature.from(signed.signature).compactSerialized,
    ]) {
      await refused({ signature });
    }
  });

  it("do not nest", async () => {
    const { registry, agency, id, signed, bring } = await loadFixture(signedKey);
    const inner = call(registry, "relay", [id, signed.operation, signed.deadline, signed.signature]);
    const misused = async (operations: string[]) =>
      expect(bring(await sign(registry, agency, id, operations))).to.be.revertedWithCustomError(
        registry,
        "DIDRelayMisused",
      );
    await misused([inner]);
    await misused([call(registry, "multicall", [[inner]])]);
  });

  it("act only for the identity for which they were signed, not for another that the signer or relayer controls", async () => {
    const { registry, agency, relayer, stranger, bring, id } = await loadFixture(signedKey);
    await registry.connect(stranger).changeOwner(stranger.address, agency.address);
    for (const other of [relayer.address, stranger.address]) {
      const signed = await sign(registry, agency, id, [call(registry, "deactivate", [other])]);
      await expect(bring(signed)).to.be.revertedWithCustomError(registry, "DIDNotSignedFor").withArgs(other, id);
    }
  });

  it("act as their signer: after they appoint another controller, the rest of them is refused", async () => {
    const { registry, agency, successor, bring, id, first } = await loadFixture(signedKey);
    const add = call(registry, "setAttribute", [id, P256, first.value, DAY]);
    const handOver = call(registry, "changeOwner", [id, successor.address]);
    await expect(bring(await sign(registry, agency, id, [handOver, add])))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, agency.address, successor.address);
    await bring(await sign(registry, agency, id, [add, handOver]));
    expect(await registry.controllerOf(id)).to.equal(successor.address);
  });

  it("leave no power behind in the transaction that brought them", async () => {
    const { registry, relayer, stranger, id, signed } = await loadFixture(signedKey);
    const bring = call(registry, "relay", [id, signed.operation, signed.deadline, signed.signature]);
    await expect(registry.connect(relayer).multicall([bring, call(registry, "deactivate", [id])]))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(id, relayer.address, id);
    const mine = call(registry, "changeOwner", [relayer.address, stranger.address]);
    await registry.connect(relayer).multicall([bring, mine]);
    expect(await registry.controllerOf(relayer.address)).to.equal(stranger.address);
  });

  it("of several identities may be relayed in one transaction", async () => {
    const { registry, stranger, relayer, id, signed } = await loadFixture(signedKey);
    const other = await sign(registry, stranger, stranger.address, [call(registry, "deactivate", [stranger.address])]);
    const batch = [signed, other].map((s) =>
      call(registry, "relay", [s.identity, s.operation, s.deadline, s.signature]),
    );
    await registry.connect(relayer).multicall(batch);
    expect((await registry.resolve(stranger.address)).deactivated).to.equal(true);
    expect((await shown(registry, id)).length).to.equal(1);
  });

  it("are all or nothing, and the reason of a failure is returned", async () => {
    const { registry, agency, bring, id, signed } = await loadFixture(signedKey);
    const bad = call(registry, "addDelegate", [id, bytes32("enc"), id, DAY]);
    const both = await sign(registry, agency, id, [signed.operation, bad]);
    await expect(bring(both)).to.be.revertedWithCustomError(registry, "DIDNameUnknown").withArgs(bytes32("enc"));
    expect(await shown(registry, id)).to.deep.equal([]);
    expect(await registry.nonce(id)).to.equal(0n);
    await expect(bring(await sign(registry, agency, id, ["0x12345678"]))).to.be.revert(ethers);
  });
});

describe("DIDRegistry: a controller that is a contract (ERC-1271)", () => {
  async function heldBy(deploy: () => Promise<string>) {
    const people = await registryAndPeople();
    const { registry, agency, id } = people;
    const contract = await deploy();
    await registry.connect(agency).changeOwner(id, contract);
    return { ...people, contract, operation: call(registry, "deactivate", [id]) };
  }

  it("accepts, by its own rules, what its key signed", async () => {
    const { stranger } = await registryAndPeople();
    const held = await heldBy(async () =>
      (await ethers.deployContract("SignerContract", [stranger.address])).getAddress(),
    );
    const { registry, id, operation, agency } = held;
    const wrong = await sign(registry, agency, id, [operation]);
    await expect(registry.relay(id, operation, wrong.deadline, wrong.signature))
      .to.be.revertedWithCustomError(registry, "DIDSignatureInvalid")
      .withArgs(id, held.contract, 1n);
    const right = await sign(registry, stranger, id, [operation]);
    await registry.relay(id, operation, right.deadline, right.signature);
    expect((await registry.resolve(id)).deactivated).to.equal(true);
  });

  it("may itself be the identity, and may act directly", async () => {
    const { registry, stranger } = await loadFixture(registryAndPeople);
    const wallet = await ethers.deployContract("SignerContract", [stranger.address]);
    const id = await wallet.getAddress();
    await wallet.act(await registry.getAddress(), call(registry, "changeOwner", [id, id]));
    const signed = await sign(registry, stranger, id, [call(registry, "deactivate", [id])]);
    await registry.relay(id, signed.operation, signed.deadline, signed.signature);
    expect(await registry.controllerOf(id)).to.equal(ethers.ZeroAddress);
  });

  const manners = [
    "reverts",
    "burns all gas",
    "bombs",
    "bombs a revert",
    "says true",
    "says nothing",
    "says too little",
    "says more",
  ];
  for (const [manner, name] of manners.entries()) {
    const accepted = name === "bombs";
    it(`that ${name} ${accepted ? "says yes in its first word, and the rest is not copied" : "says no"}; the relayer's loss is bounded`, async () => {
      const held = await heldBy(async () => (await ethers.deployContract("BadSigner", [manner])).getAddress());
      const { registry, id, operation } = held;
      const deadline = (await now()) + 60n;
      const act = () => registry.relay(id, operation, deadline, "0x1234", { gasLimit: 1_000_000n });
      const failure = await act().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure === undefined).to.equal(accepted);
      if (!accepted) await expect(act()).to.be.revertedWithCustomError(registry, "DIDSignatureInvalid");
      const block = await ethers.provider.getBlock("latest");
      expect(block!.gasUsed).to.be.lessThan(250_000n);
    });
  }

  it("is called with 150,000 gas, as the interface says", async () => {
    const { stranger } = await registryAndPeople();
    const held = await heldBy(async () =>
      (await ethers.deployContract("SignerContract", [stranger.address])).getAddress(),
    );
    const { registry, id, operation, contract } = held;
    const { deadline, signature } = await sign(registry, stranger, id, [operation]);
    const { hash } = await registry.relay(id, operation, deadline, signature);
    const { structLogs } = await ethers.provider.send("debug_traceTransaction", [hash]);
    const asked = (structLogs as { op: string; stack: string[] }[])
      .filter(({ op }) => op === "STATICCALL")
      .map(({ stack }) => stack.slice(-2).map((word) => BigInt(word.startsWith("0x") ? word : `0x${word}`)));
    expect(asked).to.deep.include([BigInt(contract), 150_000n]);
  });

  it("cannot be accepted by what lies in memory behind an answer of 31 bytes", async () => {
    const { registry } = await loadFixture(registryAndPeople);
    const contract = await (
      await ethers.deployContract("BadSigner", [manners.indexOf("says too little")])
    ).getAddress();
    // The registry has just looked up this identity; its last byte is where the return value would be.
    const id = `0x${"11".repeat(19)}00`;
    await networkHelpers.impersonateAccount(id);
    await networkHelpers.setBalance(id, ethers.parseEther("1"));
    await registry.connect(await ethers.getSigner(id)).changeOwner(id, contract);
    await expect(registry.relay(id, call(registry, "deactivate", [id]), (await now()) + 60n, "0x1234"))
      .to.be.revertedWithCustomError(registry, "DIDSignatureInvalid")
      .withArgs(id, contract, 1n);
  });

  it("does not accept if it has no code any more, or never had any", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    await registry.connect(agency).changeOwner(id, "0x00000000000000000000000000000000deadbeef");
    const signed = await sign(registry, stranger, id, [call(registry, "deactivate", [id])]);
    await expect(registry.relay(id, signed.operation, signed.deadline, signed.signature)).to.be.revertedWithCustomError(
      registry,
      "DIDSignatureInvalid",
    );
  });
});

describe("DIDRegistry: several operations in one transaction", () => {
  it("are all or nothing, each under the caller's own power", async () => {
    const { registry, agency, stranger, id } = await loadFixture(registryAndPeople);
    const first = await key(61);
    const add = call(registry, "setAttribute", [id, P256, first.value, DAY]);
    const others = call(registry, "deactivate", [stranger.address]);
    await expect(registry.connect(agency).multicall([add, others]))
      .to.be.revertedWithCustomError(registry, "DIDNotController")
      .withArgs(stranger.address, id, stranger.address);
    expect(await shown(registry, id)).to.deep.equal([]);
    await registry
      .connect(agency)
      .multicall([add, call(registry, "multicall", [[call(registry, "retireKey", [id, first.thumbprint])]])]);
    expect((await registry.keyOf(id, first.thumbprint)).reason).to.equal(1n);
    expect(await registry.nonce(id)).to.equal(2n);
  });
});
