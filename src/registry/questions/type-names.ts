import { typeIdOf } from "../council/actions.ts";
import { historyOf } from "../logs/history.ts";
import type { Registry } from "../open.ts";

/**
 * The names (`vct`) of all registered types by their ids. The hash of a name is its id, so no node can give a wrong
 * name.
 */
export async function typeNames(registry: Registry): Promise<ReadonlyMap<string, string>> {
  const events = await historyOf(registry, "CredentialTypes", ["TypeRegistered"]);
  return new Map(events.map(({ facts }) => [typeIdOf(String(facts.vct)), String(facts.vct)]));
}
