import type { Node } from "../../chain/rpc/node.ts";
import type { Rpc, RpcClient } from "../../chain/rpc/rpc.ts";
import { readHeader } from "../../chain/state/header.ts";
import { type EncodedHeader, headerOf } from "../../chain/state/header-json.ts";
import { DidimError } from "../../errors/error.ts";
import { client } from "../../registry/client.ts";
import type { Contracts } from "../../registry/contracts.ts";
import { checkSeals } from "./seals.ts";

/**
 * The same header with valid seals of the block's validators, if any of the nodes has them. The block hash does not
 * cover the seals, so nodes that agree on the block may have different seals, and one corrupted seal would make every
 * proof with this header fail. Reports the node that returned it (`facts.bad-answer`).
 *
 * If the validators cannot be found out, or no node has better seals, the header stays unchanged: verifiers check the
 * seals anyway.
 */
export async function withGoodSeals(
  rpc: RpcClient,
  header: EncodedHeader,
  validatorSet: string,
): Promise<EncodedHeader> {
  if (!isRpc(rpc) || rpc.nodes.length < 2) return header;
  const validators = await sealersOf(rpc, header.parentHash, validatorSet);
  if (validators === undefined || isSealed(header, validators)) return header;
  const others = await Promise.all(rpc.nodes.map((node) => sameFrom(node, header.hash)));
  for (const [i, other] of others.entries()) {
    if (other !== undefined && !isSealed(other, validators)) rpc.onDissent?.(spoiled(rpc.nodes[i]?.name, other));
  }
  return others.find((other) => other !== undefined && isSealed(other, validators)) ?? header;
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

/** One node's header with this hash; undefined if the node lacks it or returns another. */
async function sameFrom(node: Node, hash: string): Promise<EncodedHeader | undefined> {
  try {
    const header = headerOf(await node.request("eth_getBlockByHash", [hash, false]));
    return header.hash === hash ? header : undefined;
  } catch {
    return undefined;
  }
}

function spoiled(node: string | undefined, { number, hash }: EncodedHeader): DidimError {
  const what = "gives a block with seals that are not its validators'";
  return new DidimError("facts.bad-answer", `${node} ${what}.`, { node, what, block: number, hash });
}
