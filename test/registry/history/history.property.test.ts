import { expect } from "chai";
import fc from "fast-check";
import type { Change, HistoryEntry } from "../../../src/registry/history/entries.ts";
import { historyOfIdentity, historyOfType } from "../../../src/registry/history/history.ts";
import type { Registry } from "../../../src/registry/open.ts";
import { eventsOf, type ReceiptEvent, type ReceiptRawLog } from "../../../src/registry/sending/receipt.ts";
import { type Chain, networkHelpers, registries } from "../../facts/replica/chain.fixture.ts";
import { attempt, attemptOfTrust, BEGINNING, live, TYPES } from "../../facts/replica/histories.ts";
import { often } from "../../support/often.ts";
import { registryOver } from "../listing/over-hardhat.fixture.ts";

const { loadFixture } = networkHelpers;

interface Happened {
  readonly transaction: string;
  readonly block: number;
  readonly from: string;
  readonly events: readonly ReceiptEvent[];
}

/** Every transaction of the chain, oldest first, from the receipts. */
async function allTransactions(chain: Chain): Promise<Happened[]> {
  const happened: Happened[] = [];
  for (let block = 1; block <= (await networkHelpers.time.latestBlock()); block++) {
    const answer = await chain.send("eth_getBlockByNumber", [`0x${block.toString(16)}`, false]);
    for (const transaction of (answer as { transactions: string[] }).transactions) {
      const receipt = await chain.send("eth_getTransactionReceipt", [transaction]);
      const { from, logs } = receipt as { from: string; logs: ReceiptRawLog[] };
      happened.push({
        transaction,
        block,
        from: from.toLowerCase(),
        events: eventsOf(logs, "eth_getTransactionReceipt"),
      });
    }
  }
  return happened;
}

/** The roles in which an event is about an identity; in others (an accreditor, an operator) it is about somebody else. */
const ROLES = ["identity", "issuer", "authority", "successor", "member"];

function isAbout(identity: string, { facts }: ReceiptEvent): boolean {
  const owner =
    facts.place === undefined ? undefined : `0x${(BigInt(String(facts.place)) >> 96n).toString(16).padStart(40, "0")}`;
  return owner === identity || ROLES.some((role) => String(facts[role]).toLowerCase() === identity);
}

/** All pages of a random size. */
async function allOf(
  read: (page: { limit: number; before?: bigint }) => ReturnType<typeof historyOfType>,
  limit: number,
): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  for (let before: bigint | undefined; ; ) {
    const page = await read({ limit, ...(before !== undefined && { before }) });
    entries.push(...page.entries);
    if (page.before === undefined) return entries;
    before = BigInt(page.before);
  }
}

/** How many statuses of a list became each value in a block, by its words before and after. */
async function counted(registry: Registry, block: number, { facts }: Change): Promise<number[]> {
  const [identity, list] = [String(facts.issuer).slice(-42), Number(facts.list)];
  const wordsAt = async (number: number): Promise<readonly bigint[]> => {
    const { statuses } = registry.at(BigInt(number));
    const { capacity } = await statuses.listOf(identity, list);
    return statuses.wordsOf(identity, list, 0, Number(capacity) / 128);
  };
  const [before, after] = [await wordsAt(block - 1), await wordsAt(block)];
  const counts = [0, 0, 0, 0];
  for (const [i, word] of after.entries()) {
    for (let lane = 0n; lane < 256n; lane += 2n) {
      const [was, is] = [((before[i] ?? 0n) >> lane) & 3n, (word >> lane) & 3n];
      if (was !== is) counts[Number(is)] = (counts[Number(is)] ?? 0) + 1;
    }
  }
  return counts;
}

describe("A history, after any history of the registries,", function () {
  this.timeout(240_000);

  it("has each transaction about its subject once, newest first, and counts statuses as the words differ", async () => {
    const attempts = fc.array(fc.oneof(attempt, attemptOfTrust), { minLength: 10, maxLength: 40, size: "max" });
    let statuses = 0;
    await fc.assert(
      fc.asyncProperty(attempts, fc.integer({ min: 1, max: 9 }), async (more, limit) => {
        const chain = await loadFixture(registries);
        await live(chain, [...BEGINNING, ...more]);
        const [registry, happened] = [await registryOver(chain), await allTransactions(chain)];
        for (const identity of chain.agencies.map(({ address }) => address.toLowerCase())) {
          const entries = await allOf((page) => historyOfIdentity(registry, identity, page), limit);
          const own = happened.filter(({ events }) => events.some((event) => isAbout(identity, event))).reverse();
          expect(entries.map(({ transaction, block, by }) => [transaction, block, by.account])).to.deep.equal(
            own.map(({ transaction, block, from }) => [transaction, block, from]),
          );
          for (const { block, changes } of entries) {
            for (const change of changes.filter(({ event }) => event === "StatusesChanged")) {
              const { valid, invalid, suspended, applicationSpecific } = change.facts;
              expect([valid, invalid, suspended, applicationSpecific]).to.deep.equal(
                await counted(registry, block, change),
              );
              statuses++;
            }
          }
        }
        for (const typeId of TYPES) {
          const entries = await allOf((page) => historyOfType(registry, typeId, page), limit);
          const own = happened.filter(({ events }) => events.some(({ facts }) => facts.typeId === typeId)).reverse();
          expect(entries.map(({ transaction }) => transaction)).to.deep.equal(
            own.map(({ transaction }) => transaction),
          );
        }
      }),
      often(4, "histories"),
    );
    expect(statuses).to.be.greaterThan(4);
  });
});
