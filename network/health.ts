import { blockOf, DidimError, httpRpc, type Rpc } from "../src/index.ts";
import { pidOf } from "./besu.ts";
import type { ConsortiumFolder } from "./folder.ts";
import type { Consortium, ConsortiumNode } from "./record.ts";

/** One node as it is now. Times in seconds. */
export interface NodeHealth {
  readonly name: string;
  readonly address: string;
  readonly url: string;
  /** Its process on this machine; undefined: none that `consortium up` started. */
  readonly pid: number | undefined;
  /** Whether it answers JSON-RPC, and is on this chain. The rest is there only if it does. */
  readonly answers: boolean;
  readonly block?: { readonly number: number; readonly hash: string; readonly time: number };
  readonly peers?: number;
  /** Whether it is among those that seal the next block. */
  readonly validator?: boolean;
}

export interface ConsortiumHealth {
  readonly chainId: bigint;
  readonly nodes: readonly NodeHealth[];
  /** Lower-case addresses, as the highest answering node's state has them; empty if none answers. */
  readonly validators: readonly string[];
  /** How many of them must agree on a block. */
  readonly quorum: number;
  /** Seconds since the newest block anybody has. */
  readonly sinceLastBlock: number | undefined;
  /** Whether all that answer have the same block at the height that all of them have. */
  readonly agree: boolean;
  /** Whether blocks are being sealed. */
  readonly sealing: boolean;
}

/** QBFT's quorum: ⌈2n/3⌉. */
export const quorumOf = (validators: number): number => Math.ceil((2 * validators) / 3);

export const urlOf = ({ ports }: ConsortiumNode): string => `http://127.0.0.1:${ports.rpc}`;

/** Without a transaction there is a block a second; one absent validator of four costs about 3 s whenever its turn comes. */
const LATE = 15;
const ANSWER_MS = 5000;

/** Asks nodes of this machine how they are; a node that does not answer is no error. `now`: seconds. */
export async function healthOf(
  folder: ConsortiumFolder,
  consortium: Consortium,
  nodes: readonly ConsortiumNode[],
  now: number,
): Promise<ConsortiumHealth> {
  const asked = await Promise.all(nodes.map((node) => askNode(folder, consortium, node)));
  const answering = asked.filter(({ health }) => health.answers);
  const newest = answering.toSorted((a, b) => heightOf(b) - heightOf(a))[0];
  const validators = newest === undefined ? [] : await validatorsOf(newest.rpc);
  const sinceLastBlock = newest?.health.block && Math.max(0, now - newest.health.block.time);
  return {
    chainId: consortium.chainId,
    nodes: asked.map(({ health }) =>
      health.answers ? { ...health, validator: validators.includes(health.address) } : health,
    ),
    validators,
    quorum: quorumOf(validators.length),
    sinceLastBlock,
    agree: await agreed(answering),
    sealing: sinceLastBlock !== undefined && sinceLastBlock < LATE && heightOf(newest) > 0,
  };
}

interface Asked {
  readonly rpc: Rpc;
  readonly health: NodeHealth;
}

const heightOf = (asked: Asked | undefined): number => asked?.health.block?.number ?? -1;

async function askNode(folder: ConsortiumFolder, { genesis }: Consortium, node: ConsortiumNode): Promise<Asked> {
  const url = urlOf(node);
  const rpc = httpRpc([url], { timeoutMs: ANSWER_MS });
  const known = { name: node.name, address: node.address, url, pid: pidOf(folder.node(node.name)) };
  try {
    if ((await blockOf(rpc, 0n)).hash !== genesis) throw otherChain(node.name);
    const { number, hash, time } = await blockOf(rpc, "latest");
    const peers = Number(await rpc.request("net_peerCount"));
    return { rpc, health: { ...known, answers: true, block: { number: Number(number), hash, time }, peers } };
  } catch (error) {
    if (error instanceof DidimError && error.code === "node.other-chain") throw error;
    return { rpc, health: { ...known, answers: false } };
  }
}

function otherChain(name: string): DidimError {
  return new DidimError(
    "node.other-chain",
    `What listens at the port of ${name} is on another chain: its first block is not this consortium's.`,
    { node: name },
  );
}

/** Who seals the next block, by the engine's own account. */
async function validatorsOf(rpc: Rpc): Promise<string[]> {
  const found = await orNothing(rpc.request("qbft_getValidatorsByBlockNumber", ["latest"]));
  return Array.isArray(found) ? found.map((address) => String(address).toLowerCase()) : [];
}

async function agreed(answering: readonly Asked[]): Promise<boolean> {
  const common = Math.min(...answering.map(heightOf));
  if (!Number.isFinite(common)) return true;
  const blocks = await Promise.all(answering.map(({ rpc }) => orNothing(blockOf(rpc, BigInt(common)))));
  return new Set(blocks.flatMap((block) => (block === undefined ? [] : [block.hash]))).size <= 1;
}

/** A node may die between two questions: then it says nothing, and agrees with everybody. */
function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined);
}
