import { formatDid } from "../../did/did.ts";
import { flagsIn, type TypeFlags } from "../../records/type-flags.ts";
import { typeIdOf } from "../council/actions.ts";
import { historyOf } from "../logs/history.ts";
import type { Registry } from "../open.ts";
import { contradicted, eachOf, type Listed, pinned } from "./listed.ts";

/** A registered type. Times in seconds since 1970. */
export interface ListedType extends TypeFlags {
  /** Its name; absent if no event gives a text that hashes to its id. */
  readonly vct?: string;
  /** The type's ISO/IEC 18013-5 doctype, if it has one. */
  readonly doctype?: string;
  /** keccak256 of the `vct`. */
  readonly typeId: string;
  /** The DID of its current authority. */
  readonly authority: string;
  readonly registered: number;
  /** From then on nothing of this type can be issued; absent: not retired. */
  readonly retired?: number;
}

export interface Types extends Listed {
  /** Newest first. */
  readonly types: readonly ListedType[];
}

/** All registered types, as of the registries' block. Throws `facts.*`, also if the node's events contradict its state. */
export async function typesOf(registry: Registry): Promise<Types> {
  const { registry: then, asOf } = await pinned(registry);
  const events = await historyOf(then, "CredentialTypes", ["TypeRegistered"]);
  const types = await eachOf(events.reverse(), async ({ facts }): Promise<ListedType> => {
    const [vct, doctype] = [String(facts.vct), String(facts.doctype)];
    const typeId = String(facts.typeId);
    const type = await then.types.typeOf(typeId);
    if (type.registered === 0n) throw contradicted("a type", { typeId });
    return {
      ...(typeIdOf(vct) === typeId && { vct }),
      typeId,
      ...(doctype !== "" && { doctype }),
      authority: formatDid(then.chainId, type.authority.toLowerCase()),
      registered: Number(type.registered),
      ...(type.retired !== 0n && { retired: Number(type.retired) }),
      ...flagsIn(Number(type.flags)),
    };
  });
  return { types, asOf, source: "events" };
}
