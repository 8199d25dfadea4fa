import { setTimeout as sleep } from "node:timers/promises";
import { logTail, pidOf } from "../../../network/besu.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { type ConsortiumHealth, healthOf, urlOf } from "../../../network/health.ts";
import type { Consortium, ConsortiumNode } from "../../../network/record.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { openRegistry } from "../../../src/public/registry.ts";
import { counted } from "../terminal/output/counted.ts";
import { consortiumAddresses, nodesHere } from "./consortium.ts";

/**
 * Waits until this machine's running nodes answer, have peers, and seal blocks with the registries in them. Does not
 * wait for blocks if too many of this machine's validators are not started: then the result says so. Throws `node.died`,
 * `node.not-answering` or `node.not-sealing`.
 */
export async function whenSealing(
  folder: ConsortiumFolder,
  consortium: Consortium,
  seconds: number,
): Promise<ConsortiumHealth> {
  const deadline = Date.now() + seconds * 1000;
  const here = nodesHere(folder, consortium);
  const ours = here.filter(({ name }) => pidOf(folder.node(name)) !== undefined);
  for (;;) {
    const dead = ours.find(({ name }) => pidOf(folder.node(name)) === undefined);
    if (dead !== undefined) throw died(folder, dead.name);
    const health = await healthOf(folder, consortium, here, Math.floor(Date.now() / 1000));
    const missing = isReady(health, ours)
      ? await missingRegistry(folder, ours.map(urlOf))
      : late(folder, health, ours, seconds);
    if (missing === undefined) return health;
    if (Date.now() > deadline) throw missing;
    await sleep(500);
  }
}

function isReady(health: ConsortiumHealth, ours: readonly ConsortiumNode[]): boolean {
  const running = runningIn(health, ours);
  if (!running.every(({ answers }) => answers)) return false;
  if (isShort(health)) return true;
  return health.sealing && running.every(({ peers }) => peers !== undefined && peers > 0);
}

/** Whether so many of this machine's validators do not answer that nothing can be sealed. */
const isShort = ({ validators, present, quorum }: ConsortiumHealth): boolean =>
  validators.length > 0 && present < quorum;

function runningIn({ nodes }: ConsortiumHealth, ours: readonly ConsortiumNode[]): ConsortiumHealth["nodes"] {
  return nodes.filter(({ name }) => ours.some((node) => node.name === name));
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

function late(
  folder: ConsortiumFolder,
  health: ConsortiumHealth,
  ours: readonly ConsortiumNode[],
  seconds: number,
): DidimError {
  const { quorum } = health;
  const nodes = runningIn(health, ours);
  const silent = nodes.filter(({ answers }) => !answers).map(({ name }) => name);
  const logs = `Logs: ${folder.path}/nodes/*/besu.log.`;
  if (silent.length > 0) {
    const message = `After ${seconds} s there is no answer from ${silent.join(", ")}. ${logs} Wait longer: --timeout.`;
    return new DidimError("node.not-answering", message, { seconds, silent });
  }
  const answering = nodes.filter(({ answers }) => answers).length;
  return new DidimError(
    "node.not-sealing",
    `${counted(answering, "node")} here ${answering === 1 ? "answers, but seals" : "answer, but seal"} no blocks after ${seconds} s; ${quorum} validators, here and at other members, must be connected. Nodes that were started keep running. After a halt this can take minutes, because round timers double: restart the nodes that stayed, and they begin again. ${logs}`,
    { seconds, answering, quorum },
  );
}
