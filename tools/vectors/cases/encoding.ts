import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { didOf } from "../chain/agencies.ts";
import { ownKey } from "../chain/world.ts";
import { ISSUED, NOW } from "../constants.ts";
import { type Json, jws } from "../tokens/jws.ts";
import { type CredentialOptions, credential, present, unbound } from "../tokens/sd-jwt.ts";
import type { CaseDefinition, Group } from "./case.ts";
import { unreadable } from "./case.ts";

const shown = (options: CredentialOptions): string => present(credential(options));
const text = (edit: (json: string) => string) => (payload: Json) => edit(JSON.stringify(payload));
const jwtOf = (edit: (jwt: string) => string): string => {
  const of = credential();
  return present({ ...of, jwt: edit(of.jwt) });
};
const part = (i: number, edit: (part: string) => string) =>
  jwtOf((jwt) =>
    jwt
      .split(".")
      .map((each, at) => (at === i ? edit(each) : each))
      .join("."),
  );
const inHeader = (header: Json): string => shown({ header });

/** An HMAC with the issuer's public key as the secret, which a careless library accepts (alg confusion). */
const hmacKey = () => {
  const { jwk } = ownKey("sejong");
  return {
    ...ownKey("sejong"),
    sign: (message: Uint8Array) => hmac(sha256, Buffer.from(JSON.stringify(jwk)), message),
  };
};

/** Lists inside of lists, this many. */
const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
const partOf = (jwt: string, i: number): string => Buffer.from(jwt.split(".")[i] ?? "", "base64url").toString();
const headerText = (): string => partOf(credential().jwt, 0);
const payloadOf = (jwt: string): string => partOf(jwt, 1);

/** The filler is in the key-binding JWT: it is longest where its base64url is. */
function largest(): string {
  const filled = (length: number) => present(credential(), { edit: (all) => ({ ...all, filler: "x".repeat(length) }) });
  const length = Math.floor(((65_536 - filled(0).length) * 3) / 4);
  const fitting = [-2, -1, 0, 1, 2].map((more) => filled(length + more)).find((each) => each.length === 65_536);
  if (fitting === undefined) throw new Error("no filler fits");
  return fitting;
}

type Refused = Pick<CaseDefinition, "name" | "en" | "ko" | "presented"> & { readonly cause: string };

const REFUSED: () => readonly Refused[] = () => [
  {
    name: "alg-none",
    en: "The header says that the credential is not signed (alg: none).",
    ko: "헤더에 서명이 없다고 적혀 있습니다(alg: none).",
    presented: inHeader({ alg: "none" }),
    cause: "format.algorithm-none",
  },
  {
    name: "alg-none-mixed-case",
    en: "alg: nOnE is none, too.",
    ko: "alg: nOnE도 none입니다.",
    presented: inHeader({ alg: "nOnE" }),
    cause: "format.algorithm-none",
  },
  {
    name: "alg-hs256",
    en: "An HMAC with the issuer's public key as its secret (HS256).",
    ko: "발급기관의 공개 키를 비밀 값으로 쓴 HMAC입니다(HS256).",
    presented: shown({ key: hmacKey(), header: { alg: "HS256" } }),
    cause: "format.algorithm",
  },
  {
    name: "alg-missing",
    en: "The header names no algorithm.",
    ko: "헤더에 알고리즘이 없습니다.",
    presented: inHeader({ alg: undefined }),
    cause: "format.algorithm",
  },
  {
    name: "crit",
    en: "The header demands an extension (crit) that the verifier does not know.",
    ko: "헤더가 검증자가 모르는 확장(crit)을 요구합니다.",
    presented: inHeader({ crit: ["exp"], exp: NOW + 60 }),
    cause: "format.crit",
  },
  {
    name: "typ-jwt",
    en: "typ is JWT: the token may be of another protocol.",
    ko: "typ가 JWT입니다. 다른 프로토콜의 토큰일 수 있습니다.",
    presented: inHeader({ typ: "JWT" }),
    cause: "format.typ",
  },
  {
    name: "kid-missing",
    en: "The header names no key.",
    ko: "헤더에 키가 없습니다(kid).",
    presented: inHeader({ kid: undefined }),
    cause: "format.kid",
  },
  {
    name: "kid-of-another-did",
    en: "kid names a key of another DID than iss.",
    ko: "kid가 iss와 다른 DID의 키를 가리킵니다.",
    presented: inHeader({ kid: `${didOf("busan")}#${ownKey("busan").thumbprint}` }),
    cause: "format.kid",
  },
  {
    name: "kid-controller",
    en: "kid names #controller: only registered keys sign credentials.",
    ko: "kid가 #controller를 가리킵니다. 등록된 키만 증명서에 서명할 수 있습니다.",
    presented: inHeader({ kid: `${didOf("sejong")}#controller` }),
    cause: "format.kid",
  },
  {
    name: "repeated-name",
    en: "A member stands twice in the payload: two readers would see two documents.",
    ko: "본문에 같은 이름이 두 번 있습니다. 읽는 쪽에 따라 다른 문서가 됩니다.",
    presented: shown({ edit: text((json) => json.replace("{", `{"iat":${ISSUED - 100},`)) }),
    cause: "format.json-duplicate",
  },
  {
    name: "repeated-name-escaped",
    en: "A member stands twice, once written with an escape.",
    ko: "같은 이름이 두 번 있고, 한 번은 이스케이프로 적혀 있습니다.",
    presented: shown({ edit: text((json) => json.replace("{", String.raw`{"\u0069at":1,`)) }),
    cause: "format.json-duplicate",
  },
  {
    name: "number-unsafe",
    en: "A number that two readers may round to two values (2^53 + 1).",
    ko: "읽는 쪽에 따라 다르게 반올림될 수 있는 수입니다(2^53 + 1).",
    presented: shown({ edit: text((json) => json.replace("{", '{"serial":9007199254740993,')) }),
    cause: "format.json-number",
  },
  {
    name: "number-infinite",
    en: "A number beyond all doubles (1e400).",
    ko: "배정밀도로 나타낼 수 없는 수입니다(1e400).",
    presented: shown({ edit: text((json) => json.replace("{", '{"serial":1e400,')) }),
    cause: "format.json-number",
  },
  {
    name: "proto",
    en: "A member is named __proto__.",
    ko: "이름이 __proto__인 항목이 있습니다.",
    presented: shown({ edit: text((json) => json.replace("{", '{"__proto__":{"a":1},')) }),
    cause: "format.json-name",
  },
  {
    name: "surrogate",
    en: "A text has half of a surrogate pair.",
    ko: "문자열에 서로게이트 쌍의 반쪽이 있습니다.",
    presented: shown({ edit: text((json) => json.replace("{", String.raw`{"note":"\ud800",`)) }),
    cause: "format.json",
  },
  {
    name: "not-utf-8",
    en: "The payload is not UTF-8.",
    ko: "본문이 UTF-8이 아닙니다.",
    presented: part(1, () => Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString("base64url")),
    cause: "format.json",
  },
  {
    name: "too-deep",
    en: "The payload nests more than 16 deep.",
    ko: "본문이 16단계보다 깊게 중첩되어 있습니다.",
    presented: shown({ edit: (all) => ({ ...all, deep: nested(16) }) }),
    cause: "format.json-depth",
  },
  {
    name: "trailing-text",
    en: "Something stands behind the payload's object.",
    ko: "본문의 객체 뒤에 다른 내용이 있습니다.",
    presented: shown({ edit: text((json) => `${json}{}`) }),
    cause: "format.json",
  },
  {
    name: "payload-array",
    en: "The payload is a list.",
    ko: "본문이 목록입니다.",
    presented: shown({ edit: () => "[1]" }),
    cause: "format.json",
  },
  {
    name: "base64url-padded",
    en: "A part of the JWT is padded base64.",
    ko: "JWT의 한 부분에 base64 채움 문자가 있습니다.",
    presented: part(0, (header) => `${header}=`),
    cause: "format.base64url",
  },
  {
    name: "base64url-not-canonical",
    en: "The last character of the signature has other unused bits: a second spelling of the same bytes.",
    ko: "서명의 마지막 글자에서 쓰이지 않는 비트가 다릅니다. 같은 바이트의 다른 표기입니다.",
    presented: part(2, (signature) => signature.slice(0, -1) + nextOf(signature.at(-1) ?? "A")),
    cause: "format.base64url",
  },
  {
    name: "signature-too-short",
    en: "The signature has 63 bytes.",
    ko: "서명이 63바이트입니다.",
    presented: part(2, (signature) => Buffer.from(signature, "base64url").subarray(1).toString("base64url")),
    cause: "format.signature",
  },
  {
    name: "four-parts",
    en: "The JWT has four parts.",
    ko: "JWT가 네 부분으로 되어 있습니다.",
    presented: jwtOf((jwt) => `${jwt}.AAAA`),
    cause: "format.malformed",
  },
  {
    name: "iat-missing",
    en: "The credential has no date of issue.",
    ko: "증명서에 발급일이 없습니다.",
    presented: shown({ edit: ({ iat: _, ...rest }) => rest }),
    cause: "format.claim-missing",
  },
  {
    name: "iat-fraction",
    en: "The date of issue is a fraction of a second.",
    ko: "발급일이 정수 초가 아닙니다.",
    presented: shown({ edit: (all) => ({ ...all, iat: ISSUED + 0.5 }) }),
    cause: "format.time",
  },
  {
    name: "iat-text",
    en: "The date of issue is a text.",
    ko: "발급일이 문자열입니다.",
    presented: shown({ edit: (all) => ({ ...all, iat: String(ISSUED) }) }),
    cause: "format.time",
  },
  {
    name: "exp-null",
    en: 'exp is null, which is no time and not "no end".',
    ko: "exp가 null입니다. 시각도 아니고 무기한이라는 뜻도 아닙니다.",
    presented: shown({ edit: (all) => ({ ...all, exp: null }) }),
    cause: "format.time",
  },
  {
    name: "issuer-no-did",
    en: "The issuer is a URL, not a DID.",
    ko: "발급기관이 DID가 아니라 URL입니다.",
    presented: shown({ issuer: "https://sejong.go.kr" }),
    cause: "format.issuer",
  },
  {
    name: "issuer-did-web",
    en: "The issuer's DID is of another method: no registry here knows it.",
    ko: "발급기관의 DID가 다른 방식(did:web)이어서 이 등록부로는 알 수 없습니다.",
    presented: shown({ issuer: "did:web:sejong.go.kr" }),
    cause: "did.invalid",
  },
  {
    name: "type-missing",
    en: "The credential names no type (vct).",
    ko: "증명서에 종류(vct)가 없습니다.",
    presented: shown({ edit: ({ vct: _, ...rest }) => rest }),
    cause: "format.claim-missing",
  },
  {
    name: "proto-in-header",
    en: "A member of the header is named __proto__.",
    ko: "헤더에 이름이 __proto__인 항목이 있습니다.",
    presented: present({
      ...credential(),
      jwt: jws(`{"__proto__":{"a":1},${headerText().slice(1)}`, payloadOf(credential().jwt), ownKey("sejong")),
    }),
    cause: "format.json-name",
  },
  {
    name: "number-first-unsafe",
    en: "The first number that is not safe (2^53).",
    ko: "안전하지 않은 첫 정수입니다(2^53).",
    presented: shown({ edit: text((json) => json.replace("{", '{"serial":9007199254740992,')) }),
    cause: "format.json-number",
  },
  {
    name: "too-deep-in-header",
    en: "The header nests more than 16 deep.",
    ko: "헤더가 16단계보다 깊게 중첩되어 있습니다.",
    presented: inHeader({ deep: nested(16) }),
    cause: "format.json-depth",
  },
  {
    name: "base64-of-another-alphabet",
    en: "The signature is in base64, with + and /, not in base64url.",
    ko: "서명이 base64url이 아니라 +와 /를 쓰는 base64입니다.",
    presented: part(2, (signature) => `${signature.replaceAll("-", "+").replaceAll("_", "/").slice(0, -3)}+/A`),
    cause: "format.base64url",
  },
  {
    name: "iat-too-large",
    en: "The date of issue is beyond what the registries can store (2^40).",
    ko: "발급일이 등록부가 저장할 수 있는 범위(2^40)를 벗어납니다.",
    presented: shown({ edit: (all) => ({ ...all, iat: 2 ** 40 }) }),
    cause: "format.time",
  },
  {
    name: "type-number",
    en: "The type is a number.",
    ko: "종류(vct)가 숫자입니다.",
    presented: shown({ edit: (all) => ({ ...all, vct: 1 }) }),
    cause: "format.claim",
  },
  {
    name: "oversized",
    en: "The presentation has more than 65,536 characters.",
    ko: "제시 내용이 65,536자를 넘습니다.",
    presented: `${unbound(credential({ open: { filler: "x".repeat(49_500) } }))}`,
    cause: "format.too-large",
  },
  {
    name: "unknown-format",
    en: "The text is in no format that is known.",
    ko: "알려진 형식의 글이 아닙니다.",
    presented: "<credential/>",
    cause: "format.unknown",
  },
];

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const nextOf = (char: string): string => ALPHABET[ALPHABET.indexOf(char) + 1] ?? "B";

export const encoding = (): Group => ({
  name: "encoding",
  about: { en: "JSON, JOSE and the registered claims, read strictly.", ko: "엄격하게 읽는 JSON, JOSE와 등록된 항목." },
  cases: [
    ...REFUSED().map(({ cause, ...rest }) => ({ ...rest, expected: unreadable(cause) })),
    {
      name: "alg-unknown",
      en: "An algorithm that this verifier does not know (ES384): a later one may.",
      ko: "이 검증자가 모르는 알고리즘(ES384)입니다. 나중에는 알 수도 있습니다.",
      presented: inHeader({ alg: "ES384" }),
      expected: { credentials: [], presentation: ["presentation.unknown-algorithm"], facts: null },
    },
    {
      name: "deepest",
      en: "The payload nests exactly 16 deep.",
      ko: "본문이 정확히 16단계로 중첩되어 있습니다.",
      presented: shown({ open: { deep: nested(15) } }),
      expected: { claims: { family_name: "정", deep: nested(15) } },
    },
    {
      name: "largest",
      en: "The presentation has exactly 65,536 characters.",
      ko: "제시 내용이 정확히 65,536자입니다.",
      presented: largest(),
      expected: { claims: { family_name: "정" } },
    },
    {
      name: "escapes",
      en: "Escapes and blanks in JSON change nothing.",
      ko: "JSON의 이스케이프와 공백은 아무것도 바꾸지 않습니다.",
      presented: shown({ edit: text((json) => json.replace("{", "{ ").replace('"iss"', String.raw`"\u0069ss"`)) }),
    },
  ],
});
