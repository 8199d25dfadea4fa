import { DidimError, isDidimError } from "../../errors/error.ts";
import { typeIdOf } from "../council/actions.ts";

/**
 * Does something with a credential type. The registries know it only by its hash; an error about it names it by its
 * `vct`, in the message and as the fact `vct`.
 */
export async function ofType<T>(vct: string, act: (typeId: string) => Promise<T>): Promise<T> {
  const typeId = typeIdOf(vct);
  try {
    return await act(typeId);
  } catch (error) {
    throw isDidimError(error) && error.details.typeId === typeId ? namingType(error, vct) : error;
  }
}

/** The error with the name of its type: in place of the hash, or at the end of the message. */
export function namingType(error: DidimError, vct: string): DidimError {
  const { code, message, details, cause } = error;
  if (details.vct !== undefined) return error;
  const typeId = String(details.typeId);
  const named = message.includes(typeId) ? message.replaceAll(typeId, vct) : `${message} (Type: ${vct})`;
  return new DidimError(code, named, { ...details, vct }, { cause });
}
