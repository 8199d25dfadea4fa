import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { keccak256 } from "ethers";
import type { ChainSigner } from "../../../../src/chain/tx/accounts/signer.ts";
import { createSigningProvider } from "../../../../src/chain/tx/provider.ts";
import { createRemoteAccount } from "../../../../src/public/chain.ts";
import { sentBy } from "../../../../src/registry/sending/sent.ts";
import { createFileOutboxStore } from "../../../../src/stores/files/outbox.ts";
import { type FakeNode, pass } from "../../../support/nodes.ts";
import { refusedLater } from "../../../support/refused.ts";
import {
  type Counters,
  before as inFront,
  isOffer,
  newSigner,
  sendingBy,
  sent,
  startCounters,
} from "../counters.fixture.ts";

let next = 1;

/** What an attacker can do who can write an outbox's files but has no key. */
describe("A forged file in the outbox", function () {
  this.timeout(60_000);
  let counters: Counters;
  let node: FakeNode;
  let outbox: string;
  /** Whether offered transactions reach the chain. */
  let takes: boolean;

  before(async () => {
    counters = await startCounters();
  });
  beforeEach(async () => {
    outbox = mkdtempSync(join(tmpdir(), "didim-forged-"));
    takes = true;
    node = await inFront(counters);
    node.behave((asked) => (isOffer(asked) && !takes ? { result: `0x${"ab".repeat(32)}` } : pass(counters.url, asked)));
    await counters.mine(100);
  });
  afterEach(async () => {
    await node.close();
    rmSync(outbox, { recursive: true });
  });
  after(() => counters.stop());

  const sendingOf = (sendTimeoutMs = 10_000) => sendingBy([node], { outbox, sendTimeoutMs });
  const folderOf = ({ address }: ChainSigner): string => join(outbox, "counters", address);

  /**
   * Writes a file in Didim's format for a transaction that the account never signed, as if a process had left it
   * behind.
   */
  function forge(signer: ChainSigner, id: number, members: object, nonce = 0, chain = "counters"): void {
    const folder = join(outbox, chain, signer.address);
    mkdirSync(folder, { recursive: true });
    const { to, data } = counters.call(id);
    const content = {
      format: "didim-pending/3",
      id: "00000000-0000-4000-8000-000000000000",
      owner: "00000000-0000-4000-8000-000000000001",
      doing: "StatusLists.setStatus",
      since: 1,
      at: 1,
      transaction: {
        to,
        data,
        gas: "90000",
        chainId: "31337",
        nonce,
        maxFeePerGas: "0",
        maxPriorityFeePerGas: "0",
      },
      ...members,
    };
    writeFileSync(join(folder, `${nonce}-${content.id}.json`), JSON.stringify(content));
  }

  /** A transaction that the account signed for `id` and that is in no block. */
  async function stuck(signer: ChainSigner, id: number): Promise<string> {
    takes = false;
    await refusedLater(sent(counters, id, signer, sendingOf(300)), "registry.timeout");
    takes = true;
    const name = readdirSync(folderOf(signer)).find((each) => each.endsWith(".json"));
    return join(folderOf(signer), String(name));
  }

  it("is not signed as a replacement: another account signed the original, or nobody did", async () => {
    for (const isSigned of [true, false]) {
      const [signer, thief, id] = [newSigner(), newSigner(), next++];
      if (thief.kind !== "signs") throw new Error("a key in memory signs");
      const call = { ...counters.call(id), gas: 90_000n, chainId: 31337n, nonce: 0 };
      const raw = await thief.sign({ ...call, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n });
      forge(signer, id, isSigned ? { raw, hash: keccak256(raw) } : {});
      const code = isSigned ? "registry.outbox" : "registry.not-signed";
      await refusedLater(sentBy(sendingOf(), () => signer).replace(0), code);
      expect(await counters.countOf(id)).to.equal(0);
    }
  });

  it("cannot misstate what a signed transaction does: that is read from the signed bytes", async () => {
    const [signer, wanted, harmless] = [newSigner(), next++, next++];
    const file = await stuck(signer, harmless);
    const written = JSON.parse(readFileSync(file, "utf8"));
    const { data } = counters.call(wanted);
    writeFileSync(file, JSON.stringify({ ...written, transaction: { ...written.transaction, data } }));
    // Otherwise the caller would be told that the wanted call is done once the harmless transaction is in a block.
    await sent(counters, wanted, signer, sendingOf());
    expect(await counters.countOf(wanted)).to.equal(1);
  });

  it("cannot misstate what was replaced", async () => {
    const [signer, wanted, harmless] = [newSigner(), next++, next++];
    const { hash } = await sent(counters, harmless, signer, sendingOf());
    const file = await stuck(signer, harmless);
    const { to, data } = counters.call(wanted);
    const written = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...written, earlier: [{ doing: "It", to, data, hash }] }));
    await sent(counters, wanted, signer, sendingOf());
    expect(await counters.countOf(wanted)).to.equal(1);
  });

  it("cannot misstate the block that executed it", async () => {
    const [signer, wanted] = [newSigner(), next++];
    const file = await stuck(signer, wanted);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), block: 1 }));
    await sent(counters, wanted, signer, sendingOf());
    expect(await counters.countOf(wanted)).to.equal(1);
  });

  it("is not sent by a remote signer when its account does something else", async () => {
    const account = ((await counters.ask("eth_accounts")) as string[])[9] ?? "";
    const [signer, forged, wanted] = [createRemoteAccount({ url: node.url, address: account }), next++, next++];
    forge(signer, forged, {});
    await sent(counters, wanted, signer, sendingOf());
    expect([await counters.countOf(forged), await counters.countOf(wanted)]).to.deep.equal([0, 1]);
  });

  it("is not sent by a remote signer when a deployment is resumed", async () => {
    const account = ((await counters.ask("eth_accounts")) as string[])[11] ?? "";
    const [signer, forged] = [createRemoteAccount({ url: node.url, address: account }), next++];
    forge(signer, forged, {}, 0, "deployment");
    await createSigningProvider({
      rpc: sendingOf().rpc,
      signer,
      chainId: 31337n,
      store: createFileOutboxStore({ folder: outbox }),
    }).settle();
    await counters.ask("evm_mine");
    expect(await counters.countOf(forged)).to.equal(0);
  });

  it("cannot hide another call behind the wanted one for a remote signer to send", async () => {
    const account = ((await counters.ask("eth_accounts")) as string[])[10] ?? "";
    const [signer, forged, wanted, other] = [
      createRemoteAccount({ url: node.url, address: account }),
      next++,
      next++,
      next++,
    ];
    const { hash } = await sent(counters, other, newSigner(), sendingOf());
    const { to, data } = counters.call(wanted);
    forge(signer, forged, { earlier: [{ doing: "It", to, data, hash }] });
    await sent(counters, wanted, signer, sendingOf());
    expect([await counters.countOf(forged), await counters.countOf(wanted)]).to.deep.equal([0, 1]);
  });
});
