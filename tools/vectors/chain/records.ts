import { encodeBytes32String } from "ethers";
import { fromHex } from "../../../src/crypto/encodings/bytes.ts";
import { namesIn } from "../../../src/records/names.ts";
import { KEY_REASONS } from "../../../src/records/reasons.ts";
import { flagsIn } from "../../../src/records/type-flags.ts";
import { rightsIn } from "../../../src/storage/accreditations.ts";
import { keyIn } from "../../../src/storage/did-registry.ts";
import { AGENCIES, addressOf, type IssuerName } from "./agencies.ts";
import type { Chain } from "./chain.ts";
import { CONTRACTS } from "./contracts.ts";
import { TYPES, typeId } from "./types.ts";
import { keysOf, thumbprintOf, type World } from "./world.ts";

/** Everything that a verdict depends on, read from the contracts' own views at the newest block. */
export async function recordsOf(world: World) {
  return {
    chainId: Number(BigInt(String(await world.chain.request("eth_chainId")))),
    block: await blockOf(world.chain),
    contracts: world.deployment,
    directory: await directoryOf(world),
    identities: await all(AGENCIES, (name) => identityOf(world, name)),
    types: await all(TYPES, ({ vct }) => typeOf(world, vct)),
    accreditations: (await all(AGENCIES, (name) => all(TYPES, ({ vct }) => accreditationOf(world, name, vct))))
      .flat(2)
      .filter((each) => each !== undefined),
    statusLists: await all(AGENCIES, (name) => listOf(world, name)),
  };
}

export type RegistryRecords = Awaited<ReturnType<typeof recordsOf>>;

const all = <From, To>(from: readonly From[], read: (each: From) => Promise<To>): Promise<To[]> =>
  Promise.all(from.map(read));

async function blockOf(chain: Chain) {
  const block = (await chain.request("eth_getBlockByNumber", ["latest", false])) as Record<string, string>;
  return { number: Number(block.number), hash: String(block.hash), time: Number(block.timestamp) };
}

async function directoryOf({ at: { directory } }: World) {
  const entries = await all(CONTRACTS, async (name) => {
    const key = encodeBytes32String(name);
    const count = Number(await directory.count(key));
    return all(
      Array.from({ length: count }, (_, i) => i),
      async (i) => {
        const { registry, codeHash, from, until, distrusted } = await directory.entry(key, i);
        return { name, address: lower(registry), codeHash, from: Number(from), until: Number(until), distrusted };
      },
    );
  });
  return entries.flat();
}

async function identityOf({ at: { dids } }: World, name: IssuerName) {
  const identity = addressOf(name);
  const { deactivated, controller } = await dids.identityOf(identity);
  const keys = await all(keysOf(name), async (key) => {
    const thumbprint = thumbprintOf(key);
    const { algorithm, reason, from, until, compromisedSince } = await dids.keyOf(identity, thumbprint);
    if (algorithm === 0n) return undefined;
    const [epoch, xOrHash] = await dids.keyWords(identity, thumbprint);
    const record = keyIn(epoch, BigInt(xOrHash));
    return {
      thumbprint: key.thumbprint,
      algorithm: Number(algorithm),
      ...(record && ("publicKey" in record ? { publicKey: record.publicKey } : { hash: record.hash })),
      from: Number(from),
      until: Number(until),
      reason: KEY_REASONS[Number(reason)],
      ...(compromisedSince !== 0n && { compromisedSince: Number(compromisedSince) }),
    };
  });
  const handed = BigInt(controller) === 0n ? {} : { controller: lower(controller) };
  return { name, identity, deactivated, ...handed, keys: keys.filter((key) => key !== undefined) };
}

const AUTHORITY_REASONS = ["none", "ended", "stolen"] as const;

async function typeOf({ at: { types } }: World, vct: string) {
  const id = typeId(vct);
  const { authority, registered, retired, epochs, flags } = await types.typeOf(id);
  const terms = await all(
    Array.from({ length: Number(epochs) }, (_, i) => i),
    async (i) => {
      const term = await types.authorityEpoch(id, i);
      const since = Number(await types.stolenSince(id, i));
      return {
        authority: lower(term.authority),
        from: Number(term.from),
        until: Number(term.until),
        reason: AUTHORITY_REASONS[Number(term.reason)],
        ...(since !== 0 && { stolenSince: since }),
      };
    },
  );
  return {
    vct,
    id,
    registered: Number(registered),
    retired: Number(retired),
    authority: lower(authority),
    ...flagsIn(Number(flags)),
    terms,
  };
}

async function accreditationOf({ at: { accreditations } }: World, name: IssuerName, vct: string) {
  const [holder, type] = [addressOf(name), typeId(vct)];
  const { epochs: count, generation, generationStart, exceptions } = await accreditations.accreditationOf(holder, type);
  if (count === 0n) return undefined;
  const [ko, en] = await accreditations.namesOf(holder, type);
  const names = namesIn({ ko: fromHex(ko), en: fromHex(en) });
  const epochs = await all(
    Array.from({ length: Number(count) }, (_, i) => i),
    async (index) => {
      const { accreditor, from, until, parentGeneration, rights } = await accreditations.epochOf(holder, type, index);
      const { levels, root, mayIssue, reason } = rightsIn(rights);
      return {
        accreditor: lower(accreditor),
        root,
        from: Number(from),
        until: Number(until),
        reason,
        mayIssue,
        levels,
        parentGeneration: Number(parentGeneration),
      };
    },
  );
  return {
    holder,
    vct,
    generation: Number(generation),
    generationStart: Number(generationStart),
    noStatus: (exceptions & 1n) !== 0n,
    ...(names && { names }),
    epochs,
  };
}

async function listOf({ at: { statuses } }: World, name: IssuerName) {
  const issuer = addressOf(name);
  const { opened, capacity } = await statuses.listOf(issuer, 0);
  const words = await statuses.wordsOf(issuer, 0, 0, Number(capacity) / 128);
  const filled = words.map((word, i) => [String(i), `0x${word.toString(16).padStart(64, "0")}`] as const);
  const isFilled = ([, word]: readonly [string, string]): boolean => BigInt(word) !== 0n;
  return {
    issuer,
    list: 0,
    opened: Number(opened),
    capacity: Number(capacity),
    words: Object.fromEntries(filled.filter(isFilled)),
  };
}

const lower = (address: string): string => address.toLowerCase();
