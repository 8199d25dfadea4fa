import { expect } from "chai";
import fc from "fast-check";
import { often } from "../../support/often.ts";
import {
  bytes32,
  call,
  certificate,
  DAY,
  ethers,
  type HashedThing,
  key,
  largeKey,
  networkHelpers,
  now,
  registerByHash,
  registryAndPeople,
  sign,
  X509_CERTIFICATE,
} from "../did/did.fixture.ts";
import { shown } from "../support/storage.ts";
import { toldAndHeld } from "../support/told.ts";

const { loadFixture, time } = networkHelpers;
type People = Awaited<ReturnType<typeof registryAndPeople>>;

/**
 * Checks that the events give the exact storage. So a replica without one of the logs has another storage root than the
 * chain, and notices.
 */
async function rebuilt({ registry }: People): Promise<void> {
  for (const [told, held] of await toldAndHeld({ dids: registry }, ethers.provider)) {
    expect(shown(told)).to.deep.equal(shown(held));
  }
}

const KEYS = await Promise.all(Array.from({ length: 18 }, (_, i) => key(700 + i, i % 2 === 0 ? "P-256" : "secp256k1")));
const HASHED: readonly HashedThing[] = [
  ...[3n, 64n, 127n].map((number) => largeKey(`key ${number}`, number)),
  ...[0, 1].map((i) => certificate(`root ${i}`)),
  ...[0, 1].map((i) => certificate(`leaf ${i}`, X509_CERTIFICATE)),
];

describe("DIDRegistry: its events determine every slot", () => {
  it("keys, entries and controllers", async () => {
    const people = await loadFixture(registryAndPeople);
    const by = people.registry.connect(people.agency);
    await by.setAttribute(people.id, KEYS[0]!.name, KEYS[0]!.value, DAY);
    await by.setAttribute(people.id, bytes32("did/svc/Long"), `0x${"ab".repeat(77)}`, DAY);
    await by.addDelegate(people.id, bytes32("veriKey"), people.stranger, DAY);
    await by.retireKey(people.id, KEYS[0]!.thumbprint);
    await by.compromiseKey(people.id, KEYS[0]!.thumbprint, await now());
    await by.changeOwner(people.id, people.successor);
    await rebuilt(people);
  });

  it("larger keys and certificates, before and after they end, among points and beside them", async () => {
    const people = await loadFixture(registryAndPeople);
    const { registry, agency, id, successor } = people;
    const by = registry.connect(agency);
    for (const [i, thing] of HASHED.entries()) {
      await registerByHash(registry, agency, thing, i === 1 ? 100n : DAY);
      await by.setAttribute(id, KEYS[i]!.name, KEYS[i]!.value, DAY);
    }
    await rebuilt(people);
    const [first, expired, second, third, fourth] = HASHED as [HashedThing, ...HashedThing[]];
    await by.retireKey(id, first.thumbprint);
    await by.compromiseKey(id, first.thumbprint, await now());
    await by.compromiseKey(id, second!.thumbprint, await now());
    await rebuilt(people);
    await time.increase(200n);
    await by.compromiseKey(id, expired!.thumbprint, (await now()) - 150n);
    // The list is full, and expired entries are removed.
    for (const { name, value } of KEYS.slice(7, 11)) await by.setAttribute(id, name, value, DAY);
    await registerByHash(registry, agency, certificate("one more"));
    await rebuilt(people);
    const ends = [third!, fourth!].map(({ thumbprint }) => call(registry, "retireKey", [id, thumbprint]));
    await by.multicall([call(registry, "retireKey", [id, KEYS[3]!.thumbprint]), ...ends]);
    await by.changeOwnerEndingKeys(id, successor.address);
    await rebuilt(people);
  });

  it("no attributes that ended, whichever was first", async () => {
    const people = await loadFixture(registryAndPeople);
    const by = people.registry.connect(people.agency);
    const name = bytes32("did/svc/Registry");
    for (const value of ["0x0a", "0x0b", "0x0c"]) await by.setAttribute(people.id, name, value, DAY);
    for (const value of ["0x0a", "0x0c", "0x0b"]) {
      await by.revokeAttribute(people.id, name, value);
      await rebuilt(people);
    }
  });

  it("relayed operations like direct ones", async () => {
    const people = await loadFixture(registryAndPeople);
    const { registry, agency, relayer, id } = people;
    const operations = KEYS.slice(0, 3).map(({ name, value }) =>
      call(registry, "setAttribute", [id, name, value, DAY]),
    );
    const signed = await sign(registry, agency, id, operations);
    await registry.connect(relayer).relay(id, signed.operation, signed.deadline, signed.signature);
    await rebuilt(people);
  });

  it("a signature that would change nothing is refused, so that no nonce is used without an event", async () => {
    const people = await loadFixture(registryAndPeople);
    const { registry, agency, relayer, id } = people;
    for (const idle of [call(registry, "multicall", [[]]), call(registry, "resolve", [id])]) {
      const signed = await sign(registry, agency, id, [idle]);
      await expect(
        registry.connect(relayer).relay(id, signed.operation, signed.deadline, signed.signature),
      ).to.be.revertedWithCustomError(registry, "DIDRelayMisused");
    }
    await rebuilt(people);
  });

  it("a hand-over that ends all keys leaves expired ones where a plain hand-over leaves them", async () => {
    const people = await loadFixture(registryAndPeople);
    const by = people.registry.connect(people.agency);
    for (const { name, value } of KEYS.slice(0, 3)) await by.setAttribute(people.id, name, value, 100n);
    await by.setAttribute(people.id, KEYS[3]!.name, KEYS[3]!.value, DAY);
    await time.increase(200n);
    await by.changeOwnerEndingKeys(people.id, people.successor);
    await rebuilt(people);
  });

  it("recoveries, from the first recoverer to the new controller", async () => {
    const people = await loadFixture(registryAndPeople);
    const { registry, agency, recoverer, stranger, successor, id } = people;
    const by = registry.connect(agency);
    await by.setAttribute(id, KEYS[0]!.name, KEYS[0]!.value, 100n);
    await by.setAttribute(id, KEYS[1]!.name, KEYS[1]!.value, 90n * DAY);
    await by.setRecovery(id, recoverer);
    await by.setRecovery(id, stranger);
    await time.increase(8n * DAY);
    await by.setRecovery(id, recoverer);
    await rebuilt(people);
    await registry.connect(stranger).startRecovery(id, successor, true);
    await registry.connect(stranger).cancelRecovery(id);
    await registry.connect(stranger).startRecovery(id, successor, true);
    await rebuilt(people);
    await time.increase(8n * DAY);
    await registry.finishRecovery(id);
    await rebuilt(people);
  });
});

type Step = { readonly do: string; readonly n: number; readonly validity: bigint; readonly wait: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant("key") },
    { weight: 4, arbitrary: fc.constant("hash") },
    { weight: 6, arbitrary: fc.constant("entry") },
    {
      weight: 7,
      arbitrary: fc.constantFrom(
        ...["retire", "retireHash", "compromise", "compromiseHash", "drop", "handOver", "handOverEnding", "relay"],
      ),
    },
  ),
  n: fc.nat({ max: KEYS.length - 1 }),
  validity: fc.constantFrom(1n, 40n, 4_000n, 400_000n),
  wait: fc.constantFrom(0, 0, 0, 60),
});

function operationOf({ registry, id, agency }: People, { do: what, n, validity }: Step, moment: bigint): string {
  const { name, value, thumbprint } = KEYS[n]!;
  const hashed = HASHED[n % HASHED.length]!;
  const entry = [bytes32("did/svc/S"), `0x${"5e".repeat(3 * n + 1)}`];
  const operations: Record<string, () => string> = {
    key: () => call(registry, "setAttribute", [id, name, value, validity]),
    entry: () => call(registry, "setAttribute", [id, ...entry, validity]),
    hash: () => call(registry, "registerByHash", [id, hashed.algorithm, hashed.thumbprint, hashed.hash, validity]),
    retire: () => call(registry, "retireKey", [id, thumbprint]),
    retireHash: () => call(registry, "retireKey", [id, hashed.thumbprint]),
    compromise: () => call(registry, "compromiseKey", [id, thumbprint, moment]),
    compromiseHash: () => call(registry, "compromiseKey", [id, hashed.thumbprint, moment]),
    drop: () => call(registry, "revokeAttribute", [id, ...entry]),
    handOver: () => call(registry, "changeOwner", [id, agency.address]),
    handOverEnding: () => call(registry, "changeOwnerEndingKeys", [id, agency.address]),
  };
  return (operations[what] ?? operations.key!)();
}

async function tryOne(people: People, one: Step): Promise<void> {
  const { registry, agency, relayer, id } = people;
  const operation = operationOf(people, one, await now());
  const to = await registry.getAddress();
  if (one.do !== "relay") await agency.sendTransaction({ to, data: operation });
  else {
    const signed = await sign(registry, agency, id, [operation]);
    await registry.connect(relayer).relay(id, signed.operation, signed.deadline, signed.signature);
  }
}

describe("DIDRegistry, compared with its own events", () => {
  it("after any history, the events give exactly its storage", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 45 }), async (steps) => {
        const people = await loadFixture(registryAndPeople);
        for (const one of steps) {
          if (one.wait !== 0) await time.increase(one.wait);
          await tryOne(people, one).catch((error: unknown) => {
            if (!String(error).includes("custom error")) throw error;
          });
        }
        await rebuilt(people);
      }),
      often(4, "histories of identities, rebuilt from events"),
    );
  });
});
