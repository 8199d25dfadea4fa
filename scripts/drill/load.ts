import { setTimeout as sleep } from "node:timers/promises";
import { type ChainSigner, connect, isDidimError, type Registry } from "../../src/index.ts";
import { Ledger } from "./ledger.ts";
import type { Throwaway } from "./throwaway.ts";

export const LIST = 0;
const CAPACITY = 2 ** 17;
/** After this a write counts as not acknowledged, and the writer goes on with the next. */
const SEND_MS = 45_000;
/** One node's time to answer, before the next is asked. */
const ANSWER_MS = 5_000;
/** After a refusal, so that a chain at a halt isn't stormed. */
const PAUSE_MS = 500;

/** Agencies that set one status after the other, each by its own order of the nodes. */
export interface Load {
  readonly ledger: Ledger;
  /** Ends the writing; what is under way is waited for. */
  stop(): Promise<void>;
}

/** Opens a list for each writer, and lets them write until they are stopped. Answers when the first status is set. */
export async function startLoad(consortium: Throwaway): Promise<Load> {
  const ledger = new Ledger();
  const writers = await Promise.all(consortium.writers.map((signer, i) => openList(consortium, signer, i)));
  let going = true;
  const done = Promise.all(writers.map((writer) => write(writer, ledger, () => going)));
  while (ledger.acknowledged.length === 0) await sleep(PAUSE_MS);
  return {
    ledger,
    async stop() {
      going = false;
      await done;
    },
  };
}

async function openList({ urls, addresses }: Throwaway, signer: ChainSigner, i: number): Promise<Registry> {
  const ordered = urls.map((_, k) => urls[(k + i) % urls.length] ?? "");
  const options = { url: ordered, addresses, signer, timeoutMs: ANSWER_MS, sendTimeoutMs: SEND_MS };
  const registry = await connect(options);
  await registry.statuses.openList(signer.address, LIST, CAPACITY, signer.address);
  return registry;
}

async function write({ statuses, signer }: Registry, ledger: Ledger, going: () => boolean): Promise<void> {
  const issuer = signer?.address ?? "";
  for (let index = 0; going() && index < CAPACITY; index++) {
    const write = ledger.ask(issuer, index, index % 2 === 0 ? 1 : 2);
    try {
      const { block } = await statuses.setStatus(issuer, LIST, index, write.status);
      ledger.acknowledge(write, block);
    } catch (error) {
      ledger.fail(write, isDidimError(error) ? error.code : "unknown");
      await sleep(PAUSE_MS);
    }
  }
}

/** Words of a writer's list, as a registry has them. */
export function wordsIn(registry: Registry) {
  return (issuer: string, first: number, count: number): Promise<readonly bigint[]> =>
    registry.statuses.wordsOf(issuer, LIST, first, count);
}
