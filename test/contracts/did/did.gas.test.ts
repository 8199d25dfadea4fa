import { expect } from "chai";
import type { TransactionResponse } from "ethers";
import {
  type Account,
  call,
  ethers,
  key,
  NO_END,
  networkHelpers,
  nextTime,
  register,
  registryAndPeople,
  sign,
  type TestKey,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;
const INTRINSIC = 21_000n;

/** Whole receipt, of a transaction sent as an agency sends it: no access list. */
async function gas(transaction: Promise<TransactionResponse>): Promise<bigint> {
  const receipt = await (await transaction).wait();
  if (receipt === null) throw new Error("not mined");
  return receipt.gasUsed;
}

const within = (used: bigint, budget: bigint) => {
  expect(used).to.be.at.most(budget);
};

async function oneKey() {
  const people = await registryAndPeople();
  const first = await key(201);
  await register(people.registry, people.agency, first);
  return { ...people, first, by: people.registry.connect(people.agency) };
}

type People = Awaited<ReturnType<typeof oneKey>>;

/** Execution gas of a view: as a transaction, less the intrinsic gas and the calldata. */
async function readGas({ registry, id, stranger }: People): Promise<bigint> {
  const data = registry.interface.encodeFunctionData("resolve", [id]);
  const calldata = ethers.getBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n);
  const used = await gas(stranger.sendTransaction({ to: await registry.getAddress(), data }));
  return used - INTRINSIC - calldata;
}

describe("DIDRegistry: what it costs", () => {
  it("the first key of an identity", async () => {
    const { registry, agency } = await loadFixture(registryAndPeople);
    within(await gas(register(registry, agency, await key(201))), 140_000n);
  });

  it("another key", async () => {
    const { registry, agency } = await loadFixture(oneKey);
    within(await gas(register(registry, agency, await key(202))), 115_000n);
  });

  it("retiring a key", async () => {
    const { by, id, first } = await loadFixture(oneKey);
    within(await gas(by.retireKey(id, first.thumbprint)), 48_000n);
  });

  it("retiring a key that is not the last in the list", async () => {
    const { registry, agency, by, id, first } = await loadFixture(oneKey);
    await register(registry, agency, await key(202));
    within(await gas(by.retireKey(id, first.thumbprint)), 58_000n);
  });

  it("changing the controller", async () => {
    const { by, id, successor } = await loadFixture(oneKey);
    within(await gas(by.changeOwner(id, successor.address)), 42_000n);
  });

  it("deactivating", async () => {
    const { by, id } = await loadFixture(oneKey);
    within(await gas(by.deactivate(id)), 42_000n);
  });

  const relayed: [name: string, args: (people: People, fresh: TestKey) => unknown[]][] = [
    ["changeOwner", ({ id, successor }) => [id, successor.address]],
    ["setAttribute", ({ id }, fresh) => [id, fresh.name, fresh.value, NO_END]],
    ["retireKey", ({ id, first }) => [id, first.thumbprint]],
  ];
  for (const [name, args] of relayed) {
    it(`bringing a signed ${name}, beyond the same done directly`, async () => {
      const people = await loadFixture(oneKey);
      const { registry, agency, relayer, id } = people;
      const operation = call(registry, name, args(people, await key(203)));
      const to = await registry.getAddress();
      const snapshot = await networkHelpers.takeSnapshot();
      const sent = await agency.sendTransaction({ to, data: operation });
      const direct = (await sent.wait())!.gasUsed;
      await snapshot.restore();
      const { deadline, signature } = await sign(registry, agency, id, [operation]);
      within((await gas(registry.connect(relayer).relay(id, operation, deadline, signature))) - direct, 10_000n);
    });
  }

  it("reading a document with one key; and the same after 1,000 rotations", async () => {
    const people = await loadFixture(oneKey);
    const before = await readGas(people);
    within(before, 20_000n);
    await rotate(people.registry, people.agency, 1000);
    const after = await readGas(people);
    within(after, (before * 105n) / 100n);
    expect(after).to.be.at.least((before * 95n) / 100n);
  });
});

/** Each rotation registers a key and retires the one before; a hundred in one transaction. */
async function rotate(registry: People["registry"], by: Account, times: number): Promise<void> {
  let { thumbprint } = await key(201);
  for (let done = 0; done < times; done += 100) {
    const batch: string[] = [];
    for (let i = done; i < done + 100; i++) {
      const next = await key(10_000 + i);
      batch.push(call(registry, "setAttribute", [by.address, next.name, next.value, NO_END]));
      batch.push(call(registry, "retireKey", [by.address, thumbprint]));
      thumbprint = next.thumbprint;
    }
    await nextTime();
    await (await registry.connect(by).multicall(batch)).wait();
  }
}
