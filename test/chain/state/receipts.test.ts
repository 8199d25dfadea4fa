import { expect } from "chai";
import { type Receipt, receiptsRoot } from "../../../src/chain/state/receipts.ts";
import { receiptsReader } from "../../../src/registry/logs/receipts.ts";
import { ethers, networkHelpers, registries, send } from "../../facts/replica/chain.fixture.ts";
import { BEGINNING, live } from "../../facts/replica/histories.ts";

const { loadFixture, mine } = networkHelpers;

interface Told {
  readonly hash: string;
  readonly receiptsRoot: string;
}

/** A block as Hardhat's node made it, with its receipts. */
async function block(number = "latest"): Promise<{ told: Told; receipts: readonly Receipt[] }> {
  const told = (await send("eth_getBlockByNumber", [number, false])) as Told;
  return { told, receipts: await receiptsReader(send)(told.hash) };
}

/** A block with transactions of every type that Hardhat's node mines, one that fails, and some without logs. */
async function mixed() {
  const chain = await loadFixture(registries);
  await live(chain, BEGINNING);
  const agency = chain.agencies[2]!;
  const statuses = chain.statuses.connect(agency);
  const gasLimit = 200_000;
  await send("evm_setAutomine", [false]);
  try {
    const gasPrice = ethers.parseUnits("50", "gwei");
    await statuses.setStatus(agency, 0, 20, 2, { gasLimit, type: 0, gasPrice });
    await statuses.setStatus(agency, 0, 21, 1, { gasLimit, type: 1, accessList: [], gasPrice });
    await statuses.setStatus(agency, 0, 22, 1, { gasLimit, type: 2 });
    await statuses.setStatus(agency, 9, 22, 1, { gasLimit, type: 2 });
    for (let i = 0; i < 140; i++) await agency.sendTransaction({ to: agency.address, gasLimit: 21_000 });
    await mine();
  } finally {
    await send("evm_setAutomine", [true]);
  }
  return block();
}

describe("The root of a block's receipts", () => {
  it("is that of the block's header, whatever the transactions are", async () => {
    const { told, receipts } = await mixed();
    expect(receipts).to.have.lengthOf(144);
    expect(new Set(receipts.map(({ type, outcome }) => `${type} ${outcome}`))).to.include.all.keys(
      ...["0 0x01", "1 0x01", "2 0x01", "2 0x"],
    );
    expect(receiptsRoot(receipts)).to.equal(told.receiptsRoot);
  });

  it("is that of every block of a history", async () => {
    await live(await loadFixture(registries), BEGINNING);
    const { number } = (await send("eth_getBlockByNumber", ["latest", false])) as { number: string };
    for (let i = 1; i <= Number(number); i++) {
      const { told, receipts } = await block(`0x${i.toString(16)}`);
      expect(receiptsRoot(receipts), `block ${i}`).to.equal(told.receiptsRoot);
    }
  });

  it("changes with every member of every receipt, with their order and with their number", async () => {
    const { told, receipts } = await mixed();
    const [first, second] = [receipts[0]!, receipts[1]!];
    const [log] = first.logs;
    const word = `0x${"77".repeat(32)}`;
    const instead = (change: Partial<Receipt>) => [{ ...first, ...change }, ...receipts.slice(1)];
    const others: Readonly<Record<string, readonly Receipt[]>> = {
      type: instead({ type: 2 }),
      outcome: instead({ outcome: "0x" }),
      gas: instead({ gasUsed: "0x1" }),
      bloom: instead({ bloom: `0x${"00".repeat(256)}` }),
      "no log": instead({ logs: [] }),
      "a log twice": instead({ logs: [log!, log!] }),
      "the log's address": instead({ logs: [{ ...log!, address: `0x${"77".repeat(20)}` }] }),
      "the log's topics": instead({ logs: [{ ...log!, topics: [...log!.topics, word] }] }),
      "the log's data": instead({ logs: [{ ...log!, data: word }] }),
      order: [second, first, ...receipts.slice(2)],
      number: receipts.slice(0, -1),
    };
    for (const [what, receipts] of Object.entries(others)) {
      expect(receiptsRoot(receipts), what).not.to.equal(told.receiptsRoot);
    }
  });
});
