import { createRpc } from "../../../../src/chain/rpc/create-rpc.ts";
import { type ChainSigner, createRemoteAccount } from "../../../../src/chain/tx/accounts/signer.ts";
import { awaited } from "../../../../src/chain/tx/outbox/abandoned.ts";
import type { Outbox } from "../../../../src/chain/tx/outbox/outbox.ts";
import type { Pending } from "../../../../src/chain/tx/transaction.ts";
import { DidimError, isDidimError } from "../../../../src/errors/error.ts";
import { type Sending, send } from "../../../../src/registry/sending/send.ts";
import { as, type Clock, type Inhabitant, until } from "./clock.ts";
import { ACCOUNT, sign } from "./machine.ts";
import { type Network, urlOf } from "./network.ts";

const LOCK_MS = 60_000;
const DISK_MS = 4;

/** The folder that all processes of a world share. */
export class Folder {
  readonly #files = new Map<string, Pending>();
  /** Processes by their names in the outbox. */
  readonly #processes: Inhabitant[] = [];
  #lock: Inhabitant | undefined;

  /** The outbox as a process sees it; to it, some of the others are dead. */
  seenBy(who: Inhabitant): Outbox {
    const slow = <T>(act: () => T): Promise<T> =>
      until(who, DISK_MS * who.clock.random(), act).then((result) =>
        until(who, DISK_MS * who.clock.random(), () => result),
      );
    return {
      exclusively: async (work) => {
        await this.#acquire(who);
        try {
          return await work();
        } finally {
          this.#lock = undefined;
        }
      },
      processName: async () => this.#nameOf(who),
      runsElsewhere: async (owner) => owner !== this.#nameOf(who) && !this.#processes[Number(owner)]?.dead,
      list: () => slow(() => [...this.#files.values()]),
      put: (pending) => slow(() => void this.#files.set(pending.id, pending)),
      remove: ({ id }) => slow(() => void this.#files.delete(id)),
    };
  }

  /** Nothing waits for the process's transactions any more. (All processes of a world are really one.) */
  bury(who: Inhabitant): void {
    who.dead = true;
    for (const { id, owner } of this.#files.values()) {
      if (owner === this.#nameOf(who)) awaited.delete(id);
    }
  }

  get content(): readonly Pending[] {
    return [...this.#files.values()];
  }

  #nameOf(who: Inhabitant): string {
    if (!this.#processes.includes(who)) this.#processes.push(who);
    return String(this.#processes.indexOf(who));
  }

  async #acquire(who: Inhabitant): Promise<void> {
    const deadline = who.clock.now + LOCK_MS;
    while (this.#lock !== undefined && !this.#lock.dead) {
      if (who.clock.now >= deadline) throw new DidimError("files.locked", "Another process holds it.", {});
      await until(who, 20, () => undefined);
    }
    this.#lock = who;
  }
}

export interface Way {
  readonly urls: number;
  readonly agree: number | undefined;
  readonly isRemote: boolean;
  readonly patienceMs: number;
}

/** A process that sends. */
export class Process implements Inhabitant {
  readonly clock: Clock;
  dead = false;
  readonly #signer: ChainSigner;
  readonly #sending: Sending;

  constructor(clock: Clock, network: Network, folder: Folder, { urls, agree, isRemote, patienceMs }: Way) {
    this.clock = clock;
    const options = { fetch: network.fetchAs(this), timeoutMs: 2_000, now: () => clock.now / 1_000, chainId: 31337n };
    this.#signer = isRemote ? createRemoteAccount({ url: urlOf(urls), address: ACCOUNT, ...options }) : signerOf(this);
    this.#sending = {
      rpc: createRpc({
        url: Array.from({ length: urls }, (_, i) => urlOf(i)),
        ...(agree === undefined ? options : { ...options, agree }),
      }),
      chainId: 31337n,
      chain: "world",
      timeoutMs: patienceMs,
      outboxes: () => folder.seenBy(this),
    };
  }

  /** What the caller is told: "done", or an error's code. Never resolves if the process dies first. */
  ask(data: string, timeoutMs?: number): Promise<string> {
    const sending = timeoutMs === undefined ? this.#sending : { ...this.#sending, timeoutMs };
    return as(this, async () => {
      try {
        await send({ to: ACCOUNT, data, doing: "Counting" }, this.#signer, sending);
        return "done";
      } catch (error) {
        if (isDidimError(error) && error.code !== "registry.failed") return error.code;
        throw error;
      }
    });
  }
}

const signerOf = (who: Inhabitant): ChainSigner => ({
  kind: "signs",
  address: ACCOUNT,
  sign: ({ nonce, to = "", data, gas }) => until(who, 2, () => sign(nonce, to, data, Number(gas)).raw),
  signTypedData: () => Promise.reject(new Error("nobody asks for it")),
});
