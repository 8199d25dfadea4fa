import { getBytes } from "ethers";
import {
  call,
  certificate,
  DAY,
  domain,
  key,
  NO_END,
  now,
  RELAY,
  register,
  registerByHash,
  registryAndPeople,
} from "../../test/contracts/did/did.fixture.ts";
import { gasOf } from "../../test/contracts/support/gas.ts";

type Gas = Readonly<Record<string, bigint>>;

async function oneKey() {
  const people = await registryAndPeople();
  const first = await key(201);
  const firstKey = await gasOf(register(people.registry, people.agency, first));
  return { ...people, first, firstKey, by: people.registry.connect(people.agency) };
}

type People = Awaited<ReturnType<typeof oneKey>>;

/** Each operation on an identity of its own, which has one P-256 key. */
export async function identities(): Promise<Gas> {
  const [adding, anchoring, retiring] = [await oneKey(), await oneKey(), await oneKey()];
  const [handing, ending] = [await oneKey(), await oneKey()];
  return {
    "gas.did.firstKey": adding.firstKey,
    "gas.did.addKey": await gasOf(register(adding.registry, adding.agency, await key(202))),
    "gas.did.addByHash": await gasOf(registerByHash(anchoring.registry, anchoring.agency, certificate("a root"))),
    "gas.did.revokeKey": await gasOf(retiring.by.retireKey(retiring.id, retiring.first.thumbprint)),
    "gas.did.revokeEarlierKey": await earlierKey(),
    "gas.did.changeController": await gasOf(handing.by.changeOwner(handing.id, handing.successor.address)),
    "gas.did.deactivate": await gasOf(ending.by.deactivate(ending.id)),
    "gas.did.relayedExtra": await relayedExtra(),
  };
}

/** Retires the first of two keys; the last of the list takes its place. */
async function earlierKey(): Promise<bigint> {
  const { registry, agency, by, id, first } = await oneKey();
  await register(registry, agency, await key(202));
  return gasOf(by.retireKey(id, first.thumbprint));
}

/**
 * The most expensive of three operations: sent by a relayer with a signature, minus the same sent by the controller.
 */
async function relayedExtra(): Promise<bigint> {
  const fresh = await key(203);
  const operations: ((people: People) => string)[] = [
    ({ registry, id, successor }) => call(registry, "changeOwner", [id, successor.address]),
    ({ registry, id }) => call(registry, "setAttribute", [id, fresh.name, fresh.value, NO_END]),
    ({ registry, id, first }) => call(registry, "retireKey", [id, first.thumbprint]),
  ];
  let most = 0n;
  for (const operation of operations) {
    const extra = (await relayed(await oneKey(), operation)) - (await direct(await oneKey(), operation));
    if (extra > most) most = extra;
  }
  return most;
}

async function direct(people: People, operation: (people: People) => string): Promise<bigint> {
  const to = await people.registry.getAddress();
  return gasOf(people.agency.sendTransaction({ to, data: operation(people) }));
}

async function relayed(people: People, operation: (people: People) => string): Promise<bigint> {
  const { registry, relayer, id } = people;
  const data = operation(people);
  const { deadline, signature } = await signedWithoutZeros(people, data);
  return gasOf(registry.connect(relayer).relay(id, data, deadline, signature));
}

/**
 * Picks a deadline so that neither it nor the signature has a zero byte, as is usual. A zero byte costs 12 gas less, so
 * each run would give another figure.
 */
async function signedWithoutZeros({ registry, agency, id }: People, operation: string) {
  const [about, nonce] = [await domain(registry), await registry.nonce(id)];
  for (let deadline = (await now()) + DAY; ; deadline++) {
    const signature = await agency.signTypedData(about, RELAY, { identity: id, operation, nonce, deadline });
    if (!getBytes(signature).includes(0) && !getBytes(`0x${deadline.toString(16)}`).includes(0)) {
      return { deadline, signature };
    }
  }
}
