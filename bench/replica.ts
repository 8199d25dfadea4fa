import { randomInt } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { unverifiedRoots } from "../src/facts/proof/storage-roots.ts";
import { openReplica, type Replica } from "../src/facts/replica/replica.ts";
import { jsonRpcLogSource } from "../src/registry/logs/source.ts";
import { STATUSES_PER_WORD, withStatus } from "../src/storage/status-lists.ts";
import { vouchedFor } from "../test/trust-anchor/members.fixture.ts";
import { chainOfTwo, connection, now, TYPE, type World } from "../test/verifier/world.ts";
import type { Measured } from "./figures.ts";
import { proveSeconds } from "./replica-proof.ts";
import { cpuSeconds, median } from "./statistics.ts";

const LIST = 1;
/** Fresh words in a transaction: about 13 million gas. */
const WORDS_AT_ONCE = 500;
const SHARE_NOT_VALID = 0.03;
const LOOK_UPS = 20_000;
const ROUNDS = 21;

const send = (method: string, params: readonly unknown[]): Promise<unknown> =>
  connection.provider.request({ method, params: [...params] });

/**
 * 35 million licences in one list, of which 3%, at random, are revoked or suspended; written to a node and followed
 * from its logs.
 */
export async function replica(licences = 35_000_000): Promise<Measured> {
  const world = await chainOfTwo();
  await write(world, Math.ceil(licences / STATUSES_PER_WORD));
  const { addresses } = world;
  const source = jsonRpcLogSource(send, addresses);
  const before = held();
  const start = performance.now();
  const { registries: pins } = await vouchedFor(send, addresses, 0);
  const roots = unverifiedRoots({ rpc: { request: (method, params = []) => send(method, params) }, registries: pins });
  const copy = await openReplica({ source, addresses, chainId: 31337n, pollMs: 0, roots, proveEverySeconds: 0 });
  await copy.sync();
  const syncSeconds = (performance.now() - start) / 1000;
  const bytes = held() - before;
  const checkNanoseconds = lookUp(copy, { world, licences, issuedAt: await now() });
  const { registries } = await copy.prove();
  await copy.close();
  const { seconds, slots } = await proveSeconds();
  const notes = [
    `licences: ${licences}; status words alone: ${copy.status().statusBytes} bytes`,
    `proved: the ${registries.StatusLists.slots} slots of StatusLists against the node's storage root; ${slots} slots made up for the figure`,
  ];
  return {
    figures: {
      "replica.bytes": bytes,
      "replica.syncSeconds": syncSeconds,
      "replica.checkNanoseconds": checkNanoseconds,
      "replica.proveSeconds": seconds,
    },
    notes,
  };
}

async function write({ statuses, sejong }: World, words: number): Promise<void> {
  const list = statuses.connect(sejong.account);
  await list.openList(sejong.identity, LIST, words * STATUSES_PER_WORD, sejong.account);
  for (let first = 0; first < words; first += WORDS_AT_ONCE) {
    const count = Math.min(WORDS_AT_ONCE, words - first);
    const changed = Array.from({ length: count }, (_, i) => ({ word: first + i, value: randomWord() }));
    const some = changed.filter(({ value }) => value !== 0n);
    const values = some.map(({ value }) => value);
    const places = some.map(({ word }) => word);
    await list.setStatuses(sejong.identity, LIST, places, values.map(lanes), values);
    if (first % 50_000 === 0) process.stderr.write(`bench: ${first} of ${words} words written …\n`);
  }
}

/** Each status is not valid with a probability of 3%, then revoked (1) or suspended (2) with equal probability. */
function randomWord(): bigint {
  let word = 0n;
  for (let i = 0; i < STATUSES_PER_WORD; i++) {
    if (Math.random() < SHARE_NOT_VALID) word = withStatus(word, i, Math.random() < 0.5 ? 1 : 2);
  }
  return word;
}

const EVERY_LOW_BIT = BigInt(`0x${"5".repeat(64)}`);

/** A mask with 11 over each status that is set. */
function lanes(word: bigint): bigint {
  return ((word | (word >> 1n)) & EVERY_LOW_BIT) * 3n;
}

/** JavaScript's memory after garbage collection. The node's memory is native and so not included. */
function held(): number {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  for (let i = 0; i < 3; i++) gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Looks up everything that verification needs for random credentials, each a different one: the status, and the two
 * links above the issuer. Returns CPU nanoseconds.
 */
function lookUp(
  copy: Replica,
  { world, licences, issuedAt }: { world: World; licences: number; issuedAt: number },
): number {
  const { sejong } = world;
  const question = { issuer: sejong.identity, keyThumbprint: sejong.key, typeId: TYPE, issuedAt };
  const round = (): number => {
    const indices = Array.from({ length: LOOK_UPS }, () => randomInt(licences));
    const start = cpuSeconds();
    for (const index of indices) copy.look([{ ...question, status: { list: LIST, index } }]);
    return (cpuSeconds() - start) / LOOK_UPS;
  };
  round();
  return median(Array.from({ length: ROUNDS }, round)) * 1e9;
}
