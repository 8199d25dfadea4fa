import type { RpcClient } from "../chain/rpc/rpc.ts";
import { type EncodedHeader, headerOf } from "../chain/state/header-json.ts";
import { fromHex } from "../crypto/encodings/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { type BlockReference, blockParameter } from "../registry/client.ts";
import { translate } from "../registry/errors.ts";
import { withValidSeals } from "./seals/valid-seals.ts";

/**
 * A node's header of the requested block.
 *
 * @param validatorSet The address of the ValidatorSet, if known. With it, seals that one of several nodes corrupted are
 * replaced from another node.
 * @returns Throws `facts.no-state`, `facts.bad-answer`, `facts.wrong-block`, and what an unreachable node throws.
 */
export async function headerFrom(rpc: RpcClient, block: BlockReference, validatorSet?: string): Promise<EncodedHeader> {
  const [method, parameter] =
    typeof block === "object"
      ? (["eth_getBlockByHash", block.hash] as const)
      : (["eth_getBlockByNumber", blockParameter(block)] as const);
  const told = await ask(rpc, method, [parameter, false]);
  if (told === null) throw new DidimError("facts.no-state", "The node does not have that block.", { block });
  const header = headerOf(told);
  const [asked, answered] = typeof block === "object" ? [block.hash, header.hash] : [block, header.number];
  if (asked === "latest" || asked === answered) {
    return header.qbft && validatorSet !== undefined ? withValidSeals(rpc, header, validatorSet) : header;
  }
  const message = "The node answered with another block than it was asked for.";
  throw new DidimError("facts.wrong-block", message, { asked, answered });
}

/** A contract's slot after the block with this hash, as a node gives it. Not verified. */
export async function slotFrom(rpc: RpcClient, address: string, slot: string, hash: string): Promise<bigint> {
  const word = await ask(rpc, "eth_getStorageAt", [address, slot, blockParameter({ hash })]);
  if (typeof word === "string" && /^0x[0-9a-f]{1,64}$/i.test(word)) return BigInt(word);
  throw new DidimError("facts.bad-answer", "The node's answer to eth_getStorageAt is no word.", { what: "is no word" });
}

/**
 * The trie nodes that prove these slots of a contract, in the state after the block with this hash (`eth_getProof`,
 * EIP-1186), without duplicates. Not verified: the caller does that by walking them. Throws `facts.bad-answer`,
 * `facts.no-state`, and what an unreachable node throws.
 */
export async function proofFrom(
  rpc: RpcClient,
  { address, slots }: { readonly address: string; readonly slots: readonly string[] },
  hash: string,
): Promise<Uint8Array[]> {
  const answer = await ask(rpc, "eth_getProof", [address, slots, blockParameter({ hash })]);
  const { accountProof, storageProof } = (answer ?? {}) as { accountProof?: unknown; storageProof?: unknown };
  if (!Array.isArray(storageProof)) throw malformed();
  const lists: unknown[] = [accountProof, ...storageProof.map((one: unknown) => (one as { proof?: unknown })?.proof)];
  const nodes = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [undefined]));
  return [...new Set(nodes)].map(bytesOf);
}

function bytesOf(node: unknown): Uint8Array {
  if (typeof node === "string" && /^0x([0-9a-f]{2})*$/i.test(node)) return fromHex(node);
  throw malformed();
}

async function ask(rpc: RpcClient, method: string, params: readonly unknown[]): Promise<unknown> {
  try {
    return await rpc.request(method, params);
  } catch (error) {
    throw translate(error, method);
  }
}

function malformed(): DidimError {
  return new DidimError("facts.bad-answer", "The node's answer to eth_getProof is no proof.", { what: "is no proof" });
}
