import type { Rpc } from "../src/public/chain.ts";
import { createRpc } from "../src/public/chain.ts";
import { DidimError } from "../src/public/index.ts";
import { blockOf } from "../src/public/registry.ts";
import { pidOf } from "./besu.ts";
import type { ConsortiumFolder } from "./folder.ts";
import type { Consortium, ConsortiumNode } from "./record.ts";

/** The current state of one node. Times in seconds since 1970. */
export interface NodeHealth {
  readonly name: string;
  readonly address: string;
  readonly url: string;
  /** Its process on this machine; undefined if `consortium up` did not start it. */
  readonly pid: number | undefined;
  /** Whether it answers JSON-RPC and is on this chain. The following members exist only then. */
  readonly answers: boolean;
  readonly block?: { readonly number: number; readonly hash: string; readonly time: number };
  readonly peers?: number;
  /** Whether it is a validator of the next block. */
  readonly validator?: boolean;
}

export interface ConsortiumHealth {
  readonly chainId: bigint;
  readonly nodes: readonly NodeHealth[];
  /** Lower-case addresses, from the state of the answering node with the highest block; empty if none answers. */
  readonly validators: readonly string[];
  /** How many of them must agree on a block. */
  readonly quorum: number;
  /** How many of them may be taking part: those here that answer, and all those on other machines. */
  readonly present: number;
  /** This machine's validators that do not answer, by name. */
  readonly absent: readonly string[];
  /** Seconds since the newest block of any node. */
  readonly sinceLastBlock: number | undefined;
  /** Whether all answering nodes have the same block at the height that all of them have reached. */
  readonly agree: boolean;
  /** Whether blocks are being sealed: the newest is recent, and enough validators may be taking part. */
  readonly sealing: boolean;
}

/** QBFT's quorum: ⌈2n/3⌉. */
export const quorumOf = (validators: number): number => Math.ceil((2 * validators) / 3);

export const urlOf = ({ ports }: ConsortiumNode): string => `http://127.0.0.1:${ports.rpc}`;

/**
 * Seconds. Without transactions there is one block a second. One absent validator of four delays its turn by about 3 s.
 */
const LATE = 15;
const ANSWER_MS = 5000;

/** Reads the state of this machine's nodes. A node that does not answer is no error. `now`: seconds since 1970. */
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
  const quorum = quorumOf(validators.length);
  const absent = asked.filter(({ health }) => !health.answers && validators.includes(health.address));
  const present = validators.length - absent.length;
  const sinceLastBlock = newest?.health.block && Math.max(0, now - newest.health.block.time);
  const isRecent = sinceLastBlock !== undefined && sinceLastBlock < LATE && heightOf(newest) > 0;
  return {
    chainId: consortium.chainId,
    nodes: asked.map(({ health }) =>
      health.answers ? { ...health, validator: validators.includes(health.address) } : health,
    ),
    validators,
    quorum,
    present,
    absent: absent.map(({ health }) => health.name),
    sinceLastBlock,
    agree: await agreed(answering),
    sealing: isRecent && present >= quorum,
  };
}

interface Asked {
  readonly rpc: Rpc;
  readonly health: NodeHealth;
}

const heightOf = (asked: Asked | undefined): number => asked?.health.block?.number ?? -1;

async function askNode(folder: ConsortiumFolder, { genesis }: Consortium, node: ConsortiumNode): Promise<Asked> {
  const url = urlOf(node);
  const rpc = createRpc({ url, timeoutMs: ANSWER_MS });
  const known = { name: node.name, address: node.address, url, pid: pidOf(folder.node(node.name)) };
  try {
    if ((await blockOf(rpc, 0n)).hash !== genesis) throw otherChain(node);
    const { number, hash, time } = await blockOf(rpc, "latest");
    const peers = Number(await rpc.request("net_peerCount"));
    return { rpc, health: { ...known, answers: true, block: { number: Number(number), hash, time }, peers } };
  } catch (error) {
    if (error instanceof DidimError && error.code === "node.other-chain") throw error;
    return { rpc, health: { ...known, answers: false } };
  }
}

function otherChain({ name, ports }: ConsortiumNode): DidimError {
  return new DidimError(
    "node.other-chain",
    `What listens at the port of ${name} (${ports.rpc}) is on another chain: its first block is not this consortium's. End that program.`,
    { node: name, port: ports.rpc },
  );
}

/** The validators of the next block, according to the engine. */
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

/** A node may die between two requests; then it gives no answer, and contradicts nobody. */
function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined);
}
