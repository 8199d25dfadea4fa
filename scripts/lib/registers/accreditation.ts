import type { Command } from "commander";
import { historyOf, type Receipt, type Registry, typeIdOf } from "../../../src/index.ts";
import type { CommandResult, Words } from "../terminal/output.ts";

/** The names (`vct`) of all types, by their ids. */
export async function typeNames(registry: Registry): Promise<ReadonlyMap<string, string>> {
  const events = await historyOf(registry, "CredentialTypes", ["TypeRegistered"]);
  return new Map(events.map(({ facts }) => [String(facts.typeId), String(facts.vct)]));
}

/** What a command says that changed an accreditation. */
export function changed(did: string, vct: string, { hash, block }: Receipt, done: Words): CommandResult {
  return {
    json: { issuer: did, vct, typeId: typeIdOf(vct), transaction: hash, block },
    text: { en: `${did}: ${done.en} (${vct}, block ${block})`, ko: `${did}: ${done.ko} (${vct}, 블록 ${block})` },
  };
}

export interface NameOptions {
  readonly nameKo?: string;
  readonly nameEn?: string;
}

export const nameOptions = (command: Command): Command =>
  command
    .option("--name-ko <text>", "what people are shown as its name, in Korean: at most 96 bytes")
    .option("--name-en <text>", "the same in English");

/** Says what people are shown as an agency's name; what is not given is empty. */
export function named(registry: Registry, issuer: string, typeId: string, names: NameOptions): Promise<Receipt> {
  return registry.accreditations.nameAgency(issuer, typeId, names.nameKo ?? "", names.nameEn ?? "");
}
