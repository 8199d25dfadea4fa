import { typeIdOf } from "../../../src/public/council.ts";
import { isDidimError } from "../../../src/public/index.ts";
import { namingType } from "../../../src/public/registry.ts";

/**
 * An error of the registries knows a type only by its hash. Names it as it was typed on the command line: in place of
 * the hash, or at the end of the message.
 */
export function asTyped(error: unknown, words: readonly string[]): unknown {
  if (!isDidimError(error)) return error;
  const { typeId } = error.details;
  const vct = typeof typeId === "string" ? words.find((word) => typeIdOf(word) === typeId) : undefined;
  return vct === undefined ? error : namingType(error, vct);
}
