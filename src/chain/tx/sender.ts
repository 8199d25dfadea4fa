import { DidimError, isDidimError } from "../../errors/error.ts";
import { sleep } from "../sleep.ts";
import { type Drafting, draft, draftInPlaceOf, type Unsigned } from "./draft.ts";
import { close, freeNonce, gaps } from "./nonces.ts";
import { offer, type Reaction, reactionTo } from "./offer.ts";
import { abandonedIn, awaited, isOld } from "./outbox/abandoned.ts";
import { inBlock, neverSigned, nothing, notPending, stuck } from "./outbox/stuck.ts";
import { callsOf, isSameCall, type Pending, type TransactionCall } from "./transaction.ts";
import { type Executed, executedOf, transactionStatus } from "./transaction-status.ts";

export interface SenderOptions extends Drafting {
  /** How long to wait for a transaction to get into a block. */
  readonly timeoutMs: number;
}

/**
 * Abandoned transactions: `open` may still be executed (wait by {@link Sender.receiptOf}), `done` were executed
 * meanwhile.
 */
export interface Settled {
  readonly open: readonly Pending[];
  readonly done: readonly Pending[];
}

/**
 * A block has another transaction of the account with the same nonce. This one can never be executed and may be signed
 * again.
 */
export class Lost extends Error {}

/**
 * Every node is checked, and offered the transaction again, after one second, then two, then four …, so that nodes that
 * lag under load do not get ever more requests.
 */
const OFFER_MS = 1_000;
const LONGEST_OFFER_MS = 16_000;
const LONGEST_PAUSE_MS = 500;

/**
 * Sends the transactions of one account. A signed transaction is in the outbox before any node sees it. The same bytes
 * are offered until they are in a block. Nothing else is signed in their place, unless a block has another transaction
 * with their nonce.
 */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * Signs and sends; then call {@link receiptOf} or {@link forget}. Throws if no node accepts the transaction; then no
   * node has it.
   */
  send(unsigned: Unsigned, doing: string): Promise<Pending> {
    const { outbox, rpc, signer } = this.#options;
    return outbox.exclusively(async () => {
      const nonce = await freeNonce(rpc, signer.address, outbox);
      return this.#launch(await draft(unsigned, doing, nonce, this.#options));
    });
  }

  /**
   * Handles transactions abandoned by processes that ended or gave up waiting. It offers them again, or forgets them
   * once their result is known. A transaction that was executed is kept until its action is requested again, so that
   * the caller learns of it. A remote signer is asked again only for what the caller wants now, because only a file
   * says what it was to sign before.
   *
   * @param wanted Whose result the caller wants: "all", or a test for the action it is about to take. `most`: how many
   * at most, oldest first.
   */
  async settle(
    wanted: "all" | ((call: TransactionCall) => boolean),
    most = Number.POSITIVE_INFINITY,
  ): Promise<Settled> {
    const isWanted = wanted === "all" ? () => true : wanted;
    const { outbox, signer } = this.#options;
    const open: Pending[] = [];
    const done: Pending[] = [];
    const mayBeSent = ({ raw, transaction }: Pending): boolean =>
      raw !== undefined ||
      (wanted !== "all" && wanted(transaction)) ||
      isSameCall(transaction, nothing(signer.address));
    const wants = (one: Pending): boolean => callsOf(one).some(isWanted) && mayBeSent(one);
    const concerns = (one: Pending): boolean => one.block === undefined || wants(one) || isOld(one);
    if (!(await abandonedIn(outbox)).some(concerns)) return { open, done };
    return outbox.exclusively(async () => {
      for (const pending of await abandonedIn(outbox)) {
        const isMine = open.length + done.length < most && wants(pending);
        const found = await this.#find(pending, isMine);
        // A replacement was executed instead. So this action was not done, and there is nothing to report.
        if (isMine && found?.block !== undefined && !isWanted(found.transaction)) {
          await outbox.remove(pending);
          continue;
        }
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
   * Waits until the transaction is in a block, successful or not, and offers it to the nodes meanwhile. Throws {@link
   * Lost}, or `registry.timeout`; after a timeout it may still be executed.
   */
  async receiptOf(pending: Pending): Promise<Executed> {
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

  /**
   * Signs a replacement for an abandoned transaction, with the same nonce, so that at most one of them is executed. It
   * is either the same call at today's price, or no call at all. Then call {@link receiptOf}, which says which of them
   * was executed.
   * Throws `registry.not-pending`, `registry.awaited`, `registry.in-block`, `registry.not-signed`, or the nodes'
   * refusal; then nothing has changed.
   *
   * @param seen The action the caller expects the former transaction to be. Throws `registry.not-pending` if it is
   * another.
   */
  replace(nonce: number, by: "the same" | "nothing", seen?: TransactionCall): Promise<Pending> {
    const { outbox, rpc, signer } = this.#options;
    return outbox.exclusively(async () => {
      const former = await stuck(nonce, signer.address, outbox);
      if (seen !== undefined && !isSameCall(seen, former.transaction)) throw notPending(nonce, signer.address);
      const status = await transactionStatus(former, signer.address, rpc);
      if (status.is === "mined") {
        await this.#find(former, false);
        throw inBlock(former, status.receipt);
      }
      if (status.is === "lost") {
        await outbox.remove(former);
        throw notPending(nonce, signer.address);
      }
      const { doing, raw, transaction } = former;
      if (by === "the same" && raw === undefined && signer.kind === "signs") throw neverSigned(former, signer.address);
      const next =
        by === "the same"
          ? await draftInPlaceOf(former, transaction, doing, this.#options)
          : await draftInPlaceOf(former, nothing(signer.address), `Nothing, in the place of ${doing}`, this.#options);
      return this.#launch(next, former);
    });
  }

  /** For a transaction that another component saw in a block. */
  async forget(pending: Pending): Promise<void> {
    await this.#options.outbox.remove(pending);
    awaited.delete(pending.id);
  }

  /** Offers the transaction to the nodes again; they may have lost it. A remote signer is not asked again. */
  async offerAgain({ raw }: Pending): Promise<void> {
    if (raw !== undefined) await offer(raw, this.#options.rpc.nodes);
  }

  /**
   * Fills nonces that were given out elsewhere and lost; transactions with higher nonces would wait for them forever.
   */
  async #fillGaps(): Promise<void> {
    const { rpc, signer, outbox } = this.#options;
    try {
      for (const nonce of await gaps(rpc, signer.address, outbox)) {
        const { id } = await this.#launch(
          await draft(nothing(signer.address), "Nothing, in a nonce that was lost", nonce, this.#options),
        );
        awaited.delete(id);
      }
    } catch {
      // The next call tries again.
    }
  }

  /**
   * Stores the transaction, then sends it. If no node accepts it, the record is removed, and the transaction it was to
   * replace stays.
   */
  async #launch(pending: Pending, former?: Pending): Promise<Pending> {
    const { outbox } = this.#options;
    await outbox.put(pending);
    awaited.add(pending.id);
    const { launched, reaction } = await this.#offer(pending);
    if (!("error" in reaction)) return launched;
    awaited.delete(pending.id);
    await (former === undefined ? outbox.remove(pending) : outbox.put(former));
    throw reaction.error;
  }

  /**
   * The current state of an abandoned transaction; undefined if it was not executed and never will be, or if nobody
   * wants to know.
   */
  async #find(pending: Pending, isMine: boolean): Promise<Pending | undefined> {
    const { outbox, rpc, signer } = this.#options;
    // The caller gets the result from the chain, not from the file.
    if (pending.block !== undefined && !isMine) return pending;
    const status = await transactionStatus(pending, signer.address, rpc);
    if (status.is === "open") return this.#launchAgain(withoutBlock(pending), isMine);
    if (status.is === "lost" || !status.receipt.succeeded) return undefined;
    const { hash, block, call } = status.receipt;
    const executed = { ...pending, hash, block, transaction: { ...pending.transaction, ...call } };
    await outbox.put(executed);
    return executed;
  }

  /** This process takes the transaction over if it waits for it. */
  async #launchAgain(pending: Pending, isMine: boolean): Promise<Pending> {
    if (pending.raw === undefined && !isMine) return pending;
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
    const mine = { ...pending, owner: await outbox.processName() };
    await outbox.put(mine);
    return mine;
  }

  async #offer(pending: Pending): Promise<{ readonly launched: Pending; readonly reaction: Reaction }> {
    const { signer, rpc, outbox } = this.#options;
    if (pending.raw !== undefined) return { launched: pending, reaction: await offer(pending.raw, rpc.nodes) };
    // A remote signer's transaction, but the account's key is here now. Other transactions will use its nonce.
    if (signer.kind !== "sends") return { launched: pending, reaction: { is: "uncertain" } };
    const sending = signer.send(pending.transaction);
    const reaction = await reactionTo(sending);
    const hash = await sending.catch(() => undefined);
    if (hash === undefined || !/^0x[0-9a-f]{64}$/.test(hash)) return { launched: pending, reaction };
    const launched = { ...pending, hash };
    await outbox.put(launched);
    return { launched, reaction };
  }

  async #follow(pending: Pending): Promise<Executed> {
    const { rpc, signer, timeoutMs } = this.#options;
    const start = performance.now();
    let [looked, patience] = [start, OFFER_MS];
    for (let pause = 5; performance.now() - start < timeoutMs; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const receipt = await executedOf(rpc, pending, signer.address).catch(unlessElsewhere);
      if (receipt) return receipt;
      if (performance.now() - looked > patience) {
        const status = await transactionStatus(pending, signer.address, rpc);
        if (status.is === "mined") return status.receipt;
        if (status.is === "lost") throw new Lost();
        await this.offerAgain(pending);
        looked = performance.now();
        patience = Math.min(2 * patience, LONGEST_OFFER_MS);
      }
      await sleep(pause);
    }
    throw inNoBlock(pending, timeoutMs);
  }
}

function withoutBlock({ block: _, ...pending }: Pending): Pending {
  return pending;
}

/**
 * Nodes come and go, so a failure to get the receipt proves nothing. But if all nodes are on another chain, waiting
 * ends.
 */
function unlessElsewhere(error: unknown): undefined {
  if (isDidimError(error, "facts.chain-changed")) throw error;
}

function inNoBlock({ doing, hash, transaction: { nonce } }: Pending, timeoutMs: number): DidimError {
  return new DidimError(
    "registry.timeout",
    `${doing} was sent, but is in no block after ${timeoutMs / 1000} s. It may still come: do the same again and it is waited for, not sent twice.`,
    { doing, transaction: hash, nonce },
  );
}
