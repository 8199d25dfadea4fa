import type { Command } from "commander";
import { typeIdOf } from "../../../../src/public/council.ts";
import type { ListedAt, PageOptions, Registry } from "../../../../src/public/registry.ts";
import type { Say } from "../../terminal/help.ts";
import { bad, when, wholeNumber } from "../../terminal/input/values.ts";
import type { Bilingual } from "../../terminal/output/output.ts";

/** Options of verbs that show a long list, the newest first. */
export interface Paging {
  readonly limit: string;
  readonly before?: string;
}

export const addPaging = (command: Command, say: Say): Command =>
  command
    .option(
      "--limit <number>",
      say(
        "how many, approximately: what is in one block stays together",
        "대략적인 건수. 같은 블록에 있는 것은 나누지 않습니다",
      ),
      "50",
    )
    .option(
      "--before <block>",
      say("older ones: the block number at the end of the previous answer", "이전 것: 앞 결과의 끝에 나온 블록 번호"),
    );

/** Throws `cli.value`. */
export const pageOf = ({ limit, before }: Paging): PageOptions => ({
  limit: wholeNumber("a number", limit, 1, 10_000),
  ...(before !== undefined && { before: BigInt(wholeNumber("a block's number", before, 1, Number.MAX_SAFE_INTEGER)) }),
});

/** The lines of a list, the block that they are as of, and how to go on. */
export function listText(
  lines: (lang: keyof Bilingual) => readonly string[],
  none: Bilingual,
  { asOf, before }: { readonly asOf: ListedAt; readonly before?: number },
): Bilingual {
  const text = (lang: keyof Bilingual): string => {
    const shown = lines(lang);
    const end = before === undefined ? [] : [OLDER[lang].replace("#", String(before))];
    return [...(shown.length === 0 ? [none[lang]] : shown), ...end, asOfText(asOf)[lang]].join("\n");
  };
  return { en: text("en"), ko: text("ko") };
}

const OLDER: Bilingual = {
  en: "There may be older ones: --before #",
  ko: "더 오래된 것이 있을 수 있습니다: --before #",
};

export function asOfText({ block, time }: ListedAt): Bilingual {
  return {
    en: `As of block ${block}, ${when(time).en}, by the events that the node gave.`,
    ko: `블록 ${block}, ${when(time).ko} 기준. 노드가 제공한 이벤트를 바탕으로 합니다.`,
  };
}

/** The id of a registered type. Throws `cli.value` if there is none of this name. */
export async function registeredType(registry: Registry, vct: string): Promise<string> {
  const typeId = typeIdOf(vct);
  const { registered } = await registry.types.typeOf(typeId);
  if (registered !== 0n) return typeId;
  throw bad("the name of a registered type", vct, "its vct, exactly as it was registered");
}
