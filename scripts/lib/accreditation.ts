import { formatDid, historyOf, type Receipt, type Registry, typeIdOf } from "../../src/index.ts";
import type { Outcome, Words } from "./output.ts";

export interface OpenApplication {
  readonly issuer: string;
  readonly typeId: string;
  readonly vct: string | undefined;
  readonly accreditor: string;
  readonly mayIssue: boolean;
  readonly levels: number;
  readonly note: string;
  readonly applied: number;
}

const NOBODY = `0x${"0".repeat(40)}`;

/** The applications that are open now, the oldest first. The accreditor is whom they were made to; for the authority's role, that one. */
export async function openApplications(registry: Registry): Promise<OpenApplication[]> {
  const [applied, names] = await Promise.all([historyOf(registry, "Accreditations", ["Applied"]), typeNames(registry)]);
  // The last application for the same is the one that counts; whether it still is open, the state says.
  const latest = new Map(applied.map(({ facts }) => [`${facts.issuer}/${facts.typeId}`, facts]));
  const found = await Promise.all(
    [...latest.values()].map(async (facts): Promise<OpenApplication[]> => {
      const [issuer, typeId] = [String(facts.issuer), String(facts.typeId)];
      const state = await registry.accreditations.accreditationOf(issuer, typeId);
      if (state.applied === 0n) return [];
      const toRole = state.appliedTo === NOBODY;
      const accreditor = toRole ? await registry.types.authorityOf(typeId) : state.appliedTo;
      return [
        {
          issuer: formatDid(registry.chainId, issuer.toLowerCase()),
          typeId,
          vct: names.get(typeId),
          accreditor: formatDid(registry.chainId, accreditor.toLowerCase()),
          mayIssue: state.appliedMayIssue,
          levels: Number(state.appliedLevels),
          note: String(facts.note),
          applied: Number(state.applied),
        },
      ];
    }),
  );
  return found.flat();
}

/** The names (`vct`) of all types, by their ids. */
export async function typeNames(registry: Registry): Promise<ReadonlyMap<string, string>> {
  const events = await historyOf(registry, "CredentialTypes", ["TypeRegistered"]);
  return new Map(events.map(({ facts }) => [String(facts.typeId), String(facts.vct)]));
}

/** What a command says that changed an accreditation. */
export function changed(did: string, vct: string, { hash, block }: Receipt, done: Words): Outcome {
  return {
    json: { issuer: did, vct, typeId: typeIdOf(vct), transaction: hash, block },
    text: { en: `${did}: ${done.en} (${vct}, block ${block})`, ko: `${did}: ${done.ko} (${vct}, 블록 ${block})` },
  };
}
