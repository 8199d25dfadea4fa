import { formatDid } from "../../../../src/public/did.ts";
import { type Present, placesByList } from "../../../../src/public/issuer.ts";
import { when } from "../../terminal/input/values.ts";
import { type Bilingual, type Language, oneLine } from "../../terminal/output/output.ts";
import type { NamedPlace } from "./status-options.ts";

/** A place that a command names, and the status that it has now. */
export type PresentPlace = Present<NamedPlace>;

/** IETF Token Status List §7.1. */
export const STATUS_NAMES: readonly Bilingual[] = [
  { en: "valid", ko: "유효" },
  { en: "invalid", ko: "취소" },
  { en: "suspended", ko: "효력 정지" },
  { en: "application specific", ko: "용도별 상태" },
];

/** A row of a batch, by its name in the register. */
export const rowText = (row: string): Bilingual => ({ en: `row ${oneLine(row)}`, ko: `${oneLine(row)}행` });

/** Nobody reads more lines before confirming. */
const MAX_LINES = 20;

/** What would be written, list by list, for the user to confirm: each index, its status now and then. */
export function changesText(chainId: bigint, places: readonly PresentPlace[], status: number): Bilingual {
  const lines = (lang: Language): string =>
    placesByList(places)
      .flatMap((some) => listLines(chainId, some, status, lang))
      .join("\n");
  return { en: lines("en"), ko: lines("ko") };
}

const WORDS = {
  en: { list: "list", index: "index", issued: "issued" },
  ko: { list: "목록", index: "번호", issued: "발급" },
} as const;

function listLines(chainId: bigint, places: readonly PresentPlace[], status: number, lang: Language): string[] {
  const [{ issuer, list } = { issuer: "", list: 0 }] = places;
  const words = WORDS[lang];
  const name = (value: number): string => STATUS_NAMES[value]?.[lang] ?? "?";
  const line = ({ index, before, credential, entry }: PresentPlace): string =>
    [
      `  ${words.index} ${index}`,
      `${name(before)} → ${name(status)}`,
      ...(entry === undefined
        ? []
        : [
            rowText(entry.row ?? "")[lang],
            oneLine(entry.batch ?? ""),
            oneLine(entry.type),
            `${words.issued} ${when(entry.issuedAt)[lang]}`,
          ]),
      ...(credential === undefined
        ? []
        : [oneLine(credential.type), `${words.issued} ${when(credential.issuedAt)[lang]}`, oneLine(credential.file)]),
    ].join("  ");
  const more = places.length - MAX_LINES;
  return [
    `${formatDid(chainId, issuer)}  ${words.list} ${list}`,
    ...places.slice(0, MAX_LINES).map(line),
    ...(more > 0 ? [lang === "en" ? `  … ${more} more` : `  … 외 ${more}건`] : []),
  ];
}
