import { didOf } from "../chain/agencies.ts";
import { DAY, ISSUED, NOW } from "../constants.ts";
import type { Json } from "../tokens/jws.ts";
import { testKey } from "../tokens/keys.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import { type CaseDefinition, type Group, unreadable } from "./case.ts";

const FAMILY = { family_name: "정" };
const edited = (edit: (document: Json) => Json): string => vp([vc({ claims: FAMILY, edit })]);
const enveloping = (edit: (document: Json) => Json): string => vp([vc({ claims: FAMILY })], { edit });
const subjectOf = ({ credentialSubject }: Json): Json => credentialSubject as Json;

type Refused = Pick<CaseDefinition, "name" | "en" | "ko" | "presented"> & { readonly cause: string };

const REFUSED = (): readonly Refused[] => [
  {
    name: "vcdm-1",
    en: "The document is inside of a claim vc, as in VCDM 1.1.",
    ko: "VCDM 1.1처럼 문서가 vc 항목 안에 있습니다.",
    presented: edited((all) => ({ ...all, vc: { credentialSubject: FAMILY } })),
    cause: "format.vcdm-1",
  },
  {
    name: "other-context",
    en: "The first @context is not that of VCDM 2.0.",
    ko: "첫 @context가 VCDM 2.0의 것이 아닙니다.",
    presented: edited((all) => ({ ...all, "@context": ["https://www.w3.org/2018/credentials/v1"] })),
    cause: "format.context",
  },
  {
    name: "no-verifiable-credential",
    en: "The type of the document is not VerifiableCredential.",
    ko: "문서의 type에 VerifiableCredential이 없습니다.",
    presented: edited((all) => ({ ...all, type: ["Credential"] })),
    cause: "format.type",
  },
  {
    name: "two-issuers",
    en: "issuer and iss are two DIDs: two readers would check two agencies.",
    ko: "issuer와 iss가 서로 다른 DID입니다. 읽는 쪽에 따라 다른 기관을 확인하게 됩니다.",
    presented: edited((all) => ({ ...all, issuer: didOf("busan") })),
    cause: "format.issuer",
  },
  {
    name: "two-subjects",
    en: "There are two credentialSubjects.",
    ko: "credentialSubject가 둘입니다.",
    presented: edited((all) => ({ ...all, credentialSubject: [FAMILY, FAMILY] })),
    cause: "format.subject",
  },
  {
    name: "two-ends",
    en: "exp and validUntil are two times.",
    ko: "exp와 validUntil이 서로 다른 시각입니다.",
    presented: edited((all) => ({ ...all, exp: NOW + DAY, validUntil: "2030-01-01T00:00:00Z" })),
    cause: "format.time",
  },
  {
    name: "no-such-day",
    en: "validUntil is the 30th of February.",
    ko: "validUntil이 2월 30일입니다.",
    presented: edited((all) => ({ ...all, validUntil: "2027-02-30T00:00:00Z" })),
    cause: "format.time",
  },
  {
    name: "no-time-zone",
    en: "validUntil has no time zone.",
    ko: "validUntil에 시간대가 없습니다.",
    presented: edited((all) => ({ ...all, validUntil: "2027-02-01T00:00:00" })),
    cause: "format.time",
  },
  {
    name: "no-schema",
    en: "No credentialSchema says which type it is.",
    ko: "종류를 알려 주는 credentialSchema가 없습니다.",
    presented: edited(({ credentialSchema: _, ...rest }) => rest),
    cause: "format.schema",
  },
  {
    name: "two-holders",
    en: "cnf and the subject's did:jwk are two keys.",
    ko: "cnf와 credentialSubject의 did:jwk가 서로 다른 키입니다.",
    presented: edited((all) => ({ ...all, cnf: { jwk: testKey("thief").jwk } })),
    cause: "format.holder-key",
  },
  {
    name: "status-of-other-purpose",
    en: "The status is a single bit for revocation, which the registry does not keep.",
    ko: "상태가 등록부에 없는 1비트 취소 방식입니다.",
    presented: edited((all) => ({
      ...all,
      credentialStatus: { ...(all.credentialStatus as Json), statusPurpose: "revocation", statusSize: 1 },
    })),
    cause: "format.status-unsupported",
  },
  {
    name: "reserved-name",
    en: "A claim at some depth is named _sd.",
    ko: "안쪽에 이름이 _sd인 항목이 있습니다.",
    presented: edited((all) => ({ ...all, credentialSubject: { ...subjectOf(all), address: { _sd: [] } } })),
    cause: "format.claim-reserved",
  },
  {
    name: "not-enveloped",
    en: "The credential is embedded as an object: it has no signature of its own.",
    ko: "증명서가 객체로 들어 있어 자체 서명이 없습니다.",
    presented: enveloping((all) => ({ ...all, verifiableCredential: [{ type: "VerifiableCredential" }] })),
    cause: "format.envelope",
  },
  {
    name: "none-enveloped",
    en: "The presentation holds no credential.",
    ko: "vp+jwt에 증명서가 없습니다.",
    presented: enveloping((all) => ({ ...all, verifiableCredential: [] })),
    cause: "format.credentials",
  },
  {
    name: "seventeen-enveloped",
    en: "The presentation holds more than 16 credentials.",
    ko: "vp+jwt에 증명서가 16개보다 많습니다.",
    presented: vp(Array.from({ length: 17 }, () => vc({ claims: FAMILY }))),
    cause: "format.credentials",
  },
  {
    name: "presentation-in-presentation",
    en: "A presentation is enveloped instead of a credential.",
    ko: "증명서 대신 vp+jwt가 들어 있습니다.",
    presented: vp([vp([vc({ claims: FAMILY })])]),
    cause: "format.typ",
  },
  {
    name: "without-nonce",
    en: "The presentation has no nonce.",
    ko: "vp+jwt에 논스가 없습니다.",
    presented: enveloping(({ nonce: _, ...rest }) => rest),
    cause: "format.claim-missing",
  },
];

export const vcJwt = (): Group => ({
  name: "vc-jwt",
  about: {
    en: "The documents of vc+jwt and vp+jwt (VCDM 2.0, VC-JOSE-COSE).",
    ko: "vc+jwt와 vp+jwt 문서(VCDM 2.0, VC-JOSE-COSE).",
  },
  cases: [
    ...REFUSED().map(({ cause, ...rest }) => ({ ...rest, expected: unreadable(cause) })),
    {
      name: "issuer-as-object",
      en: "The issuer is an object with an id.",
      ko: "issuer가 id를 가진 객체입니다.",
      presented: edited((all) => ({ ...all, issuer: { id: all.issuer, name: "Sejong City" } })),
    },
    {
      name: "valid-until-alone",
      en: "validUntil counts without exp, too.",
      ko: "exp 없이 validUntil만 있어도 유효기간입니다.",
      presented: edited((all) => ({ ...all, validUntil: new Date((ISSUED + DAY) * 1000).toISOString() })),
      expected: { policy: ["policy.expired"] },
    },
    {
      name: "valid-from-alone",
      en: "validFrom counts without nbf, too; half a second after the clock is not yet.",
      ko: "nbf 없이 validFrom만 있어도 시작 시각입니다. 시계보다 0.5초 뒤라면 아직입니다.",
      presented: edited((all) => ({ ...all, validFrom: new Date(NOW * 1000 + 500).toISOString() })),
      expected: { policy: ["policy.not-yet-valid"] },
    },
    {
      name: "single-credential",
      en: "One credential may stand without a list around it.",
      ko: "증명서가 하나라면 목록 없이 들어 있어도 됩니다.",
      presented: enveloping((all) => ({ ...all, verifiableCredential: (all.verifiableCredential as unknown[])[0] })),
    },
    {
      name: "bound-by-subject-alone",
      en: "The subject's did:jwk binds it to the holder's key without a cnf.",
      ko: "cnf 없이 credentialSubject의 did:jwk만으로도 소지자의 키에 연결됩니다.",
      presented: edited(({ cnf: _, ...rest }) => rest),
    },
  ],
});
