import type { Command } from "commander";
import type { AccreditationChanged, AgencyNames } from "../../../src/public/authority.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import type { Say } from "../terminal/help.ts";
import type { Bilingual, CommandResult } from "../terminal/output/output.ts";

/** The output of a command that changed an accreditation. */
export function changed({ agency, type, receipt }: AccreditationChanged, done: Bilingual): CommandResult {
  const { hash, block } = receipt;
  return {
    json: { issuer: agency, vct: type, typeId: typeIdOf(type), transaction: hash, block },
    text: {
      en: `${agency}: ${done.en} (${type}, block ${block})`,
      ko: `${agency}: ${done.ko} (${type}, 블록 ${block})`,
    },
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

/** The names that the options give; undefined if they give none. */
export function namesIn({ nameKo, nameEn }: NameOptions): AgencyNames | undefined {
  if (nameKo === undefined && nameEn === undefined) return undefined;
  return { ...(nameKo !== undefined && { ko: nameKo }), ...(nameEn !== undefined && { en: nameEn }) };
}
