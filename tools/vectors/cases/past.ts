import { CERTIFICATE, ID } from "../chain/types.ts";
import { SEJONG_KEYS } from "../chain/world.ts";
import { AFTER, BLOCK_TIME, DAY, HOUR, ISSUED, NOW } from "../constants.ts";
import { type CredentialOptions, credential, present, unbound } from "../tokens/sd-jwt.ts";
import type { CaseDefinition, Findings, Group } from "./case.ts";

const ASKED = ISSUED + 12 * HOUR;
/** One-time copies have no status, so a question about them can be answered in full. */
const credentials = [{ id: "id", type: ID, claims: [["family_name"]], oneTimeCopies: true }];
const copy = (more: CredentialOptions = {}): string =>
  present(credential({ status: undefined, exp: ISSUED + DAY, ...more }));
const THEN: Findings = { status: "status.one-time", accepted: "verdict.valid-then" };

interface Then {
  readonly name: string;
  readonly en: string;
  readonly ko: string;
  readonly registry?: string;
  readonly more?: CredentialOptions;
  readonly expected?: Findings;
}

/** A question about noon of the day of issue, asked ten days later. */
const about = ({ more = {}, expected = {}, ...rest }: Then): CaseDefinition => ({
  ...rest,
  request: { credentials, asOf: ASKED },
  presented: copy(more),
  expected: { ...THEN, ...expected },
});

const SINCE: readonly Then[] = [
  {
    name: "valid-then",
    en: "It was good then, though it has expired since.",
    ko: "그 뒤 만료되었지만 그때는 유효했습니다.",
  },
  {
    name: "suspended-since",
    en: "A suspension since then does not count.",
    ko: "그 뒤의 정지는 영향을 주지 않습니다.",
    registry: "suspended",
  },
  {
    name: "withdrawn-since",
    en: "A withdrawal since then does not count.",
    ko: "그 뒤의 철회는 영향을 주지 않습니다.",
    registry: "withdrawn",
  },
  {
    name: "accreditor-withdrawn-since",
    en: "A withdrawal of the accreditor since then does not count.",
    ko: "그 뒤에 인가 기관의 인가가 철회된 것은 영향을 주지 않습니다.",
    registry: "accreditor-withdrawn",
  },
  {
    name: "retired-since",
    en: "The key was retired since then.",
    ko: "그 뒤에 키가 폐기되었습니다.",
    more: { key: SEJONG_KEYS.retired() },
    expected: { issuerKey: "issuerKey.retired-after" },
  },
  {
    name: "compromised-since",
    en: "A theft of the key that became known since then counts.",
    ko: "그 뒤에 알려졌더라도 키의 유출은 영향을 줍니다.",
    more: { key: SEJONG_KEYS.stolen() },
    expected: { issuerKey: "issuerKey.compromised" },
  },
  {
    name: "annulled-since",
    en: "An annulment since then counts.",
    ko: "그 뒤의 무효 처리는 영향을 줍니다.",
    registry: "annulled",
    expected: { accreditation: "accreditation.annulled" },
  },
  {
    name: "deactivated-since",
    en: "A deactivation of the issuer's DID since then counts.",
    ko: "그 뒤에 발급기관의 DID가 폐기된 것은 영향을 줍니다.",
    registry: "issuer-deactivated",
    expected: { issuerKey: "issuerKey.did-deactivated", accreditation: "accreditation.holder-deactivated" },
  },
  {
    name: "authority-unknown",
    en: "The authority of that time is deactivated today, and records do not tell since when.",
    ko: "당시 소관 기관의 DID가 지금 폐기되어 있는데, 언제부터인지 기록에 없습니다.",
    registry: "handed-over",
    expected: { accreditation: "accreditation.authority-unknown-at" },
  },
  {
    name: "issued-after",
    en: "The credential was issued after the time asked about.",
    ko: "문의 시점 이후에 발급된 증명서입니다.",
    more: { iat: ASKED + 61, exp: ASKED + HOUR },
    expected: { policy: ["policy.issued-after"] },
  },
  {
    name: "expired-then",
    en: "The credential had expired by then.",
    ko: "그때 이미 유효기간이 지났습니다.",
    more: { exp: ASKED },
    expected: { policy: ["policy.expired"] },
  },
];

export const past = (): Group => ({
  name: "past",
  about: {
    en: "Questions about an earlier moment (asOf), and registries read as of a pinned block.",
    ko: "과거 시점에 대한 문의(asOf)와 지정한 블록 기준의 확인.",
  },
  cases: [
    ...SINCE.map(about),
    {
      name: "not-revoked-then",
      en: "Today's status 0 shows that it was not revoked then, not that it was not suspended.",
      ko: "현재 상태 0은 당시 취소되지 않았음을 보일 뿐, 정지되지 않았음은 보이지 않습니다.",
      request: { asOf: ASKED },
      presented: present(credential()),
      expected: { status: "status.not-revoked-then" },
    },
    {
      name: "status-unknown-then",
      en: "It is revoked today: it may have been revoked since then.",
      ko: "지금 취소되어 있습니다. 문의 시점 뒤에 취소되었을 수 있습니다.",
      request: { asOf: ASKED },
      presented: present(credential({ status: 21 })),
      expected: { status: "status.unknown-at" },
    },
    {
      name: "suspended-then",
      en: "The issuer was suspended at the time asked about, and is reinstated today.",
      ko: "문의 시점에 발급기관의 인가가 정지되어 있었고, 지금은 풀렸습니다.",
      registry: "reinstated",
      request: { asOf: AFTER + 12 * HOUR },
      presented: present(credential()),
      expected: { accreditation: "accreditation.suspended", status: "status.not-revoked-then" },
    },
    {
      name: "accreditation-unknown-then",
      en: "The accreditation had ended by then and was suspended some time: the records do not tell when.",
      ko: "인가가 그 전에 끝났고 언젠가 정지되었는데, 언제인지 기록에 없습니다.",
      registry: "suspended-after-end",
      request: { asOf: AFTER + 12 * HOUR },
      presented: present(credential()),
      expected: { accreditation: "accreditation.unknown-at", status: "status.not-revoked-then" },
    },
    {
      name: "valid-then-in-part",
      en: "It was good then; its type needs neither a status nor a holder's proof.",
      ko: "그때 유효했습니다. 상태 정보도 소지자 확인도 필요 없는 종류입니다.",
      request: { credentials: [{ id: "id", type: CERTIFICATE, claims: [["family_name"]] }], asOf: ASKED },
      presented: unbound(credential({ vct: CERTIFICATE, status: undefined, holder: undefined })),
      expected: {
        status: "status.not-required",
        holderBinding: "holderBinding.not-required",
        accepted: "verdict.valid-then-in-part",
      },
    },
    {
      name: "pinned",
      en: "A month later the verifier reads the registry as of this block: the verdict is as known then.",
      ko: "한 달 뒤 검증자가 이 블록을 지정해 확인합니다. 결과는 그때 알려진 사실 기준입니다.",
      at: NOW + 30 * DAY,
      pinned: true,
      presented: present(credential(), { iat: NOW + 30 * DAY - 5 }),
      expected: { facts: "facts.pinned", accepted: "verdict.valid-then" },
    },
    {
      name: "pinned-before",
      en: "The pinned block is more than 300 seconds older than the moment asked about.",
      ko: "지정한 블록이 문의 시점보다 300초 넘게 앞섭니다.",
      at: NOW + 30 * DAY,
      pinned: true,
      request: { asOf: BLOCK_TIME + 301 },
      presented: present(credential(), { iat: NOW + 30 * DAY - 5 }),
      expected: { facts: "facts.pinned-before" },
    },
  ],
});
