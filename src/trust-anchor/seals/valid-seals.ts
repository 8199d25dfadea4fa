import type { Node } from "../../chain/rpc/node.ts";
import { untilEnough } from "../../chain/rpc/quorum/until-enough.ts";
import type { Rpc, RpcClient } from "../../chain/rpc/rpc.ts";
import { readHeader } from "../../chain/state/header.ts";
import { type EncodedHeader, headerOf } from "../../chain/state/header-json.ts";
import { DidimError } from "../../errors/error.ts";
import { client } from "../../registry/client.ts";
import type { Contracts } from "../../registry/contracts.ts";
import { oneQuorum } from "./one-quorum.ts";
import { checkSeals } from "./seals.ts";

/** Once enough nodes have shown valid seals, how long to wait for the others. */
const GRACE_MS = 500;

/**
 * The same header with valid seals of the block's validators, if any of the nodes has them. The block hash does not
 * cover the seals, so nodes that agree on the block may have different seals. One corrupted seal would make every proof
 * with this header fail; and by which of the genuine seals it passes on, a node could mark a wallet's proofs. So where
 * nodes must agree, all are asked, and one quorum of what they show is taken (one-quorum.ts); where they stand in for
 * one another, the others are asked if the seals are wrong. A node with wrong seals is reported (`facts.bad-answer`).
 *
 * If the validators cannot be found out, or no node has valid seals, the header stays unchanged: verifiers check the
 * seals anyway.
 */
export async function withValidSeals(
  rpc: RpcClient,
  header: EncodedHeader,
  validatorSet: string,
): Promise<EncodedHeader> {
  if (!isRpc(rpc) || rpc.nodes.length < 2) return header;
  const validators = await sealersOf(rpc, header.parentHash, validatorSet);
  if (validators === undefined) return header;
  if (rpc.agree === 1 && isSealed(header, validators)) return header;
  const shown = await shownBy(rpc, header.hash, validators);
  const raws = shown.map(({ raw }) => raw);
  const raw = oneQuorum(raws, { validators, mayLie: rpc.nodes.length - rpc.agree });
  return raw === undefined ? header : { ...header, raw };
}

const isRpc = (rpc: RpcClient): rpc is Rpc => "nodes" in rpc;

/** The validators that the contract names in the state before the block. */
async function sealersOf(rpc: RpcClient, parent: string, validatorSet: string): Promise<readonly string[] | undefined> {
  const block = { hash: parent };
  try {
    const { getValidators } = client<Contracts["ValidatorSet"]>("ValidatorSet", validatorSet, { rpc, block });
    return (await getValidators()).map((each) => each.toLowerCase());
  } catch {
    return undefined;
  }
}

function isSealed({ raw }: EncodedHeader, validators: readonly string[]): boolean {
  try {
    checkSeals(readHeader(raw), validators);
    return true;
  } catch {
    return false;
  }
}

/** The block's header from each node that has it with valid seals. Reports the nodes that have it with others. */
async function shownBy(
  { nodes, agree, onDissent }: Rpc,
  hash: string,
  validators: readonly string[],
): Promise<readonly EncodedHeader[]> {
  const shown: EncodedHeader[] = [];
  const listening = new AbortController();
  const asked = nodes.map(async (node): Promise<void> => {
    const header = await sameFrom(node, hash, listening.signal);
    if (header === undefined) return;
    if (isSealed(header, validators)) shown.push(header);
    else onDissent?.(spoiled(node.name, header));
  });
  await untilEnough(asked, () => shown.length >= agree, GRACE_MS);
  listening.abort();
  return [...shown];
}

/** One node's header with this hash; undefined if the node lacks it or returns another. */
async function sameFrom(node: Node, hash: string, signal: AbortSignal): Promise<EncodedHeader | undefined> {
  try {
    const header = headerOf(await node.request("eth_getBlockByHash", [hash, false], signal));
    return header.hash === hash ? header : undefined;
  } catch {
    return undefined;
  }
}

function spoiled(node: string, { number, hash }: EncodedHeader): DidimError {
  const what = "gives a block with seals that are not its validators'";
  return new DidimError("facts.bad-answer", `${node} ${what}.`, { node, what, block: number, hash });
}
