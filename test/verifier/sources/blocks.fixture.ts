import fc from "fast-check";
import { network } from "hardhat";
import { type Chain, registriesOn } from "../../facts/replica/chain.fixture.ts";
import { type Attempt, attempt, attemptOfTrust, BEGINNING, CHAINS, trying } from "../../facts/replica/histories.ts";

const connection = await network.getOrCreate("crowded");
const { provider, networkHelpers } = connection;

/** The attempts in one block. `after`: seconds since the block before; 0 means the same second. */
export interface Block {
  readonly after: number;
  readonly attempts: readonly Attempt[];
}

const attempts = fc.array(fc.oneof(attempt, attemptOfTrust), { minLength: 1, maxLength: 12, size: "max" });

/** Several transactions per block, and several blocks per second. */
const block: fc.Arbitrary<Block> = fc.record({
  after: fc.constantFrom(0, 0, 0, 1, 1, 2, 7, 60),
  attempts: fc.oneof({ weight: 12, arbitrary: attempts }, { weight: 1, arbitrary: fc.constantFrom(...CHAINS) }),
});

/** Parts of a history. The test compares the sources after each part. */
export const parts = fc.array(fc.array(block, { minLength: 8, maxLength: 24, size: "max" }), {
  minLength: 2,
  maxLength: 4,
  size: "max",
});

/** Blocks that leave every chain of trust intact. */
const quiet = (which: number): Block[] =>
  [0, 1, 0, 1, 0, 60, 0, 1].map((after, how): Block => {
    return { after, attempts: [2, 3].map((who) => ({ what: "setStatus", who, whom: 0, which, how })) };
  });

/** A history that breaks no chain of trust, so that some verdicts are valid in every run. */
export const QUIET: Block[][] = [0, 1].map(quiet);

/**
 * A history in which agency 3 depends on a withdrawn accreditation while its accreditor has a new one. Random histories
 * seldom keep that state until the comparison.
 */
export const ORPHANED: Block[][] = CHAINS.slice(1).map((attempts, which) => [{ after: 1, attempts }, ...quiet(which)]);

const ofFirstType = (what: Attempt["what"], who: number, how: number): Attempt => {
  return { what, who, whom: 0, which: what === "deactivate" ? 11 : 0, how };
};

/**
 * In which the authority of the first type ends its DID, blocks pass, and the council names agency 4 in its place: of the
 * time between, nothing of that type is valid.
 */
export const REPLACED: Block[][] = [
  quiet(0),
  [{ after: 1, attempts: [ofFirstType("deactivate", 0, 11)] }, ...quiet(1)],
  [{ after: 1, attempts: [ofFirstType("replaceAuthority", 4, 2)] }, ...quiet(0)],
];

/**
 * In which a thief retires the first type, so that nothing dated later is of it; then the authority that succeeds takes
 * the retirement back.
 */
export const TAKEN_BACK: Block[][] = [
  [
    ...quiet(0),
    { after: 1, attempts: [{ what: "retireType", who: 0, whom: 0, which: 6, how: 11 }] },
    { after: 1, attempts: [ofFirstType("replaceAuthority", 4, 1)] },
    // The retirement takes effect after 100 seconds.
    ...[...quiet(1), ...quiet(0), ...quiet(1)],
  ],
  [{ after: 1, attempts: [ofFirstType("reopenType", 4, 0)] }, ...quiet(0)],
];

/** In which agency 2, accredited from the beginning, registers another key of its own, and works on. */
export const LATE_KEY: Block[][] = [
  quiet(0),
  [{ after: 7, attempts: [{ what: "registerKey", who: 2, whom: 0, which: 6, how: 1 }] }, ...quiet(1)],
];

/** A chain before its history. */
export interface Beginning {
  readonly chain: Chain;
  /** The block before any change in the registries, and the block after which the history begins. */
  readonly empty: number;
  readonly begun: number;
}

/** The registries on a chain on which only `mineBlock` mines blocks. */
async function beginning(): Promise<Beginning> {
  const chain = await registriesOn(connection);
  const empty = await networkHelpers.time.latestBlock();
  await provider.request({ method: "evm_setAutomine", params: [false] });
  for (const one of BEGINNING) await mineBlock(chain, { after: 1, attempts: [one] });
  return { chain, empty, begun: await networkHelpers.time.latestBlock() };
}

/** A fresh chain, without earlier histories. */
export const begin = (): Promise<Beginning> => networkHelpers.loadFixture(beginning);

/** Mines one block. If an attempt waits, the earlier attempts get a block of their own. */
export async function mineBlock(chain: Chain, { after, attempts }: Block): Promise<void> {
  const attempt = trying(chain);
  for (const one of attempts) await attempt(one);
  await networkHelpers.time.setNextBlockTimestamp((await networkHelpers.time.latest()) + after);
  await provider.request({ method: "evm_mine", params: [] });
}

/** A mined block: its number, its time in seconds, its transactions, and how many of them succeeded. */
export interface MinedBlock {
  readonly number: number;
  readonly time: number;
  readonly sent: number;
  readonly done: number;
}

/** All blocks from this one on. */
export async function blocksFrom(first: number): Promise<readonly MinedBlock[]> {
  const last = await networkHelpers.time.latestBlock();
  return Promise.all(Array.from({ length: last - first + 1 }, (_, i) => blockAt(first + i)));
}

async function blockAt(number: number): Promise<MinedBlock> {
  const { ethers } = connection;
  const block = await ethers.provider.getBlock(number);
  if (block === null) throw new Error(`there is no block ${number}`);
  const receipts = await Promise.all(block.transactions.map((hash) => ethers.provider.getTransactionReceipt(hash)));
  const done = receipts.filter((receipt) => receipt?.status === 1).length;
  return { number, time: block.timestamp, sent: receipts.length, done };
}
