import { FORMER, UNKNOWN } from "../chain/types.ts";
import { ownKey } from "../chain/world.ts";
import { AFTER, BEFORE, DAY, HOUR, START, STEP } from "../constants.ts";
import { ACCREDITATIONS } from "../registries/accreditations.ts";
import { DIDS } from "../registries/histories.ts";
import { credential, present } from "../tokens/sd-jwt.ts";
import type { CaseDefinition, Findings, Group } from "./case.ts";

/** What each history of the registries does to Sejong's credential. A history that is left out harms nothing. */
const FINDINGS: Readonly<Record<string, Findings>> = {
  suspended: { accreditation: "accreditation.suspended" },
  "suspended-again": { accreditation: "accreditation.suspended" },
  "issued-while-suspended": { accreditation: "accreditation.not-then" },
  withdrawn: { accreditation: "accreditation.withdrawn" },
  "accredited-anew": { accreditation: "accreditation.withdrawn" },
  "ended-before": { accreditation: "accreditation.not-then" },
  "suspended-after-end": { accreditation: "accreditation.suspended" },
  "accreditor-suspended": { accreditation: "accreditation.suspended" },
  "accreditor-withdrawn": { accreditation: "accreditation.withdrawn" },
  "accreditor-accredited-anew": { accreditation: "accreditation.withdrawn" },
  "accreditor-withdrawn-before": { accreditation: "accreditation.parent-withdrawn" },
  "accreditor-with-fewer-levels": { accreditation: "accreditation.beyond-levels" },
  "issued-in-annulled-epoch": { accreditation: "accreditation.annulled" },
  annulled: { accreditation: "accreditation.annulled" },
  "annulled-on-top": { accreditation: "accreditation.annulled" },
  "accreditor-deactivated": { accreditation: "accreditation.holder-deactivated" },
  "authority-deactivated": { accreditation: "accreditation.authority-deactivated" },
};

/** When it happened: a transaction takes a step (registries/histories.ts, chain/world.ts). */
const REGISTERED = START + 13 * STEP;
const RETIRED = BEFORE + STEP + HOUR;
const SUSPENDED = BEFORE + 3 * STEP;
const REINSTATED = AFTER + 9 * STEP;

/** The same presentation, by each registry. */
const histories = (): CaseDefinition[] =>
  [...ACCREDITATIONS, ...DIDS.filter(({ name }) => FINDINGS[name] !== undefined)].map(({ name, about }) => ({
    name,
    ...about,
    registry: name,
    presented: present(credential()),
    ...(FINDINGS[name] && { expected: FINDINGS[name] }),
  }));

export const accreditation = (): Group => ({
  name: "accreditation",
  about: {
    en: "Check 3: the chain of trust, from the issuer up to the type's authority.",
    ko: "3. 발급기관에서 소관 기관까지의 인가 사슬.",
  },
  cases: [
    ...histories(),
    {
      name: "type-unknown",
      en: "No such type of credential is registered.",
      ko: "등록되지 않은 종류의 증명서입니다.",
      request: { credentials: [{ id: "id", type: UNKNOWN, claims: [["family_name"]] }] },
      presented: present(credential({ vct: UNKNOWN })),
      expected: { accreditation: "accreditation.type-unknown" },
    },
    {
      name: "type-retired",
      en: "The type had been retired before the credential was issued.",
      ko: "발급 전에 이미 폐지된 종류의 증명서입니다.",
      request: { credentials: [{ id: "id", type: FORMER, claims: [["family_name"]] }] },
      presented: present(credential({ vct: FORMER })),
      expected: { accreditation: "accreditation.type-retired" },
    },
    {
      name: "type-retired-after",
      en: "A credential dated before its type was retired stays valid.",
      ko: "폐지되기 전에 발급된 증명서는 계속 유효합니다.",
      request: { credentials: [{ id: "id", type: FORMER, claims: [["family_name"]] }] },
      presented: present(credential({ vct: FORMER, iat: START + 4 * DAY })),
    },
    {
      name: "before-type",
      en: "The credential is dated before its type was registered.",
      ko: "발급일이 증명서 종류의 등록일보다 앞섭니다.",
      presented: present(credential({ iat: START - DAY })),
      expected: { issuerKey: "issuerKey.not-yet", accreditation: "accreditation.before-type" },
    },
    {
      name: "type-retired-same-second",
      en: "The second from which the type is retired.",
      ko: "종류가 폐지되는 바로 그 초입니다.",
      request: { credentials: [{ id: "id", type: FORMER, claims: [["family_name"]] }] },
      presented: present(credential({ vct: FORMER, iat: RETIRED })),
      expected: { accreditation: "accreditation.type-retired" },
    },
    {
      name: "type-retired-last-second",
      en: "The last second before the type is retired.",
      ko: "종류가 폐지되기 1초 전입니다.",
      request: { credentials: [{ id: "id", type: FORMER, claims: [["family_name"]] }] },
      presented: present(credential({ vct: FORMER, iat: RETIRED - 1 })),
    },
    {
      name: "type-same-second",
      en: "The second in which the type was registered: nobody was accredited yet.",
      ko: "종류가 등록된 바로 그 초로, 아직 아무도 인가되지 않았습니다.",
      presented: present(credential({ iat: REGISTERED })),
      expected: { issuerKey: "issuerKey.not-yet", accreditation: "accreditation.not-then" },
    },
    {
      name: "suspension-first-second",
      en: "The second of a suspension is not in the epoch that it ends.",
      ko: "정지된 그 초는 그 정지로 끝난 구간에 들지 않습니다.",
      registry: "issued-while-suspended",
      presented: present(credential({ iat: SUSPENDED })),
      expected: { accreditation: "accreditation.not-then" },
    },
    {
      name: "suspension-last-second-before",
      en: "The second before a suspension that was lifted later.",
      ko: "나중에 풀린 정지의 1초 전입니다.",
      registry: "issued-while-suspended",
      presented: present(credential({ iat: SUSPENDED - 1 })),
    },
    {
      name: "reinstated-first-second",
      en: "The second in which a suspension was lifted is in the new epoch.",
      ko: "정지가 풀린 그 초는 새 구간에 듭니다.",
      registry: "issued-while-suspended",
      presented: present(credential({ iat: REINSTATED })),
    },
    {
      name: "reinstated-second-before",
      en: "The last second of a suspension.",
      ko: "정지의 마지막 초입니다.",
      registry: "issued-while-suspended",
      presented: present(credential({ iat: REINSTATED - 1 })),
      expected: { accreditation: "accreditation.not-then" },
    },
    {
      name: "never",
      en: "The issuer was never accredited for this type.",
      ko: "이 종류의 인가를 받은 적이 없는 기관이 발급했습니다.",
      presented: present(credential({ by: "stranger", key: ownKey("stranger") })),
      expected: { accreditation: "accreditation.never" },
    },
    {
      name: "authority-itself",
      en: "The authority of a type is not accredited by being the authority.",
      ko: "소관 기관이라도 인가를 받지 않았다면 발급할 수 없습니다.",
      presented: present(credential({ by: "ministry", key: ownKey("ministry") })),
      expected: { accreditation: "accreditation.never" },
    },
    {
      name: "may-not-issue",
      en: "The issuer is accredited to accredit others, not to issue.",
      ko: "다른 기관을 인가할 수는 있지만 발급할 수는 없는 기관이 발급했습니다.",
      presented: present(credential({ by: "audit", key: ownKey("audit") })),
      expected: { accreditation: "accreditation.may-not-issue" },
    },
    {
      name: "broken",
      en: "The chain ends below the authority: no real chain has such records, an answer may.",
      ko: "인가 사슬이 소관 기관에 닿지 않습니다. 실제 체인에는 없지만 응답에는 있을 수 있는 기록입니다.",
      registry: "broken-chain",
      presented: present(credential()),
      expected: { accreditation: "accreditation.broken" },
      sources: ["records"],
    },
  ],
});
