import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { parseClaims } from "../../../../src/public/issuer.ts";
import { decodeDidJwk, type PublicJwk, publicJwk } from "../../../../src/public/keys.ts";
import { parseWritten } from "../../../../src/public/node.ts";
import { moment } from "../../terminal/input/values.ts";
import type { Bilingual } from "../../terminal/output/output.ts";

/** A value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly why: Bilingual };

const NUMBER = /^-?(0|[1-9]\d{0,30})(\.\d{1,30})?$/;

/** A cell as a claim: by the types that the schema allows there; text if it allows text, or says nothing. */
export function claimIn(cell: string, types: ReadonlySet<string>): Read<unknown> {
  if (types.size === 0 || types.has("string")) return { value: cell };
  const [numeric, logical] = [types.has("number") || types.has("integer"), types.has("boolean")];
  if (logical && /^(true|false)$/i.test(cell)) return { value: cell.toLowerCase() === "true" };
  if (numeric) return numberIn(cell, !types.has("number"));
  return { why: { en: "it must be true or false", ko: "`true` 또는 `false`여야 합니다" } };
}

function numberIn(cell: string, isWhole: boolean): Read<number> {
  const value = NUMBER.test(cell) ? exactly(cell) : undefined;
  if (value !== undefined && (!isWhole || Number.isInteger(value))) return { value };
  const wanted = isWhole
    ? { en: "a whole number such as 9", ko: "9와 같은 정수" }
    : { en: "a number such as 9.5", ko: "9.5와 같은 수" };
  return {
    why: {
      en: `it must be ${wanted.en}, in plain digits without separators or leading zeros`,
      ko: `${wanted.ko}여야 합니다. 자릿수 구분 기호와 앞의 0 없이 숫자만 쓰십시오`,
    },
  };
}

/** The number; undefined if a credential would have another one. */
function exactly(digits: string): number | undefined {
  try {
    return parseClaims(`{"n":${digits}}`).n as number;
  } catch (error) {
    if (isDidimError(error)) return undefined;
    throw error;
  }
}

/** A holder's public key: a JWK, as JSON text or as an object, or a did:jwk. */
export function holderKeyIn(given: unknown): Read<PublicJwk> {
  try {
    if (typeof given !== "string") return { value: publicJwk(given) };
    if (!given.trimStart().startsWith("{")) return { value: decodeDidJwk(given) };
    return { value: publicJwk(parseWritten(given, (why) => new DidimError("cli.batch-file", why, {}))) };
  } catch (error) {
    if (!isDidimError(error)) throw error;
    return {
      why: {
        en: "it is no public key that can be used: give what `credential key` prints (a JWK), or a did:jwk of such a key",
        ko: "쓸 수 있는 공개키가 아닙니다. `credential key`가 출력한 JWK 또는 그 키의 did:jwk를 쓰십시오",
      },
    };
  }
}

/** A moment that is the same whenever the file is read, in seconds since 1970. */
export function timeIn(given: unknown): Read<number> {
  const text = typeof given === "number" ? String(given) : given;
  try {
    if (typeof text === "string" && /^\d/.test(text)) return { value: moment(text, 0) };
  } catch (error) {
    if (!isDidimError(error)) throw error;
  }
  return {
    why: {
      en: "it is no time: give 2027-03-01, 2027-03-01T09:00:00+09:00, or seconds since 1970",
      ko: "시각이 아닙니다. `2027-03-01`, `2027-03-01T09:00:00+09:00` 또는 1970년부터의 초를 쓰십시오",
    },
  };
}

/** Row ids stay in the register for years, and people type them. */
const LONGEST_ID = 64;

export function rowIdIn(given: unknown): Read<string> {
  const text = typeof given === "number" ? String(given) : given;
  if (typeof text === "string" && text.length <= LONGEST_ID && /^[\p{L}\p{N}][\p{L}\p{N}\p{M} ._:/#@+-]*$/u.test(text))
    return { value: text };
  return {
    why: {
      en: `it is no id of a row: give 1 to ${LONGEST_ID} letters, digits, blanks and . _ : / # @ + -, beginning with a letter or a digit`,
      ko: `행 이름이 아닙니다. 글자나 숫자로 시작하여 글자, 숫자, 빈칸과 . _ : / # @ + -를 ${LONGEST_ID}자까지 쓰십시오`,
    },
  };
}
