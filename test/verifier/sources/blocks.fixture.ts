import fc from "fast-check";
import { network } from "hardhat";
import { type Chain, registriesOn } from "../../facts/replica/chain.fixture.ts";
import { type Attempt, attempt, attemptOfTrust, BEGINNING, CHAINS, trying } from "../../facts/replica/histories.ts";

const connection = await network.getOrCreate("crowded");
const { provider, networkHelpers } = connection;

/** What is tried in one block, which comes so many seconds after the one before: 0 is the same second. */
export interface Block {
  readonly after: number;
  readonly attempts: readonly Attempt[];
}

const attempts = fc.array(fc.oneof(attempt, attemptOfTrust), { minLength: 1, maxLength: 12, size: "max" });

/** Several transactions a block, and several blocks a second. */
const block: fc.Arbitrary<Block> = fc.record({
  after: fc.constantFrom(0, 0, 0, 1, 1, 2, 7, 60),
  attempts: fc.oneof({ weight: 12, arbitrary: attempts }, { weight: 1, arbitrary: fc.constantFrom(...CHAINS) }),
});

/** Parts of a history, after each of which somebody asks. */
export const parts = fc.array(fc.array(block, { minLength: 8, maxLength: 24, size: "max" }), {
  minLength: 2,
  maxLength: 4,
  size: "max",
});

/** Blocks that break no trust. */
const quiet = (which: number): Block[] =>
  [0, 1, 0, 1, 0, 60, 0, 1].map((after, how): Block => {
    return { after, attempts: [2, 3].map((who) => ({ what: "setStatus", who, whom: 0, which, how })) };
  });

/** In which no trust is broken: whatever else happens, something is valid. */
export const QUIET: Block[][] = [0, 1].map(quiet);

/**
 * In which agency 3 hangs on an accreditation that was withdrawn, and has not come back, while its accreditor has another
 * one: chance seldom lets it last until somebody asks.
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

/** In which agency 2, accredited from the beginning, registers another key of its own, and works on. */
export const LATE_KEY: Block[][] = [
  quiet(0),
  [{ after: 7, attempts: [{ what: "registerKey", who: 2, whom: 0, which: 6, how: 1 }] }, ...quiet(1)],
];

/** A chain before its history. */
export interface Beginning {
  readonly chain: Chain;
  /** The block before anything happened in the registries, and the one after which the history begins. */
  readonly empty: number;
  readonly begun: number;
}

/** The registries on a chain whose blocks are mined by `mineBlock` only. */
async function beginning(): Promise<Beginning> {
  const chain = await registriesOn(connection);
  const empty = await networkHelpers.time.latestBlock();
  await provider.request({ method: "evm_setAutomine", params: [false] });
  for (const one of BEGINNING) await mineBlock(chain, { after: 1, attempts: [one] });
  return { chain, empty, begun: await networkHelpers.time.latestBlock() };
}

/** A chain of which nothing is left of earlier histories. */
export const begin = (): Promise<Beginning> => networkHelpers.loadFixture(beginning);

/** Waiting ends a block early; what was tried before is in it. */
export async function mineBlock(chain: Chain, { after, attempts }: Block): Promise<void> {
  const attempt = trying(chain);
  for (const one of attempts) await attempt(one);
  await networkHelpers.time.setNextBlockTimestamp((await networkHelpers.time.latest()) + after);
  await provider.request({ method: "evm_mine", params: [] });
}

/** What a block holds: transactions that were mined, and how many of them changed something. */
export interface MinedBlock {
  readonly number: number;
  readonly time: number;
  readonly sent: number;
  readonly done: number;
}

/** The blocks from this one on. */
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
