import { key, register, registryAndPeople, rotate } from "../../test/contracts/did/did.fixture.ts";
import { readGas } from "../../test/contracts/support/gas.ts";
import { accredit, chainOfTwo, now, TYPE } from "../../test/contracts/support/registries.ts";

const LIST = 1n;
const INDEX = 5n;

type Gas = Readonly<Record<string, bigint>>;

/** What verification reads: one status, the chain of trust by depth, and the lens over a chain of two levels. */
export async function trust(): Promise<Gas> {
  const all = await chainOfTwo();
  const { statuses, accreditations, lens, sejong, busan, moi, stranger } = all;
  await statuses.connect(sejong).openList(sejong, LIST, 2n ** 20n, all.operator);
  await statuses.connect(sejong).setStatus(sejong, LIST, INDEX, 2n);
  await accredit(all, busan, moi);
  const issuedAt = await now();
  const one = await readGas(stranger, await accreditations.isAccredited.populateTransaction(busan, TYPE, issuedAt));
  const two = await readGas(stranger, await accreditations.isAccredited.populateTransaction(sejong, TYPE, issuedAt));
  const none = `0x${"00".repeat(32)}`;
  const named = { issuer: sejong, anchor: none, typeId: TYPE, doctypeId: none };
  const query = { ...named, thumbprint: await signingKey(all), issuedAt };
  const look = await lens.look.populateTransaction([
    { ...query, hasStatus: true, list: LIST, index: INDEX, withTerm: false },
  ]);
  return {
    "gas.read.status": await readGas(stranger, await statuses.statusOf.populateTransaction(sejong, LIST, INDEX)),
    "gas.read.accreditationPerLevel": two - one,
    "gas.read.lens": await readGas(stranger, look),
  };
}

/** The lens reads an existing key; a missing one would be cheaper. */
async function signingKey({ dids, sejong }: Awaited<ReturnType<typeof chainOfTwo>>): Promise<string> {
  const signing = await key(301);
  await register(dids, sejong, signing);
  return signing.thumbprint;
}

/** A document with one key: its first key, and one after a thousand rotations. */
export async function documents(): Promise<Gas> {
  const { registry, agency, stranger, id } = await registryAndPeople();
  const first = await key(201);
  await register(registry, agency, first);
  const read = async () => readGas(stranger, await registry.resolve.populateTransaction(id));
  const before = await read();
  await rotate(registry, agency, first, 1000);
  return { "gas.read.resolveOneKey": before, "gas.read.resolveAfter1000": await read() };
}
