import type { Command } from "commander";
import { typeIdOf } from "../../../src/public/council.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { Receipt, Registry } from "../../../src/public/registry.ts";
import type { Say } from "../terminal/help.ts";
import type { Bilingual, CommandResult } from "../terminal/output/output.ts";

/** The output of a command that changed an accreditation. */
export function changed(did: string, vct: string, { hash, block }: Receipt, done: Bilingual): CommandResult {
  return {
    json: { issuer: did, vct, typeId: typeIdOf(vct), transaction: hash, block },
    text: { en: `${did}: ${done.en} (${vct}, block ${block})`, ko: `${did}: ${done.ko} (${vct}, 블록 ${block})` },
  };
}

export interface NameOptions {
  readonly nameKo?: string;
  readonly nameEn?: string;
}

export const nameOptions = (command: Command, say: Say): Command =>
  command
    .option(
      "--name-ko <text>",
      say(
        "the agency's name that people see, in Korean: at most 96 bytes",
        "화면에 표시할 기관의 한국어 이름(96바이트까지)",
      ),
    )
    .option("--name-en <text>", say("the same in English", "영어 이름(96바이트까지)"));

/** AgencyNames: the bytes of a name. */
const LONGEST_NAME = 96;

/** Call this before an accreditation: its names are set in a second transaction. Throws `cli.value`. */
export function checkNames({ nameKo = "", nameEn = "" }: NameOptions): void {
  for (const [option, name] of [
    ["--name-ko", nameKo],
    ["--name-en", nameEn],
  ] as const) {
    const length = Buffer.byteLength(name);
    if (length <= LONGEST_NAME) continue;
    const message = `The name is too long: ${option} has ${length} bytes, and ${LONGEST_NAME} are allowed (a Korean letter has 3).`;
    throw new DidimError("cli.value", message, { option, value: name.slice(0, 60), length, most: LONGEST_NAME });
  }
}

/** Sets the agency's names for display; a missing name is set to an empty text. */
export function named(registry: Registry, issuer: string, typeId: string, names: NameOptions): Promise<Receipt> {
  return registry.accreditations.nameAgency(issuer, typeId, names.nameKo ?? "", names.nameEn ?? "");
}
