import type { Bilingual } from "../../src/public/errors.ts";

/** A sentence in both languages. */
export const w = (en: string, ko: string): Bilingual => ({ en, ko });

export const GREETING = w(
  "Didim (stepping stone): the trust layer under a country's digital wallet.",
  "디딤: 국가 디지털 지갑을 뒷받침하는 신뢰 기반",
);

export const THE_END = w(
  "That was the main job: accredit, issue, present, verify, revoke. Everything went as expected.",
  "여기까지 인가, 발급, 제시, 검증, 취소의 전 과정이었습니다. 모두 예상대로 처리되었습니다.",
);

/** The type's name is `https://credentials.go.kr/`, then its path, then its edition. */
export const TYPES = {
  id: {
    path: "civil-servant-id",
    name: w("mobile civil-servant ID", "모바일 공무원증"),
  },
  licence: {
    path: "driving-licence",
    name: w("mobile driving licence", "모바일 운전면허증"),
  },
  extract: {
    path: "resident-register-extract",
    name: w("resident register extract", "주민등록표 초본"),
  },
} as const;

export const NAMES = {
  interior: w("Ministry of the Interior and Safety", "행정안전부"),
  police: w("National Police Agency", "경찰청"),
  privacy: w("Personal Information Protection Commission", "개인정보보호위원회"),
  education: w("Ministry of Education", "교육부"),
  welfare: w("Ministry of Health and Welfare", "보건복지부"),
  sejong: w("Sejong City", "세종특별자치시"),
  traffic: w("Road Traffic Authority", "한국도로교통공단"),
  hansol: w("Hansol-dong Community Centre", "한솔동 주민센터"),
  gate: w("Sejong City Hall, main gate", "세종시청 정문 출입관리"),
  bank: w("Didim Bank, Sejong branch", "디딤은행 세종지점"),
} as const;

/** The claims of 정새롬, 27, a civil servant in Sejong. */
const SAEROM = { family_name: "정", given_name: "새롬", birthdate: "1999-03-14" };

export const CLAIMS = {
  id: { ...SAEROM, agency: "세종특별자치시", department: "자치행정과", position: "주무관" },
  licence: { ...SAEROM, licence_number: "17-21-034567-80", vehicle_category: "2종 보통", valid_until: "2031-12-31" },
  extract: { ...SAEROM, address: "세종특별자치시 한솔동 누리로 27", registered_since: "2022-05-02" },
} as const;

/** The JSON Schema of a type's claims, as its authority publishes it; its hash is registered. */
export function schemaOf(type: keyof typeof TYPES, vct: string): string {
  const claims = Object.keys(CLAIMS[type]);
  return JSON.stringify({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${vct}/schema`,
    title: TYPES[type].name.ko,
    type: "object",
    properties: Object.fromEntries(claims.map((name) => [name, { type: "string", minLength: 1, maxLength: 100 }])),
    required: claims,
    additionalProperties: false,
  });
}
