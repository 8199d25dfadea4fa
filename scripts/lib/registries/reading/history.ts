import { formatDid } from "../../../../src/public/did.ts";
import type { Change, History, HistoryEntry, Registry } from "../../../../src/public/registry.ts";
import { typeNames } from "../../../../src/public/registry.ts";
import { when } from "../../terminal/input/values.ts";
import type { Bilingual, Language } from "../../terminal/output/output.ts";
import { quotedLines } from "../../terminal/output/untrusted-text.ts";
import { type Agencies, agenciesOf, inQuotes } from "./agencies.ts";
import { endText, SENTENCES, timeText, type Words } from "./change-words.ts";
import { listText } from "./paging.ts";

/** A history with a sentence for each change, in both languages, and the names of the agencies in it. */
export interface ToldHistory {
  readonly json: object;
  readonly text: Bilingual;
}

/** Throws `facts.*`. */
export async function told(registry: Registry, history: History, typeId?: string): Promise<ToldHistory> {
  const [agencies, types] = await Promise.all([
    agenciesOf(registry, didsIn(registry, history), typeId),
    typeNames(registry),
  ]);
  const says = (change: Change, time: number): Bilingual => sentenceOf(change, { time, agencies, types });
  const entries = history.entries.map(({ changes, ...entry }) => ({
    ...entry,
    changes: changes.map((change) => ({ ...change, says: says(change, entry.time) })),
  }));
  const none = { en: "Nothing was changed.", ko: "변경된 것이 없습니다." };
  const lines = (lang: Language): string[] => [
    ...history.entries.map((entry) => entryText(registry, entry, agencies, says, lang)),
    ...replacedText(history, lang),
  ];
  return { json: { ...history, entries, names: agencies.json }, text: listText(lines, none, history) };
}

/** Every DID in the history, and those of the accounts that sent something. */
function* didsIn({ chainId }: Registry, { entries }: History): Generator<string> {
  for (const { by, changes } of entries) {
    yield formatDid(chainId, by.account);
    if (by.did !== undefined) yield by.did;
    for (const { facts } of changes) {
      for (const value of Object.values(facts)) if (isDid(value)) yield value;
    }
  }
}

const isDid = (value: unknown): value is string => typeof value === "string" && DID.test(value);
const DID = /^did:ethr:0x[0-9a-f]+:0x[0-9a-f]{40}$/;

interface Known {
  readonly time: number;
  readonly agencies: Agencies;
  readonly types: ReadonlyMap<string, string>;
}

function sentenceOf({ event, facts }: Change, { time, agencies, types }: Known): Bilingual {
  const of = (fact: string): string => String(facts[fact] ?? "");
  const words: Words = {
    ...{ facts, time, of },
    did: (fact) => (isDid(facts[fact]) ? agencies.text(facts[fact]) : ""),
    type: () => {
      const vct = types.get(of("typeId"));
      return vct === undefined ? of("typeId") : inQuotes(vct);
    },
    at: (fact) => timeText(facts[fact]),
    ending: (fact) => endText(facts[fact]),
    text: (fact, before = "") => (of(fact) === "" ? "" : `${before}${inQuotes(of(fact))}`),
  };
  return SENTENCES[event]?.(words) ?? { en: event, ko: event };
}

const NOT_IN_FORCE: Bilingual = {
  en: " (in a contract that was not in force then, or that is distrusted: nobody goes by it)",
  ko: " (당시 시행되지 않았거나 신뢰하지 않기로 선언된 계약의 기록이므로 따르지 않음)",
};

function entryText(
  registry: Registry,
  { block, time, transaction, by, changes }: HistoryEntry,
  agencies: Agencies,
  says: (change: Change, time: number) => Bilingual,
  lang: Language,
): string {
  const place = lang === "en" ? `block ${block}` : `블록 ${block}`;
  const lines = changes.map(
    (change) => `  - ${says(change, time)[lang]}${change.inForce === false ? NOT_IN_FORCE[lang] : ""}`,
  );
  return [`${when(time)[lang]}  ${place}  ${transaction}`, `  ${byText(registry, by, agencies)[lang]}`, ...lines].join(
    "\n",
  );
}

/** Lines of the proposer's text beside a decision. */
const LINES = 2;

function byText({ chainId }: Registry, by: HistoryEntry["by"], agencies: Agencies): Bilingual {
  const { account, through, did, proposal } = by;
  const own = formatDid(chainId, account);
  const accountName = agencies.text(own).slice(own.length);
  const via: Bilingual =
    through === undefined ? { en: "", ko: "" } : { en: `, through contract ${through}`, ko: `, 계약 ${through} 경유` };
  if (proposal !== undefined) {
    const claim = quotedLines(proposal.description, LINES, "    ");
    return {
      en: `by the council: proposal ${proposal.id}, executed by account ${account}${via.en}\n${claim.en}`,
      ko: `협의회 결정: 안건 ${proposal.id}, 시행한 계정 ${account}${via.ko}\n${claim.ko}`,
    };
  }
  if (did === undefined || did === own) {
    const who = did ?? own;
    return did === own
      ? { en: `by ${agencies.text(who)}${via.en}`, ko: `행위자: ${agencies.text(who)}${via.ko}` }
      : { en: `by account ${account}${accountName}${via.en}`, ko: `행위 계정: ${account}${accountName}${via.ko}` };
  }
  return {
    en: `by ${agencies.text(did)}, account ${account}${via.en}`,
    ko: `행위자: ${agencies.text(did)}, 계정 ${account}${via.ko}`,
  };
}

function replacedText({ replaced }: History, lang: Language): string[] {
  if (replaced.length === 0) return [];
  const term = (from: number | undefined, until: number | undefined): string =>
    from === undefined
      ? lang === "en"
        ? "not in the Directory"
        : "디렉터리에 없음"
      : `${when(from)[lang]} – ${when(until ?? 0)[lang]}`;
  const distrusted = lang === "en" ? ", distrusted" : ", 신뢰하지 않기로 선언됨";
  return [
    lang === "en"
      ? "The Directory has had other contracts under these names; the history above is of all of them:"
      : "디렉터리의 다음 이름에는 다른 계약도 있었습니다. 위의 이력은 모든 계약의 것입니다:",
    ...replaced.map(
      ({ name, address, from, until, distrusted: isBad }) =>
        `  ${name}  ${address}  ${term(from, until)}${isBad ? distrusted : ""}`,
    ),
  ];
}
