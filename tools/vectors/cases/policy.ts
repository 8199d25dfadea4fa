import { getAddress } from "ethers";
import { addressOf, didOf } from "../chain/agencies.ts";
import { EXTRACT, ID } from "../chain/types.ts";
import { DAY, ISSUED, NOW } from "../constants.ts";
import { credential, present } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import type { Group } from "./case.ts";

const asking = (more: object) => ({ credentials: [{ id: "id", type: ID, claims: [["family_name"]], ...more }] });

export const policy = (): Group => ({
  name: "policy",
  about: { en: "What the verifier asks beyond the five checks.", ko: "다섯 항목 외에 검증자가 요구하는 것." },
  cases: [
    {
      name: "type-not-asked",
      en: "The answer is a credential of another type.",
      ko: "요청하지 않은 종류의 증명서입니다.",
      presented: present(credential({ vct: EXTRACT })),
      expected: { policy: ["policy.type-not-asked"] },
    },
    {
      name: "format-not-asked",
      en: "The verifier asks for vc+jwt and gets dc+sd-jwt.",
      ko: "vc+jwt를 요청했는데 dc+sd-jwt가 왔습니다.",
      request: asking({ format: "vc+jwt" }),
      presented: present(credential()),
      expected: { policy: ["policy.format-not-asked"] },
    },
    {
      name: "format-asked",
      en: "The verifier asks for vc+jwt and gets it.",
      ko: "vc+jwt를 요청했고 그대로 왔습니다.",
      request: asking({ format: "vc+jwt" }),
      presented: vp([vc({ claims: { family_name: "정" } })]),
    },
    {
      name: "issuer-not-accepted",
      en: "The verifier accepts another issuer only.",
      ko: "검증자는 다른 발급기관만 인정합니다.",
      request: asking({ issuers: [didOf("busan")] }),
      presented: present(credential()),
      expected: { policy: ["policy.issuer-not-accepted"] },
    },
    {
      name: "issuer-accepted",
      en: "The verifier accepts this issuer; its address is written with a checksum (EIP-55).",
      ko: "검증자가 인정하는 발급기관입니다. 주소는 체크섬(EIP-55) 표기입니다.",
      request: asking({ issuers: [`did:ethr:0x7a69:${getAddress(addressOf("sejong"))}`, didOf("busan")] }),
      presented: present(credential()),
    },
    {
      name: "authority-not-accepted",
      en: "The verifier accepts another authority of the type only.",
      ko: "검증자는 다른 소관 기관만 인정합니다.",
      request: asking({ authorities: [didOf("stranger")] }),
      presented: present(credential()),
      expected: { policy: ["policy.authority-not-accepted"] },
    },
    {
      name: "authority-accepted",
      en: "The verifier accepts this authority.",
      ko: "검증자가 인정하는 소관 기관입니다.",
      request: asking({ authorities: [didOf("ministry")] }),
      presented: present(credential()),
    },
    {
      name: "claims-missing",
      en: "A claim that the verifier asked for is withheld.",
      ko: "요청한 항목이 공개되지 않았습니다.",
      request: asking({ claims: [["family_name"], ["department"]] }),
      presented: present(credential()),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "claim-empty",
      en: "A claim without content counts as missing.",
      ko: "내용이 없는 항목은 없는 것으로 봅니다.",
      presented: present(credential({ claims: { family_name: "" } })),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "claim-empty-inside",
      en: "An object has no content if nothing in it has: the holder may have withheld all.",
      ko: "객체 안에 내용이 하나도 없으면 내용이 없는 것으로 봅니다. 소지자가 모두 감추었을 수 있습니다.",
      request: asking({ claims: [["department"]] }),
      presented: present(credential({ open: { department: { name: "", rooms: [] } }, claims: {} })),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "claim-false",
      en: "false and 0 are content.",
      ko: "false와 0은 내용이 있는 값입니다.",
      request: asking({ claims: [["retired"], ["grade"]] }),
      presented: present(credential({ open: { retired: false, grade: 0 }, claims: {} })),
      expected: { claims: { retired: false, grade: 0 } },
    },
    {
      name: "claim-sets",
      en: "One of several sets of claims is enough.",
      ko: "여러 항목 묶음 가운데 하나만 채우면 됩니다.",
      request: asking({
        claims: [
          { id: "a", path: ["resident_number"] },
          { id: "b", path: ["family_name"] },
        ],
        claimSets: [["a"], ["b"]],
      }),
      presented: present(credential()),
    },
    {
      name: "values-not-asked",
      en: "A claim has another value than the verifier asked for.",
      ko: "항목의 값이 요청한 값이 아닙니다.",
      request: asking({ claims: [{ path: ["family_name"], values: ["김", "이"] }] }),
      presented: present(credential()),
      expected: { policy: ["policy.values-not-asked"] },
    },
    {
      name: "value-of-another-type",
      en: 'A value is compared in its type too: the text "1" is not the number 1.',
      ko: '값은 자료형까지 비교합니다. 문자열 "1"은 숫자 1이 아닙니다.',
      request: asking({ claims: [{ path: ["grade"], values: [1] }] }),
      presented: present(credential({ claims: { grade: "1" } }), { disclose: ["grade"] }),
      expected: { policy: ["policy.values-not-asked"] },
    },
    {
      name: "expired",
      en: "The credential has expired: its last second is the one before exp.",
      ko: "유효기간이 지난 증명서입니다. exp 바로 앞 초까지만 유효합니다.",
      presented: present(credential({ exp: NOW })),
      expected: { policy: ["policy.expired"] },
    },
    {
      name: "last-second",
      en: "The credential expires in the next second.",
      ko: "다음 초에 만료되는 증명서입니다.",
      presented: present(credential({ exp: NOW + 1 })),
    },
    {
      name: "expired-vc-jwt",
      en: "A vc+jwt has expired (exp and validUntil).",
      ko: "유효기간이 지난 vc+jwt입니다(exp, validUntil).",
      presented: vp([vc({ exp: NOW - DAY })]),
      expected: { policy: ["policy.expired"] },
    },
    {
      name: "not-yet-valid",
      en: "The credential is not valid yet (nbf).",
      ko: "아직 유효기간이 시작되지 않은 증명서입니다(nbf).",
      presented: present(credential({ nbf: NOW + 1 })),
      expected: { policy: ["policy.not-yet-valid"] },
    },
    {
      name: "valid-from-now",
      en: "nbf is this very second.",
      ko: "nbf가 바로 지금입니다.",
      presented: present(credential({ nbf: NOW })),
    },
    {
      name: "issued-in-future",
      en: "The credential is dated more than 60 seconds in the future.",
      ko: "발급일이 60초보다 더 미래인 증명서입니다.",
      presented: present(credential({ iat: NOW + 61 })),
      expected: { policy: ["policy.issued-in-future"] },
    },
    {
      name: "issued-within-skew",
      en: "The credential is dated 60 seconds ahead: clocks may differ by that.",
      ko: "발급일이 60초 앞섭니다. 시계는 그만큼 달라도 됩니다.",
      presented: present(credential({ iat: NOW + 60 })),
    },
    {
      name: "two-problems",
      en: "Each problem has its finding.",
      ko: "문제마다 각각 결과가 나옵니다.",
      request: asking({ claims: [["department"]], issuers: [didOf("busan")] }),
      presented: present(credential({ exp: ISSUED + DAY })),
      expected: { policy: ["policy.expired", "policy.issuer-not-accepted", "policy.claims-missing"] },
    },
  ],
});
