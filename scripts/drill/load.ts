import { setTimeout as sleep } from "node:timers/promises";
import type { ChainSigner } from "../../src/public/chain.ts";
import { isDidimError } from "../../src/public/index.ts";
import { openRegistry, type Registry } from "../../src/public/registry.ts";
import { Ledger } from "./ledger.ts";
import type { Throwaway } from "./throwaway.ts";

export const LIST = 0;
const CAPACITY = 2 ** 17;
/** After this time a write counts as not acknowledged, and the writer goes on with the next one. */
const SEND_MS = 45_000;
/** How long one node may take before the next is asked. */
const ANSWER_MS = 5_000;
/** The pause after a refusal, so that a halted chain is not flooded. */
const PAUSE_MS = 500;

/** Agencies that set statuses one by one, each with its own order of the nodes. */
export interface Load {
  readonly ledger: Ledger;
  /** Stops writing, and waits for running writes. */
  stop(): Promise<void>;
}

/** Opens a list for each writer and starts writing. Resolves when the first status is set. */
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
  const registry = await openRegistry(options);
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

/** Reads words of a writer's list from a registry. */
export function wordsIn(registry: Registry) {
  return (issuer: string, first: number, count: number): Promise<readonly bigint[]> =>
    registry.statuses.wordsOf(issuer, LIST, first, count);
}
