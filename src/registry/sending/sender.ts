import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { keccak256 } from "ethers";
import { DidimError } from "../../errors.ts";
import type { Rpc } from "../rpc.ts";
import type { ChainSigner } from "../signer.ts";
import { fateOf, type RawReceipt, receiptOf } from "./fate.ts";
import { awaited, isOld, leftBehind } from "./left-behind.ts";
import { close, freeNonce, gaps, toldWith } from "./nonces.ts";
import { feesOf, headOf } from "./now.ts";
import { offer, type Reaction, reactionTo } from "./offer.ts";
import type { Outbox } from "./outbox.ts";
import type { Pending, Transaction } from "./transaction.ts";

/** What is to be done, before fees and nonce are known. */
export interface Unsigned {
  /** Absent: the data is a contract to be made. */
  readonly to?: string | undefined;
  readonly data: string;
  readonly gas: bigint;
}

export interface SenderOptions {
  readonly signer: ChainSigner;
  readonly rpc: Rpc;
  readonly chainId: bigint;
  readonly outbox: Outbox;
  /** How long to wait for a transaction to be in a block. */
  readonly timeoutMs: number;
}

/** What was left behind: what may still come, to be waited for by {@link Sender.receiptOf}; and what was executed meanwhile. */
export interface Settled {
  readonly open: readonly Pending[];
  readonly done: readonly Pending[];
}

/** Another transaction of the account has its nonce, in a block: this one will never be executed, and may be signed anew. */
export class Lost extends Error {}

/**
 * A transaction is looked for on every node, and offered to all of them anew, after a second, then after two, four …: nodes that are late
 * because they have much to do must not be given the more to do the later they are.
 */
const OFFER_MS = 1_000;
const LONGEST_OFFER_MS = 16_000;
const LONGEST_PAUSE_MS = 500;

/**
 * By its gas limit a transaction differs from that of the same call before it, of which a node that is late may give the nonce once
 * more: the same bytes would have the other's receipt.
 */
const TAGS = 65_536;

/**
 * Sends what one account signs. What is signed is kept in the outbox before any node sees it; the same bytes are offered until they
 * are in a block; nothing else is signed in their place unless their nonce was seen taken in a block.
 */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Signs and sends; {@link receiptOf} or {@link forget} comes after it. Throws what no node takes it for: then none has it. */
  send(unsigned: Unsigned, doing: string): Promise<Pending> {
    const { outbox, rpc, signer } = this.#options;
    return outbox.alone(async () => {
      const nonce = await freeNonce(rpc, signer.address, outbox);
      return this.#launch(await this.#draft(unsigned, doing, nonce));
    });
  }

  /**
   * Looks after what processes that ended, or gave up waiting, have left behind: offers it anew, or forgets it when it is known what
   * became of it; but of what was executed, whoever does the same again is to be told. A remote signer is asked again likewise.
   *
   * @param isWanted What the caller wants to know the fate of; `most`: of how many, the oldest first.
   */
  async settle(isWanted: (transaction: Transaction) => boolean, most = Number.POSITIVE_INFINITY): Promise<Settled> {
    const { outbox } = this.#options;
    const open: Pending[] = [];
    const done: Pending[] = [];
    const concerns = (one: Pending): boolean => one.block === undefined || isWanted(one.transaction) || isOld(one);
    if (!(await leftBehind(outbox)).some(concerns)) return { open, done };
    return outbox.alone(async () => {
      for (const pending of await leftBehind(outbox)) {
        const isMine = open.length + done.length < most && isWanted(pending.transaction);
        const found = await this.#find(pending, isMine);
        const isTold = isMine && found?.block !== undefined;
        if (found?.hash !== undefined && (isTold || isOld(found))) await close(found, found.hash, outbox);
        if (found === undefined) await outbox.remove(pending);
        if (isMine && found !== undefined) (isTold ? done : open).push(found);
      }
      if (open.length > 0) await this.#fillGaps();
      return { open, done };
    });
  }

  /**
   * Waits until it is in a block, whether it succeeded there or failed; offers it to the nodes meanwhile. Throws {@link Lost}; or
   * `registry.timeout`, and then it may still come.
   */
  async receiptOf(pending: Pending): Promise<RawReceipt> {
    try {
      const receipt = await this.#follow(pending);
      await close(pending, receipt.hash, this.#options.outbox);
      return receipt;
    } catch (error) {
      if (error instanceof Lost) await this.#options.outbox.remove(pending);
      else await this.#options.outbox.put({ ...pending, isGivenUp: true });
      throw error;
    } finally {
      awaited.delete(pending.id);
    }
  }

  /** Somebody else has seen it in a block. */
  async forget(pending: Pending): Promise<void> {
    await this.#options.outbox.remove(pending);
    awaited.delete(pending.id);
  }

  /** Offers it to the nodes anew: they may have lost it. A remote signer is not asked again. */
  async offerAgain({ raw }: Pending): Promise<void> {
    if (raw !== undefined) await offer(raw, this.#options.rpc.nodes);
  }

  async #draft({ to, data, gas }: Unsigned, doing: string, nonce: number): Promise<Pending> {
    const { rpc, signer, chainId, outbox } = this.#options;
    const [fees, since] = [await feesOf(rpc), await headOf(rpc)];
    const tagged = gas + BigInt(randomInt(TAGS));
    const transaction = { ...(to === undefined ? {} : { to }), data, gas: tagged, chainId, nonce, ...fees };
    const at = Math.floor(Date.now() / 1000);
    const draft = { id: randomUUID(), owner: await outbox.self(), doing, transaction, since, at };
    if (signer.kind === "sends") return { ...draft, others: await toldWith(nonce, outbox) };
    const raw = await signer.sign(transaction);
    return { ...draft, raw, hash: keccak256(raw) };
  }

  /** What waits for a nonce below its own would wait for ever, if that was given out elsewhere and lost. */
  async #fillGaps(): Promise<void> {
    const { rpc, signer, outbox } = this.#options;
    const filler = { to: signer.address, data: "0x", gas: 21_000n };
    try {
      for (const nonce of await gaps(rpc, signer.address, outbox)) {
        const { id } = await this.#launch(await this.#draft(filler, "Nothing, in a nonce that was lost", nonce));
        awaited.delete(id);
      }
    } catch {
      // Whoever asks again tries it again.
    }
  }

  /** Keeps it, then sends it; what no node takes is forgotten again. */
  async #launch(pending: Pending): Promise<Pending> {
    const { outbox } = this.#options;
    await outbox.put(pending);
    awaited.add(pending.id);
    const { launched, reaction } = await this.#offer(pending);
    if (!("error" in reaction)) return launched;
    awaited.delete(pending.id);
    await outbox.remove(pending);
    throw reaction.error;
  }

  /** What was left behind, as it stands now; undefined: it was not executed, and won't be, or nobody will know. */
  async #find(pending: Pending, isMine: boolean): Promise<Pending | undefined> {
    const { outbox, rpc, signer } = this.#options;
    if (pending.block !== undefined) return pending;
    const fate = await fateOf(pending, signer.address, rpc);
    if (fate.is === "open") return this.#launchAgain(pending, isMine);
    if (fate.is === "lost" || !fate.receipt.succeeded) return undefined;
    const { hash, block } = fate.receipt;
    const executed = { ...pending, hash, block };
    await outbox.put(executed);
    return executed;
  }

  /** Now this process's, if it waits for it. */
  async #launchAgain(pending: Pending, isMine: boolean): Promise<Pending> {
    const taken = isMine ? await this.#takeUp(pending) : pending;
    const { launched, reaction } = await this.#offer(taken);
    if (isMine) awaited.add(pending.id);
    if (reaction.is !== "refused") return launched;
    const refused: Pending = { ...launched, isRefused: true };
    await this.#options.outbox.put(refused);
    return refused;
  }

  async #takeUp({ isGivenUp: _, isRefused: __, ...pending }: Pending): Promise<Pending> {
    const { outbox } = this.#options;
    const mine = { ...pending, owner: await outbox.self() };
    await outbox.put(mine);
    return mine;
  }

  async #offer(pending: Pending): Promise<{ readonly launched: Pending; readonly reaction: Reaction }> {
    const { signer, rpc, outbox } = this.#options;
    if (pending.raw !== undefined) return { launched: pending, reaction: await offer(pending.raw, rpc.nodes) };
    // Another transaction of that kind in the outbox of an account whose key is here now: its nonce will be taken by others.
    if (signer.kind !== "sends") return { launched: pending, reaction: { is: "uncertain" } };
    const sending = signer.send(pending.transaction);
    const reaction = await reactionTo(sending);
    const hash = await sending.catch(() => undefined);
    if (hash === undefined || !/^0x[0-9a-f]{64}$/.test(hash)) return { launched: pending, reaction };
    const launched = { ...pending, hash };
    await outbox.put(launched);
    return { launched, reaction };
  }

  async #follow(pending: Pending): Promise<RawReceipt> {
    const { rpc, signer, timeoutMs } = this.#options;
    const start = performance.now();
    let [looked, patience] = [start, OFFER_MS];
    for (let pause = 5; performance.now() - start < timeoutMs; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      // Nodes come and go while a transaction is on its way: not to be told its receipt says nothing.
      const receipt = pending.hash && (await receiptOf(rpc, pending.hash).catch(() => undefined));
      if (receipt) return receipt;
      if (performance.now() - looked > patience) {
        const fate = await fateOf(pending, signer.address, rpc);
        if (fate.is === "mined") return fate.receipt;
        if (fate.is === "lost") throw new Lost();
        await this.offerAgain(pending);
        looked = performance.now();
        patience = Math.min(2 * patience, LONGEST_OFFER_MS);
      }
      await sleep(pause);
    }
    throw inNoBlock(pending, timeoutMs);
  }
}

function inNoBlock({ doing, hash, transaction: { nonce } }: Pending, timeoutMs: number): DidimError {
  return new DidimError(
    "registry.timeout",
    `${doing} was sent, but is in no block after ${timeoutMs / 1000} s. It may still come: do the same again and it is waited for, not sent twice.`,
    { doing, transaction: hash, nonce },
  );
}
