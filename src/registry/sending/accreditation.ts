import { formatDid } from "../../did/did.ts";
import type { Registry } from "../open.ts";
import { ofType } from "./of-type.ts";
import type { Receipt } from "./receipt.ts";

/** A change of an agency's accreditation for a type, or of its application. */
export interface AccreditationChanged {
  /** The agency's DID. */
  readonly agency: string;
  /** The type's `vct`. */
  readonly type: string;
  readonly receipt: Receipt;
}

/** @param identity The agency's. @param send Gets the type's id; its errors are made to name the type. */
export function changeAccreditation(
  { chainId }: Pick<Registry, "chainId">,
  identity: string,
  type: string,
  send: (typeId: string) => Promise<Receipt>,
): Promise<AccreditationChanged> {
  return ofType(type, async (typeId) => ({
    agency: formatDid(chainId, identity),
    type,
    receipt: await send(typeId),
  }));
}
