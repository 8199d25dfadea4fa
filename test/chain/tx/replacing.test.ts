import { expect } from "chai";
import { Transaction } from "ethers";
import type { ChainSigner } from "../../../src/chain/tx/accounts/signer.ts";
import { createRemoteAccount } from "../../../src/public/chain.ts";
import type { Sending } from "../../../src/registry/sending/send.ts";
import { sentBy } from "../../../src/registry/sending/sent.ts";
import { type Asked, type FakeNode, pass } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";
import {
  type Counters,
  before as inFront,
  isOffer,
  newSigner,
  sendingBy,
  sent,
  startCounters,
} from "./counters.fixture.ts";

let next = 1;

describe("A stuck transaction", function () {
  this.timeout(60_000);
  let counters: Counters;
  let node: FakeNode;
  /** Whether offered transactions reach the chain. If not, the node still claims to have them. */
  let takes: boolean;

  before(async () => {
    counters = await startCounters();
  });
  beforeEach(async () => {
    takes = false;
    node = await inFront(counters);
    node.behave((asked) => (isOffer(asked) && !takes ? { result: hashOf(asked) } : pass(counters.url, asked)));
    await counters.mine(100);
  });
  afterEach(() => node.close());
  after(() => counters.stop());

  const hashOf = ({ params }: Asked): string => Transaction.from(String(params[0])).hash ?? "";
  const offered = (): string[] => [...new Set(node.asked.filter(isOffer).map(({ params }) => String(params[0])))];
  const sentOf = (sending: Sending, signer: ChainSigner) => sentBy(sending, () => signer);

  /** A transaction that was sent and is in no block; its sender has given up. */
  async function stuck(signer: ChainSigner = newSigner()) {
    const id = next++;
    const sending = sendingBy([node], { sendTimeoutMs: 400 });
    await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
    const [raw = ""] = offered();
    return { id, signer, sending, patient: { ...sending, timeoutMs: 10_000 }, raw };
  }

  it("is shown with its nonce, its purpose and its price", async () => {
    const { id, signer, sending } = await stuck();
    const [kept, ...others] = await sentOf(sending, signer).of(signer.address);
    expect(others).to.have.length(0);
    expect(kept).to.include({ nonce: 0, doing: `Counting ${id}`, maxFeePerGas: 0n, state: "waiting", replaced: 0 });
    expect(kept?.hash).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("is replaced by the same call with the same nonce at today's price, and executed once", async () => {
    const { id, signer, patient, raw } = await stuck();
    takes = true;
    const { hash } = await sentOf(patient, signer).replace(0);
    const [first, second] = [Transaction.from(raw), Transaction.from(offered().at(-1) ?? "")];
    expect([second.nonce, second.to, second.data, second.hash]).to.deep.equal([
      first.nonce,
      first.to,
      first.data,
      hash,
    ]);
    expect(second.hash).not.to.equal(first.hash);
    expect(await counters.countOf(id)).to.equal(1);
    expect(await sentOf(patient, signer).of(signer.address)).to.have.length(0);
    await sent(counters, id, signer, patient);
    expect(await counters.countOf(id), "asked for once more").to.equal(2);
  });

  it("is cancelled by an empty transaction; a later request executes the call once", async () => {
    const { id, signer, patient } = await stuck();
    takes = true;
    await sentOf(patient, signer).cancel(0);
    expect(await counters.countOf(id)).to.equal(0);
    await sent(counters, id, signer, patient);
    expect(await counters.countOf(id)).to.equal(1);
    await refusedLater(sentOf(patient, signer).cancel(0), "registry.not-pending");
  });

  it("that is executed although it was to be cancelled is reported as done", async () => {
    const { id, signer, patient, raw } = await stuck();
    const cancelling = sentOf(patient, signer).cancel(0);
    cancelling.catch(() => undefined);
    while (offered().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await counters.ask("eth_sendRawTransaction", raw);
    const { message } = await refusedLater(cancelling, "registry.in-block");
    expect(message).to.contain(`Counting ${id} (nonce 0) was executed after all`);
    expect(await counters.countOf(id)).to.equal(1);
  });

  for (const way of ["replace", "cancel"] as const) {
    it(`is not executed twice if nobody waits for the result of: ${way}`, async () => {
      const { id, signer, sending, patient, raw } = await stuck();
      await refusedLater(sentOf(sending, signer)[way](0), "registry.timeout");
      await counters.ask("eth_sendRawTransaction", raw);
      while ((await counters.countOf(id)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const [kept] = await sentOf(sending, signer).of(signer.address);
      expect(kept).to.include({ state: "in-block", replaced: 1 });
      await refusedLater(sentOf(sending, signer)[way](0), "registry.in-block");
      await refusedLater(sent(counters, id, signer, patient), "registry.sent-before");
      expect(await counters.countOf(id)).to.equal(1);
    });

    it(`is executed once if requested again while this is under way: ${way}`, async () => {
      const { id, signer, sending, patient } = await stuck();
      await refusedLater(sentOf(sending, signer)[way](0), "registry.timeout");
      takes = true;
      await sent(counters, id, signer, patient);
      expect(await counters.countOf(id)).to.equal(1);
    });
  }

  it("can be replaced repeatedly; each replacement offers more, if there is a price", async () => {
    const { id, signer, sending, patient } = await stuck();
    const price = 7n;
    node.behave((asked) => {
      if (isOffer(asked) && !takes) return { result: hashOf(asked) };
      if (asked.method === "eth_maxPriorityFeePerGas") return { result: "0x1" };
      if (asked.method !== "eth_getBlockByNumber") return pass(counters.url, asked);
      return { result: { number: "0x7", timestamp: "0x1", hash: asked.id, baseFeePerGas: `0x${price.toString(16)}` } };
    });
    const fees: bigint[] = [];
    for (let i = 0; i < 3; i++) {
      await refusedLater(sentOf(sending, signer).replace(0), "registry.timeout");
      fees.push(Transaction.from(offered().at(-1) ?? "").maxFeePerGas ?? 0n);
    }
    expect(fees).to.deep.equal([15n, 17n, 20n]);
    node.behave((asked) => pass(counters.url, asked));
    takes = true;
    await sentOf(patient, signer).replace(0);
    expect(await counters.countOf(id)).to.equal(1);
  });

  it("stays as it is if no node accepts the replacement", async () => {
    const { signer, sending, patient } = await stuck();
    node.behave((asked) =>
      isOffer(asked)
        ? { error: { code: -32007, message: "Sender account not authorized to send transactions" } }
        : pass(counters.url, asked),
    );
    const before = await sentOf(sending, signer).of(signer.address);
    await refusedLater(sentOf(patient, signer).replace(0), "registry.not-permitted");
    expect(await sentOf(sending, signer).of(signer.address)).to.deep.equal(before);
  });

  it("cannot be replaced while a process waits for it, or if it was never sent", async () => {
    const [id, signer] = [next++, newSigner()];
    const sending = sendingBy([node], { sendTimeoutMs: 3_000 });
    const waiting = sent(counters, id, signer, sending);
    waiting.catch(() => undefined);
    while (offered().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const [kept] = await sentOf(sending, signer).of(signer.address);
    expect(kept).to.include({ state: "awaited" });
    await refusedLater(sentOf(sending, signer).replace(0), "registry.awaited");
    await refusedLater(sentOf(sending, signer).cancel(1), "registry.not-pending");
    await refusedLater(waiting, "registry.timeout");
  });

  it("of a remote signer is replaced and cancelled in the same way", async () => {
    const accounts = (await counters.ask("eth_accounts")) as string[];
    for (const [i, way] of (["replace", "cancel"] as const).entries()) {
      const account = accounts[7 + i] ?? "";
      let isLost = true;
      node.behave((asked) =>
        asked.method === "eth_sendTransaction" && isLost
          ? { result: `0x${"ab".repeat(32)}` }
          : pass(counters.url, asked),
      );
      const signer = createRemoteAccount({ url: node.url, address: account });
      const sending = sendingBy([node], { sendTimeoutMs: 400 });
      const id = next++;
      await refusedLater(sent(counters, id, signer, sending), "registry.timeout");
      isLost = false;
      await sentOf({ ...sending, timeoutMs: 10_000 }, signer)[way](0);
      expect(await counters.countOf(id)).to.equal(way === "replace" ? 1 : 0);
    }
  });
});
