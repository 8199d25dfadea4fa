import { expect } from "chai";
import { gasOf as gas, readGas } from "../support/gas.ts";
import {
  call,
  key,
  NO_END,
  networkHelpers,
  register,
  registryAndPeople,
  rotate,
  sign,
  type TestKey,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;

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

const documentGas = async ({ registry, stranger, id }: People) =>
  readGas(stranger, await registry.resolve.populateTransaction(id));

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
    const before = await documentGas(people);
    within(before, 20_000n);
    await rotate(people.registry, people.agency, people.first, 1000);
    const after = await documentGas(people);
    within(after, (before * 105n) / 100n);
    expect(after).to.be.at.least((before * 95n) / 100n);
  });
});
