import { claimId } from "../../../../src/public/holder.ts";
import type { ListedRelyingParty } from "../../../../src/public/registry.ts";
import { when } from "../../terminal/input/values.ts";
import { counted } from "../../terminal/output/counted.ts";
import type { Bilingual, Language } from "../../terminal/output/output.ts";
import { quoted } from "../../terminal/output/untrusted-text.ts";
import { type Agencies, inQuotes, namesText } from "./agencies.ts";

type Path = readonly (string | number | null)[];

/** A registration for people: who may ask for what, why, until when. The claims that the reader named are told by name. */
export function registrationText(
  one: ListedRelyingParty,
  agencies: Agencies,
  claims: readonly Path[],
  lang: Language,
): string {
  const { relyingParty, names, vct, typeId, purpose, contact, supervisor, from, until } = one;
  const label = LABELS[lang];
  const beside = (text: string): string => {
    const said = quoted(text, "    ")[lang];
    return said.startsWith("\n") ? said : ` ${said}`;
  };
  return [
    `${relyingParty} ${namesText(names)}`,
    `  ${vct === undefined ? typeId : inQuotes(vct)}  ${stateOf(one)[lang]}`,
    `  ${when(from)[lang]} – ${when(until)[lang]}`,
    `  ${label.purpose}:${beside(purpose)}`,
    `  ${label.contact}:${beside(contact)}`,
    `  ${claimsText(one, claims)[lang]}`,
    `  ${label.supervisor} ${agencies.text(supervisor)}`,
  ].join("\n");
}

const LABELS = {
  en: { purpose: "purpose", contact: "contact", supervisor: "registered by" },
  ko: { purpose: "목적", contact: "연락처", supervisor: "등록한 기관:" },
} as const;

function stateOf({ inForce, reason }: ListedRelyingParty): Bilingual {
  if (inForce) return { en: "in force", ko: "유효" };
  if (reason === "withdrawn") return { en: "withdrawn", ko: "철회" };
  if (reason === "stolen") return { en: "void: a thief registered it", ko: "무효: 탈취자가 등록함" };
  return {
    en: "not in force: it ended, its DID is deactivated, or a thief registered it",
    ko: "유효하지 않음: 종료, DID 폐기 또는 탈취자의 등록",
  };
}

/** The chain has only the hashes of claims. */
function claimsText({ claims }: ListedRelyingParty, named: readonly Path[]): Bilingual {
  const registered = named.filter((path) => claims.includes(claimId(path)));
  const others = named.filter((path) => !claims.includes(claimId(path)));
  const listed = (paths: readonly Path[]): string => paths.map((path) => JSON.stringify(path)).join(", ");
  const parts: Bilingual[] = [
    { en: `it may ask for ${counted(claims.length, "claim")}`, ko: `요구할 수 있는 항목 ${claims.length}개` },
  ];
  if (registered.length > 0) parts.push({ en: `among them ${listed(registered)}`, ko: `포함: ${listed(registered)}` });
  if (others.length > 0) parts.push({ en: `not for ${listed(others)}`, ko: `제외: ${listed(others)}` });
  return { en: parts.map(({ en }) => en).join("; "), ko: parts.map(({ ko }) => ko).join("; ") };
}

/** What the reader named, for `--json`: each path, and whether the registration has it. */
export const namedClaims = ({ claims }: ListedRelyingParty, named: readonly Path[]) =>
  named.map((path) => ({ path, registered: claims.includes(claimId(path)) }));
