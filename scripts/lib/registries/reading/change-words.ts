import { type Change, NO_END, type StatusCounts } from "../../../../src/public/registry.ts";
import { when } from "../../terminal/input/values.ts";
import { counted } from "../../terminal/output/counted.ts";
import type { Bilingual } from "../../terminal/output/output.ts";
import { REASONS, rightsText } from "../rights-text.ts";
import { inQuotes, namesText } from "./agencies.ts";
import { countsText } from "./status-lists.ts";

/** What a sentence about a change is made of. */
export interface Words {
  readonly facts: Change["facts"];
  /** The block's time, in seconds since 1970. */
  readonly time: number;
  /** A parameter as text; "" if it is left out. */
  readonly of: (fact: string) => string;
  /** A DID with the agency's name. */
  readonly did: (fact: string) => string;
  /** The type's name, quoted; its id if nobody knows the name. */
  readonly type: () => string;
  readonly at: (fact: string) => Bilingual;
  /** The end of something, if it has one. */
  readonly ending: (fact: string) => Bilingual;
  /** A text of the chain, quoted; with something before it. */
  readonly text: (fact: string, before?: string) => string;
}

type Say = (words: Words) => Bilingual;

/** The sentence for each event; times and texts of the chain are in it. */
export const SENTENCES: Readonly<Record<string, Say>> = {
  DIDOwnerChanged: ({ of }) =>
    of("owner") === ""
      ? { en: "the DID was deactivated, for good", ko: "DID가 완전히 폐기됨" }
      : { en: `account ${of("owner")} controls the DID from now on`, ko: `통제 계정이 ${of("owner")} 계정으로 바뀜` },
  DIDDelegateChanged: (words) => entryText(words, `${words.of("delegateType")} ${words.of("delegate")}`),
  DIDAttributeChanged: (words) => entryText(words, `${inQuotes(words.of("name"))} ${valueText(words.of("value"))}`),
  KeyRegistered: ({ of, ending, facts }) => {
    const [kind, end] = [kindOf(Number(facts.algorithm)), ending("until")];
    return {
      en: `${kind.en} ${named(of("thumbprint"))} was registered, ${end.en}`,
      ko: `${kind.ko} 등록: ${named(of("thumbprint"))}, ${end.ko}`,
    };
  },
  KeyEnded: ({ of, at }) =>
    of("reason") === "compromised"
      ? {
          en: `key or certificate ${named(of("thumbprint"))} was declared compromised since ${at("compromisedSince").en}`,
          ko: `키 또는 인증서 유출 선언: ${named(of("thumbprint"))}, ${at("compromisedSince").ko}부터`,
        }
      : {
          en: `key or certificate ${named(of("thumbprint"))} was retired; what it signed until then stays valid`,
          ko: `키 또는 인증서 폐기: ${named(of("thumbprint"))}. 그때까지 서명한 것은 유효함`,
        },
  RecoveryAddressChanged: ({ of, at }) =>
    of("recoverer") === ""
      ? {
          en: `from ${at("from").en} on, nobody may replace the controller`,
          ko: `${at("from").ko}부터 통제 계정을 교체할 수 있는 계정이 없음`,
        }
      : {
          en: `from ${at("from").en} on, account ${of("recoverer")} may replace the controller`,
          ko: `${at("from").ko}부터 ${of("recoverer")} 계정이 통제 계정을 교체할 수 있음`,
        },
  RecoveryStarted: ({ of, at, facts }) => ({
    en: `a recovery was started: account ${of("newController")} can take control from ${at("readyAt").en} on${facts.endKeys === true ? ", and the keys end with it" : ""}`,
    ko: `복구 시작: ${at("readyAt").ko}부터 ${of("newController")} 계정이 통제할 수 있음${facts.endKeys === true ? ". 키도 함께 폐기됨" : ""}`,
  }),
  RecoveryCancelled: () => ({ en: "the recovery was cancelled", ko: "복구가 취소됨" }),
  RecoveryFinished: ({ of }) => ({
    en: `the recovery was finished: account ${of("newController")} controls the DID`,
    ko: `복구 완료: 통제 계정은 ${of("newController")} 계정`,
  }),
  Applied: (words) => {
    const [rights, note] = [rightsIn(words), words.text("note", ": ")];
    const to = words.did("accreditor");
    return {
      en: `${words.did("issuer")} applied for ${words.type()} (${rights.en})${to === "" ? "" : ` to ${to}`}${note}`,
      ko: `인가 신청: ${words.did("issuer")}, ${words.type()} (${rights.ko})${to === "" ? "" : `, 인가 기관 ${to}`}${note}`,
    };
  },
  ApplicationClosed: (words) => {
    const [who, type, note] = [words.did("issuer"), words.type(), words.text("note", ": ")];
    return words.facts.declined === true
      ? {
          en: `the application of ${who} for ${type} was declined${note}`,
          ko: `인가 신청 거절: ${who}, ${type}${note}`,
        }
      : { en: `${who} withdrew its application for ${type}`, ko: `인가 신청 철회: ${who}, ${type}` };
  },
  Accredited: (words) => {
    const [who, by, type] = [words.did("issuer"), words.did("accreditor"), words.type()];
    const [rights, end] = [rightsIn(words), words.ending("until")];
    // A suspension that is lifted without the agency's continuing begins an epoch that is over at once.
    if (words.facts.reinstated === true && Number(words.facts.until) <= words.time) {
      return {
        en: `the suspension of ${who} for ${type} was lifted; it does not continue`,
        ko: `효력 정지 해제(인가는 계속되지 않음): ${who}, ${type}`,
      };
    }
    return words.facts.reinstated === true
      ? {
          en: `${who} was reinstated for ${type} (${rights.en}), ${end.en}`,
          ko: `효력 정지 해제: ${who}, ${type} (${rights.ko}), ${end.ko}`,
        }
      : {
          en: `${by} accredited ${who} for ${type} (${rights.en}), ${end.en}`,
          ko: `인가: ${by} → ${who}, ${type} (${rights.ko}), ${end.ko}`,
        };
  },
  AccreditationEnded: (words) => {
    const reason = REASONS[words.of("reason") as keyof typeof REASONS] ?? REASONS.annulled;
    return {
      en: `the accreditation of ${words.did("issuer")} for ${words.type()} was ${reason.en}`,
      ko: `인가 ${reason.ko}: ${words.did("issuer")}, ${words.type()}`,
    };
  },
  AgencyNamed: (words) => {
    const name = namesText({ ko: words.of("ko"), en: words.of("en") });
    return {
      en: `${words.of("issuer")} was named ${name} for ${words.type()}`,
      ko: `기관 이름 지정: ${words.of("issuer")}, ${name}, ${words.type()}`,
    };
  },
  AnchorAssigned: (words) =>
    words.of("issuer") === ""
      ? {
          en: `certificate ${words.of("anchor")} was released for ${words.type()}`,
          ko: `인증서 지정 해제: ${words.of("anchor")}, ${words.type()}`,
        }
      : {
          en: `certificate ${words.of("anchor")} was assigned to ${words.did("issuer")} for ${words.type()}`,
          ko: `인증서 지정: ${words.of("anchor")} → ${words.did("issuer")}, ${words.type()}`,
        },
  FreezeSupported: (words) => ({
    en: `${words.did("member")} called for a freeze of ${words.type()}`,
    ko: `동결 요청: ${words.did("member")}, ${words.type()}`,
  }),
  Frozen: (words) => ({
    en: `${words.type()} was frozen until ${words.at("until").en}`,
    ko: `동결: ${words.type()}, ${words.at("until").ko}까지`,
  }),
  TypeRegistered: (words) => ({
    en: `type ${words.type()} was registered, authority ${words.did("authority")}`,
    ko: `종류 등록: ${words.type()}, 소관 기관 ${words.did("authority")}`,
  }),
  TypeRetired: (words) => ({
    en: `type ${words.type()} was retired from ${words.at("retired").en} on`,
    ko: `종류 폐지: ${words.type()}, ${words.at("retired").ko}부터`,
  }),
  TypeReopened: (words) => ({
    en: `the retirement of type ${words.type()} was taken back: a thief had decided it`,
    ko: `탈취자가 결정한 종류 폐지를 되돌림: ${words.type()}`,
  }),
  SchemaChanged: (words) => ({
    en: `the schema of type ${words.type()} was changed to ${words.of("schemaHash")}${words.text("schemaUri", ", ")}`,
    ko: `종류의 스키마 변경: ${words.type()}, ${words.of("schemaHash")}${words.text("schemaUri", ", ")}`,
  }),
  AuthorityOffered: (words) => ({
    en: `${words.did("authority")} offered type ${words.type()} to ${words.did("successor") || "nobody any more"}`,
    ko: `종류 이관 제안: ${words.type()}, ${words.did("authority")} → ${words.did("successor") || "(제안 철회)"}`,
  }),
  AuthorityChanged: (words) => {
    const [type, from, to] = [words.type(), words.did("authority"), words.did("successor")];
    const since = words.at("stolenSince");
    return words.of("reason") === "stolen"
      ? {
          en: `${to} replaced ${from} as authority of type ${type}: a thief acted for it since ${since.en}`,
          ko: `소관 기관 교체(${since.ko}부터 탈취됨): ${type}, ${from} → ${to}`,
        }
      : { en: `${to} succeeded ${from} as authority of type ${type}`, ko: `소관 기관 변경: ${type}, ${from} → ${to}` };
  },
  TheftDeclared: (words) => ({
    en: `the council declared that a thief acted for type ${words.type()} since ${words.at("since").en}`,
    ko: `협의회가 탈취를 선언함: ${words.type()}, ${words.at("since").ko}부터`,
  }),
  RelyingPartyRegistered: (words) => {
    const { names, claims } = words.facts as { names?: { ko: string; en: string }; claims?: readonly string[] };
    const name = namesText(names ?? { ko: "", en: "" });
    const [who, type, end] = [words.of("relyingParty"), words.type(), words.ending("until")];
    const count = claims?.length ?? 0;
    return {
      en: `relying party ${who} ${name} was registered for ${counted(count, "claim")} of ${type}, ${end.en}${words.text("purpose", ", purpose ")}`,
      ko: `이용기관 등록: ${who} ${name}, ${type} 항목 ${count}개, ${end.ko}${words.text("purpose", ", 목적 ")}`,
    };
  },
  RegistrationEnded: (words) => {
    const reason = REGISTRATIONS[words.of("reason")] ?? REGISTRATIONS.ended;
    return {
      en: `the registration of relying party ${words.of("relyingParty")} for ${words.type()} ${reason?.en}`,
      ko: `이용기관 등록 ${reason?.ko}: ${words.of("relyingParty")}, ${words.type()}`,
    };
  },
  SupervisorAppointed: (words) => ({
    en: `${words.did("supervisor")} was appointed to supervise relying parties, ${words.ending("until").en}`,
    ko: `이용기관 감독 기관 임명: ${words.did("supervisor")}, ${words.ending("until").ko}`,
  }),
  SupervisorDismissed: (words) => {
    const [who, since] = [words.did("supervisor"), words.at("stolenSince")];
    const isStolen = words.of("reason") === "stolen";
    return {
      en: `${who} was dismissed as supervisor${isStolen ? `: a thief acted for it since ${since.en}` : ""}`,
      ko: `이용기관 감독 기관 해임${isStolen ? `(${since.ko}부터 탈취됨)` : ""}: ${who}`,
    };
  },
  SeatAdded: (words) => ({
    en: `${words.did("member")} got seat ${words.of("number")} in the council`,
    ko: `협의회 의석 추가: ${words.of("number")}번, ${words.did("member")}`,
  }),
  SeatRemoved: (words) => ({
    en: `${words.did("member")} lost seat ${words.of("number")} in the council`,
    ko: `협의회 의석 제거: ${words.of("number")}번, ${words.did("member")}`,
  }),
  GuardianChanged: (words) => ({
    en: `the council's guardian is ${words.did("guardian") || "nobody"} from now on`,
    ko: `협의회 가디언 변경: ${words.did("guardian") || "없음"}`,
  }),
  ListOpened: (words) => ({
    en: `status list ${words.of("list")} was opened for ${words.of("capacity")} credentials, operator ${words.of("operator") || "none"}`,
    ko: `상태 목록 ${words.of("list")}번 개설: 증명서 ${words.of("capacity")}건까지, 운영 계정 ${words.of("operator") || "없음"}`,
  }),
  ListExtended: (words) => ({
    en: `status list ${words.of("list")} has room for ${words.of("capacity")} credentials from now on`,
    ko: `상태 목록 ${words.of("list")}번 확장: 증명서 ${words.of("capacity")}건까지`,
  }),
  OperatorChanged: (words) => ({
    en: `the operator of status list ${words.of("list")} is ${words.of("operator") || "nobody"} from now on`,
    ko: `상태 목록 ${words.of("list")}번의 운영 계정 변경: ${words.of("operator") || "없음"}`,
  }),
  StatusesChanged: (words) => {
    const counts = countsText(words.facts as unknown as StatusCounts);
    return {
      en: `statuses in list ${words.of("list")} changed: ${counts.en}`,
      ko: `상태 목록 ${words.of("list")}번의 상태 변경: ${counts.ko}`,
    };
  },
};

const REGISTRATIONS: Readonly<Record<string, Bilingual>> = {
  ended: { en: "ended", ko: "종료" },
  withdrawn: { en: "was withdrawn", ko: "철회" },
  stolen: { en: "ended: a thief had made it", ko: "무효(탈취자가 등록함)" },
};

function rightsIn({ facts }: Words): Bilingual {
  const { mayIssue, levels, noStatus } = facts;
  return rightsText({ mayIssue: mayIssue === true, levels: Number(levels), noStatus: noStatus === true });
}

const kindOf = (algorithm: number): Bilingual =>
  algorithm >= 128 ? { en: "certificate", ko: "인증서" } : { en: "signing key", ko: "서명 키" };

/** A delegate or attribute: an end that is not in the future means that it was removed. */
function entryText({ facts, time, ending }: Words, entry: string): Bilingual {
  if (Number(facts.validTo) <= time) {
    return { en: `entry ${entry} was removed from the document`, ko: `문서 항목 제거: ${entry}` };
  }
  const end = ending("validTo");
  return { en: `entry ${entry} was set in the document, ${end.en}`, ko: `문서 항목 설정: ${entry}, ${end.ko}` };
}

/** The longest value that is shown whole, in characters of hex. */
const LONGEST = 82;

/** An attribute's bytes: as text if they are printable, as in a service's address. */
function valueText(hex: string): string {
  const text = Buffer.from(hex.slice(2), "hex").toString("utf8");
  if (/^[\x20-\x7e]+$/.test(text)) return inQuotes(text);
  return hex.length > LONGEST ? `${hex.slice(0, LONGEST)}…` : hex;
}

/** A time that a parameter names. */
export const timeText = (value: unknown): Bilingual => when(Number(value ?? 0));

/** Until when something holds. */
export function endText(value: unknown): Bilingual {
  const { en, ko } = timeText(value);
  return Number(value) >= NO_END ? { en: "without end", ko } : { en: `until ${en}`, ko: `기한 ${ko}` };
}

/** A key as credentials name it, by the base64url of its thumbprint, and as on the chain. */
const named = (thumbprint: string): string =>
  `#${Buffer.from(thumbprint.slice(2), "hex").toString("base64url")} (${thumbprint})`;
