import { setTimeout as sleep } from "node:timers/promises";
import { logTail, pidOf } from "../../../network/besu.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { type ConsortiumHealth, healthOf, urlOf } from "../../../network/health.ts";
import type { Consortium } from "../../../network/record.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { openRegistry } from "../../../src/public/registry.ts";
import { consortiumAddresses, nodesHere } from "./consortium.ts";

/**
 * Waits until this machine's nodes answer, have peers, and, if they are enough for a quorum, seal blocks with the
 * registries in them. Throws `node.died`, `node.not-answering` or `node.not-sealing`.
 */
export async function whenSealing(
  folder: ConsortiumFolder,
  consortium: Consortium,
  seconds: number,
): Promise<ConsortiumHealth> {
  const deadline = Date.now() + seconds * 1000;
  const ours = nodesHere(folder, consortium).filter(({ name }) => pidOf(folder.node(name)) !== undefined);
  for (;;) {
    const dead = ours.find(({ name }) => pidOf(folder.node(name)) === undefined);
    if (dead !== undefined) throw died(folder, dead.name);
    const health = await healthOf(folder, consortium, ours, Math.floor(Date.now() / 1000));
    const missing = isReady(health) ? await missingRegistry(folder, ours.map(urlOf)) : late(folder, health, seconds);
    if (missing === undefined) return health;
    if (Date.now() > deadline) throw missing;
    await sleep(500);
  }
}

function isReady({ nodes, quorum, sealing }: ConsortiumHealth): boolean {
  if (!nodes.every(({ answers }) => answers)) return false;
  // Without the other members' nodes nothing can be sealed.
  if (nodes.filter(({ validator }) => validator).length < quorum) return true;
  return sealing && nodes.every(({ peers }) => peers !== undefined && peers > 0);
}

/**
 * Checks that each node has the code of every registry in the addresses file. A node that is still fetching old blocks
 * may lack a later replacement. Whether a registry was replaced since does not matter here.
 */
async function missingRegistry(folder: ConsortiumFolder, urls: readonly string[]): Promise<DidimError | undefined> {
  const addresses = consortiumAddresses(folder);
  for (const url of urls) {
    try {
      const synced = (await createRpc({ url }).request("eth_syncing")) === false;
      if (synced) await openRegistry({ url, addresses, evenReplaced: true });
    } catch (error) {
      if (!isDidimError(error, "facts.no-contract")) throw error;
      return error;
    }
  }
  return undefined;
}

function died(folder: ConsortiumFolder, name: string): DidimError {
  const { log } = folder.node(name);
  const why = logTail(folder.node(name));
  return new DidimError("node.died", `${name} ended unexpectedly. The end of ${log}:\n${why}`, { node: name, log });
}

function late(folder: ConsortiumFolder, { nodes, quorum }: ConsortiumHealth, seconds: number): DidimError {
  const silent = nodes.filter(({ answers }) => !answers).map(({ name }) => name);
  const logs = `Logs: ${folder.path}/nodes/*/besu.log.`;
  if (silent.length > 0) {
    const message = `After ${seconds} s there is no answer from ${silent.join(", ")}. ${logs} Wait longer: --timeout.`;
    return new DidimError("node.not-answering", message, { seconds, silent });
  }
  const answering = nodes.filter(({ answers }) => answers).length;
  return new DidimError(
    "node.not-sealing",
    `${answering} nodes answer, but seal no blocks after ${seconds} s; ${quorum} validators must be connected. After a halt this can take minutes, because round timers double. ${logs}`,
    { seconds, answering, quorum },
  );
}
