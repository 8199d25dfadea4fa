import { DidimError } from "../../errors/error.ts";
import { typeIdOf } from "../council/actions.ts";
import type { Registry } from "../open.ts";

/** Throws `registry.TypeUnknown`: a mistyped name would be written for good, as one that nobody ever asks for. */
export async function checkRegistered({ types }: Pick<Registry, "types">, vct: string): Promise<void> {
  const typeId = typeIdOf(vct);
  if (BigInt(await types.authorityOf(typeId)) !== 0n) return;
  const message = `The type ${vct} does not exist. Is it written exactly as it was registered?`;
  throw new DidimError("registry.TypeUnknown", message, { typeId, vct });
}

/**
 * Reads the hash of a type's schema as registered, for `createIssuer({ schemaHashOf })`: 0x-hex, all zeros for a type that
 * is not registered. Throws `facts.*`.
 */
export function schemaHashesOf({ types }: Pick<Registry, "types">): (typeId: string) => Promise<string> {
  return (typeId) => types.schemaHashOf(typeId);
}
