import {
  type CouncilAction,
  checkDecoded as checkReadable,
  type Decision,
  type DescribedValue,
  decisionsOf,
  describeAction,
  type NamedType,
  type Proposal,
  type ProposalState,
  type Undecodable,
  type UndecodedCall,
} from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { CONTRACT_NAMES, type Registry } from "../../../src/public/registry.ts";
import { plain, when } from "../terminal/input/values.ts";
import type { Bilingual, Language } from "../terminal/output/output.ts";
import { quoted, quotedLines } from "../terminal/output/untrusted-text.ts";
import { type Agencies, agenciesOf } from "./reading/agencies.ts";

/** A proposal with its decoded calls. */
export interface Decided extends Proposal {
  readonly actions: readonly Decision[];
  readonly state?: ProposalState;
}

export async function decided(registry: Registry, proposal: Proposal): Promise<Decided> {
  return { ...proposal, actions: await decisionsOf(registry, proposal) };
}

/**
 * Throws `council.undecoded` if a call is not one of the council's actions, unless the option --undecoded accepts that.
 */
export function checkDecoded({ id, actions }: Decided, undecoded: true | undefined): void {
  if (undecoded !== true) checkReadable(id, actions);
}

/** First what a proposal decides, then the proposer's text, at most `most` lines of it. */
export function decidedText(
  registry: Registry,
  decided: Decided,
  most: number,
  agencies: Pick<Agencies, "text"> = DIDS_ALONE,
): Bilingual {
  const { id, state, voteStart, voteEnd, proposer, description } = decided;
  const claim = quotedLines(description, most, "  ");
  const words = (lang: Language): string => {
    const period = `${when(voteStart)[lang]} – ${when(voteEnd)[lang]}`;
    const head = [id, ...(state === undefined ? [] : [STATES[state][lang]]), period].join("  ");
    const who = agencies.text(formatDid(registry.chainId, proposer));
    return [
      head,
      actionsText(registry, decided.actions, lang, agencies),
      `  ${CLAIM[lang]} (${who}):`,
      claim[lang],
    ].join("\n");
  };
  return { en: words("en"), ko: words("ko") };
}

/** The number of actions by kind, on one line. It is shown last, so that nothing above can push it off the screen. */
export function summaryOf(actions: readonly Decision[]): Bilingual {
  const kinds = (lang: Language): string => {
    const counts = new Map<string, number>();
    for (const action of actions) counts.set(kindOf(action, lang), (counts.get(kindOf(action, lang)) ?? 0) + 1);
    return [...counts].map(([kind, count]) => `${kind}${count > 1 ? ` × ${count}` : ""}`).join(", ");
  };
  return { en: kinds("en"), ko: kinds("ko") };
}

function kindOf(action: Decision, lang: Language): string {
  if (action.do === null) return UNDECODED[lang];
  return lang === "en" ? action.do : describeAction(action).title.ko;
}

const CLAIM: Bilingual = {
  en: "The proposer's own description (not checked)",
  ko: "발의자의 설명(확인되지 않은 내용)",
};
const UNDECODED: Bilingual = { en: "CANNOT BE DECODED", ko: "해석할 수 없음" };

/** The states of a proposal, for display. */
export const STATES: Readonly<Record<ProposalState, Bilingual>> = {
  pending: { en: "pending", ko: "표결 전" },
  active: { en: "active", ko: "표결 중" },
  cancelled: { en: "cancelled", ko: "취소됨" },
  defeated: { en: "defeated", ko: "부결" },
  succeeded: { en: "succeeded", ko: "가결" },
  queued: { en: "queued", ko: "시행 대기" },
  expired: { en: "expired", ko: "만료" },
  executed: { en: "executed", ko: "시행됨" },
};

const REASONS: Readonly<Record<Undecodable, Bilingual>> = {
  target: { en: "it calls a contract that is not of this deployment", ko: "이 배포에 속하지 않은 계약을 호출함" },
  function: { en: "it calls a function that is not the council's", ko: "협의회의 기능이 아닌 함수를 호출함" },
  arguments: { en: "its data is not exactly that of an action", ko: "데이터가 조치의 형식과 정확히 일치하지 않음" },
  value: { en: "it sends money, which no action does", ko: "송금이 포함됨(협의회의 조치에는 송금이 없음)" },
};

/** For output without the names of agencies. */
const DIDS_ALONE: Pick<Agencies, "text"> = { text: (did) => did };

/** The names of the proposers, and of all DIDs in what the proposals decide. Throws `facts.*`. */
export function agenciesIn(registry: Registry, all: readonly Decided[]): Promise<Agencies> {
  const dids = all.flatMap(({ proposer, actions }) => [proposer, ...actions.flatMap(identitiesIn)]);
  return agenciesOf(
    registry,
    dids.map((identity) => formatDid(registry.chainId, identity)),
  );
}

const identitiesIn = (action: Decision): string[] =>
  action.do === null
    ? []
    : describeAction(action).values.flatMap(({ kind, value }) => (kind === "did" ? [String(value)] : []));

export function actionsText(
  registry: Registry,
  actions: readonly Decision[],
  lang: Language,
  agencies: Pick<Agencies, "text"> = DIDS_ALONE,
): string {
  return actions
    .map(
      (one, i) =>
        `  ${i + 1}. ${one.do === null ? undecodedText(one, lang) : actionText(registry, one, lang, agencies)}`,
    )
    .join("\n");
}

const INDENT = "     ";

function actionText(
  registry: Registry,
  action: CouncilAction,
  lang: Language,
  agencies: Pick<Agencies, "text">,
): string {
  const { title, values } = describeAction(action);
  const lines = values.map((each) => `${INDENT}${each.label[lang]}:${valueText(registry, each, agencies)[lang]}`);
  return [`${title[lang]} (${action.do})`, ...lines].join("\n");
}

/** The value on the line of its label, or below it. */
function valueText(registry: Registry, told: DescribedValue, agencies: Pick<Agencies, "text">): Bilingual {
  const { en, ko } = oneValue(registry, told, agencies);
  const beside = (words: string): string => (words.startsWith("\n") ? words : ` ${words}`);
  return { en: beside(en), ko: beside(ko) };
}

const NONE: Bilingual = { en: "none", ko: "없음" };
const UNNAMED: Bilingual = { en: "a type without a known name", ko: "이름을 알 수 없는 증명서 종류" };

function oneValue(
  { chainId, addresses }: Registry,
  { kind, value }: DescribedValue,
  agencies: Pick<Agencies, "text">,
): Bilingual {
  switch (kind) {
    case "did":
      return plain(agencies.text(formatDid(chainId, String(value))));
    case "address": {
      const name = CONTRACT_NAMES.find((each) => addresses.contracts[each].address === value);
      return name === undefined
        ? plain(String(value))
        : { en: `${value} (this deployment's ${name})`, ko: `${value} (이 배포의 ${name})` };
    }
    case "since":
      return value === 0 ? { en: "not stolen", ko: "탈취되지 않음" } : when(Number(value));
    case "until":
      return when(Number(value));
    case "yes or no":
      return value === true ? { en: "yes", ko: "예" } : { en: "no", ko: "아니요" };
    case "demand":
      return value === "none" ? { en: "not required", ko: "필요 없음" } : { en: "required", ko: "필수" };
    case "hash":
      return /^0x0+$/.test(String(value)) ? NONE : plain(String(value));
    case "type":
      return typeText(value as NamedType);
    case "text":
      return value === "" ? NONE : ofStranger(value);
    case "number":
      return plain(String(value));
  }
}

/** A name is quoted, so that it cannot be taken for an id. */
function typeText({ vct, typeId }: NamedType): Bilingual {
  return vct === undefined ? { en: `${UNNAMED.en}, ${typeId}`, ko: `${UNNAMED.ko}, ${typeId}` } : ofStranger(vct);
}

const ofStranger = (value: unknown): Bilingual => quoted(String(value), `${INDENT}  `);

/** Characters; enough to recognise the data. The JSON has all of it. */
const LONGEST_DATA = 74;

function undecodedText(
  { why, contract, function: signature, target, value, data }: UndecodedCall,
  lang: Language,
): string {
  const known = contract === null ? "" : ` (${lang === "en" ? "this deployment's" : "이 배포의"} ${contract})`;
  const shown =
    data.length > LONGEST_DATA
      ? `${data.slice(0, LONGEST_DATA)}… (${(data.length - 2) / 2} ${lang === "en" ? "bytes" : "바이트"})`
      : data;
  return [
    `${UNDECODED[lang]}: ${REASONS[why][lang]}`,
    `${INDENT}${target}${known}`,
    ...(signature === null ? [] : [`${INDENT}${signature}`]),
    ...(value === 0n ? [] : [`${INDENT}${value} wei`]),
    `${INDENT}${shown}`,
  ].join("\n");
}
