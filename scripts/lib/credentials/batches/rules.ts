import type { Bilingual } from "../../../../src/public/index.ts";
import type { ClaimsFault } from "../../../../src/public/issuer.ts";

/** What a keyword of JSON Schema demands, in Korean. In English the validator says it. */
const KOREAN: Readonly<Record<string, string>> = {
  required: "필수 항목이 없습니다. 값을 쓰십시오",
  dependentRequired: "다른 항목에 따라 필요한 항목이 없습니다. 값을 쓰십시오",
  type: "값의 종류가 스키마와 다릅니다",
  enum: "스키마가 정한 값 가운데 하나여야 합니다",
  const: "스키마가 정한 값이어야 합니다",
  format: "스키마가 정한 형식이 아닙니다",
  pattern: "스키마가 정한 형식이 아닙니다",
  minLength: "스키마가 정한 길이보다 짧습니다",
  maxLength: "스키마가 정한 길이보다 깁니다",
  minimum: "스키마가 정한 최솟값보다 작습니다",
  exclusiveMinimum: "스키마가 정한 최솟값보다 커야 합니다",
  maximum: "스키마가 정한 최댓값보다 큽니다",
  exclusiveMaximum: "스키마가 정한 최댓값보다 작아야 합니다",
  multipleOf: "스키마가 정한 수의 배수여야 합니다",
  additionalProperties: "스키마에 없는 항목입니다",
  unevaluatedProperties: "스키마에 없는 항목입니다",
};

/** @param rule The keyword; undefined for claims that no credential may have. */
export function koreanRule(rule: string | undefined): string {
  if (rule === undefined) return "증명서에 담을 수 없는 항목입니다. 이름과 값을 확인하십시오";
  return (Object.hasOwn(KOREAN, rule) ? KOREAN[rule] : undefined) ?? `스키마의 규칙 ${rule}에 맞지 않습니다`;
}

/** What a format demands, in the clerk's words. A spreadsheet writes dates as its user's country does. */
const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: { en: "must be a date such as 2027-03-01", ko: "2027-03-01과 같은 날짜여야 합니다" },
  email: { en: "must be an address for e-mail", ko: "전자우편 주소여야 합니다" },
  uri: { en: "must be a URI, with its scheme", ko: "https:// 등으로 시작하는 URI여야 합니다" },
};

/** What is wrong with a claim, for the person who wrote it. It shows no value. */
export function whyOf({ rule, format = "", message }: ClaimsFault): Bilingual {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return known ?? { en: message, ko: koreanRule(rule) };
}
