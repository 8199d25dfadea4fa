import type { RpcClient } from "../../chain/rpc/rpc.ts";
import { fromHex } from "../../crypto/encodings/bytes.ts";
import type { RawNames } from "../../records/names.ts";
import { client } from "../client.ts";
import type { Contracts } from "../contracts.ts";

/**
 * An agency's names for a type, as the node gives them for the block with this hash. They are not verified. Throws
 * `facts.*`.
 */
export async function rawNamesOf(
  rpc: RpcClient,
  { address, hash }: { readonly address: string; readonly hash: string },
  holder: string,
  typeId: string,
): Promise<RawNames> {
  const accreditations = client<Contracts["Accreditations"]>("Accreditations", address, { rpc, block: { hash } });
  const { ko, en } = await accreditations.namesOf(holder, typeId);
  return { ko: fromHex(ko), en: fromHex(en) };
}
