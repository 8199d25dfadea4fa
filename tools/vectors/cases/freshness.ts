import { BLOCK_TIME, ISSUED, NOW } from "../constants.ts";
import { credential, present, unbound } from "../tokens/sd-jwt.ts";
import type { Findings, Group } from "./case.ts";

const shownAt = (at: number, of = credential()): string => present(of, { iat: at - 5 });
const NOTHING_KNOWN: Findings = {
  signature: "facts.unavailable",
  issuerKey: "facts.unavailable",
  accreditation: "facts.unavailable",
  status: "facts.unavailable",
  facts: null,
};

export const freshness = (): Group => ({
  name: "freshness",
  about: {
    en: "How old the registry's facts are, and what clocks say.",
    ko: "등록부가 얼마나 오래되었는지, 시계가 맞는지.",
  },
  cases: [
    {
      name: "oldest-allowed",
      en: "The registry was read as of 300 seconds ago, the usual limit.",
      ko: "등록부가 300초 전 기준으로, 통상의 한도입니다.",
      at: BLOCK_TIME + 300,
      presented: shownAt(BLOCK_TIME + 300),
    },
    {
      name: "stale",
      en: "The registry could only be read as of 301 seconds ago.",
      ko: "등록부를 301초 전 기준으로만 확인할 수 있습니다.",
      at: BLOCK_TIME + 301,
      presented: shownAt(BLOCK_TIME + 301),
      expected: { facts: "facts.stale" },
    },
    {
      name: "max-age",
      en: "The verifier allows 600 seconds (maxAge).",
      ko: "검증자가 600초까지 허용합니다(maxAge).",
      at: BLOCK_TIME + 301,
      request: { maxAge: 600 },
      presented: shownAt(BLOCK_TIME + 301),
    },
    {
      name: "short-max-age",
      en: "The verifier allows 5 seconds.",
      ko: "검증자가 5초만 허용합니다.",
      request: { maxAge: 5 },
      presented: present(credential()),
      expected: { facts: "facts.stale" },
    },
    {
      name: "ahead-within-skew",
      en: "The registry's time is 60 seconds ahead of the verifier's clock: clocks may differ by that.",
      ko: "등록부의 시각이 검증자의 시계보다 60초 앞섭니다. 시계는 그만큼 달라도 됩니다.",
      at: BLOCK_TIME - 60,
      presented: shownAt(BLOCK_TIME - 60),
    },
    {
      name: "ahead",
      en: "The registry's time is 61 seconds ahead of the verifier's clock: one of them is wrong.",
      ko: "등록부의 시각이 검증자의 시계보다 61초 앞섭니다. 둘 중 하나가 틀렸습니다.",
      at: BLOCK_TIME - 61,
      presented: shownAt(BLOCK_TIME - 61),
      expected: { facts: "facts.ahead" },
    },
    {
      name: "clock-behind-holder",
      en: "The holder's signature is in the future by the clock, and in time by the registry's time.",
      ko: "소지자의 서명이 시계로는 미래지만 등록부의 시각으로는 제때입니다.",
      at: BLOCK_TIME - 600,
      presented: shownAt(NOW),
      expected: { holderBinding: "holderBinding.clock-behind", facts: "facts.ahead" },
    },
    {
      name: "clock-behind-policy",
      en: "The credential is not valid yet by the clock, and valid by the registry's time.",
      ko: "증명서가 시계로는 아직 유효하지 않지만 등록부의 시각으로는 유효합니다.",
      at: BLOCK_TIME - 600,
      presented: shownAt(BLOCK_TIME - 600, credential({ nbf: BLOCK_TIME - 100 })),
      expected: { policy: ["policy.clock-behind"], facts: "facts.ahead" },
    },
    {
      name: "clock-ahead",
      en: "By the clock, the registry, the holder's signature and the credential are all too old: the clock is fast, or all are old.",
      ko: "시계로는 등록부와 소지자의 서명, 증명서가 모두 오래되었습니다. 시계가 빠르거나 모두 오래된 것입니다.",
      at: NOW + 3600,
      presented: shownAt(NOW, credential({ exp: NOW + 600 })),
      expected: {
        holderBinding: "holderBinding.clock-ahead",
        policy: ["policy.clock-ahead"],
        facts: "facts.clock-ahead",
      },
    },
    {
      name: "unavailable",
      en: "Nobody answers for the registry: what needs it cannot be found out.",
      ko: "등록부가 응답하지 않습니다. 등록부가 필요한 항목은 확인할 수 없습니다.",
      registry: null,
      presented: present(credential()),
      expected: NOTHING_KNOWN,
    },
    {
      name: "unavailable-without-proof",
      en: "Nobody answers, and nothing shows whether the type needs a holder's proof.",
      ko: "등록부가 응답하지 않아 소지자 확인이 필요한 종류인지도 알 수 없습니다.",
      registry: null,
      presented: unbound(credential()),
      expected: { ...NOTHING_KNOWN, holderBinding: "facts.unavailable" },
    },
    {
      name: "unavailable-and-replayed",
      en: "What is wrong without the registry is not valid, whether it answers or not.",
      ko: "등록부 없이도 잘못이 드러나면, 응답이 없더라도 유효하지 않습니다.",
      registry: null,
      presented: present(credential(), { nonce: "another-request-another-nonce" }),
      expected: { ...NOTHING_KNOWN, holderBinding: "holderBinding.wrong-nonce" },
    },
    {
      name: "registry-ended",
      en: "The Directory says that a registry is no longer in force: what it says does not count.",
      ko: "디렉터리에 따르면 한 등록부가 더는 효력이 없어 그 기록을 쓸 수 없습니다.",
      registry: "registry-ended",
      presented: present(credential()),
      expected: NOTHING_KNOWN,
      sources: ["records"],
    },
    {
      name: "registry-distrusted",
      en: "The Directory says that nothing a registry ever said is to be relied on.",
      ko: "디렉터리에 따르면 한 등록부의 어떤 기록도 신뢰할 수 없습니다.",
      registry: "registry-distrusted",
      presented: present(credential()),
      expected: NOTHING_KNOWN,
      sources: ["records"],
    },
    {
      name: "long-ago",
      en: "A credential has no age of its own: only exp ends it.",
      ko: "증명서 자체에는 나이가 없습니다. exp만이 유효기간을 끝냅니다.",
      presented: present(credential({ iat: ISSUED - 8 * 86_400 })),
    },
  ],
});
