import { once } from "node:events";
import { expect } from "chai";
import { formatAddresses } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { Terminal } from "../cli.fixture.ts";

describe("The outbox, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let node: FakeNode;
  let account: string;
  let addresses: string;
  /** Whether transactions reach the chain. If not, the node still claims to have them. */
  let takes = true;

  const isOffer = ({ method }: { readonly method: string }): boolean => method === "eth_sendRawTransaction";
  const there = (): string[] => ["--network", node.url, "--addresses", addresses];
  const byKey = (): string[] => [...there(), "--key", "agency"];

  before(async () => {
    chain = await startLocalChain();
    node = await fakeNode((asked) =>
      isOffer(asked) && !takes ? { result: `0x${"ab".repeat(32)}` } : pass(chain.url, asked),
    );
    addresses = t.write("addresses.json", formatAddresses(chain.addresses));
    account = String((await t.done("key", "create", "agency")).id).toLowerCase();
  });
  after(async () => {
    await node.close();
    await chain.stop();
    t.close();
  });

  /** Runs a command whose transaction no block includes, and kills it while it waits. */
  async function stuck(list: number): Promise<void> {
    takes = false;
    const before = node.asked.filter(isOffer).length;
    const args = ["list", "open", String(list), "--capacity", "128", ...byKey()];
    const child = await t.start("didim", args);
    while (node.asked.filter(isOffer).length === before) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGKILL");
    await once(child, "close");
    takes = true;
  }
  const capacity = async (list: number): Promise<bigint> =>
    (await chain.as(chain.accounts[0] ?? "").statuses.listOf(account, list)).capacity;

  it("says that it is empty, and replaces nothing", async () => {
    const list = await t.didim("outbox", "list", ...there());
    expect([list.code, list.stdout]).to.deep.equal([
      0,
      "Nothing waits: all transactions that this machine sent are done.\n",
    ]);
    const ran = await t.didim("outbox", "cancel", "0", ...byKey(), "--json");
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "registry.not-pending");
    expect(ran.code).to.equal(65);
  });

  it("shows a stuck transaction in both languages, even while no node is reachable", async () => {
    await stuck(0);
    const shown = (await t.done("outbox", "list", ...there())).transactions as Record<string, unknown>[];
    expect(shown).to.have.length(1);
    expect(shown[0]).to.include({
      account,
      nonce: 0,
      doing: "StatusLists.openList",
      state: "waiting",
      maxFeePerGas: 0,
    });
    const text = await t.didim("outbox", "list", ...there(), "--account", "agency");
    expect(text.stdout).to.contain(`nonce 0  StatusLists.openList\n    1. 0x`).and.to.contain("outbox replace <nonce>");
    const korean = await t.didim("outbox", "list", ...there(), "--lang", "ko");
    expect(korean.stdout).to.contain("순번 0  StatusLists.openList").and.to.contain("아직 블록에 없고");
    const away = await t.didim("outbox", "list", "--network", "http://127.0.0.1:9", "--addresses", addresses, "--json");
    expect(away.code, away.stdout).to.equal(0);
    expect((away.json().transactions as object[])[0]).to.include({ nonce: 0, state: "unknown" });
  });

  it("shows what it would sign again, and signs only after confirmation", async () => {
    const ran = await t.didim("outbox", "replace", "0", ...byKey());
    expect(ran.code, ran.stderr).to.equal(64);
    expect(ran.stderr).to.match(/nonce 0 {2}StatusLists\.openList\n {4}1\. 0x\w{40}\n {4}2\. 0\n {4}3\. 128/);
    expect(ran.stderr).to.contain("cli.not-confirmed");
    expect(await capacity(0)).to.equal(0n);
  });

  it("replaces a transaction: the call is made once", async () => {
    const { nonce, block } = await t.done("outbox", "replace", "0", "--yes", ...byKey());
    expect(nonce).to.equal(0);
    expect(Number(block)).to.be.above(0);
    expect(await capacity(0)).to.equal(128n);
    expect(await t.done("outbox", "list", ...there())).to.deep.equal({ transactions: [] });
  });

  it("cancels a transaction: its call is never made, and the account's other transactions continue", async () => {
    await stuck(1);
    const ran = await t.didim("outbox", "cancel", "1", ...byKey());
    expect(ran.stdout).to.match(
      /^The transaction with the nonce 1 will never be executed: a transaction that does nothing took its place in block \d+\n {2}0x[0-9a-f]{64}\n$/,
    );
    expect(await t.done("outbox", "list", ...there())).to.deep.equal({ transactions: [] });
    await t.done("list", "open", "2", "--capacity", "128", ...byKey());
    expect([await capacity(1), await capacity(2)]).to.deep.equal([0n, 128n]);
  });
});
