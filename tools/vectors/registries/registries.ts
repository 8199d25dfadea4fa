import { ACCREDITATIONS } from "./accreditations.ts";
import { BASE, DIDS } from "./histories.ts";
import type { History } from "./registry.ts";

const EXCEPTED_ANEW: History = {
  name: "excepted-anew",
  about: {
    en: "Busan, whose credentials need no status, was withdrawn after the issuance, and accredited anew.",
    ko: "상태 정보가 면제된 부산시의 인가가 발급 뒤에 철회되고 새로 주어졌습니다.",
  },
  after: async (world) => {
    await world.withdraw("ministry", "busan");
    await world.accredit("busan", { exceptions: 1 });
  },
};

/** What happened on the chain, one registry each. */
export const HISTORIES: readonly History[] = [BASE, ...ACCREDITATIONS, ...DIDS, EXCEPTED_ANEW];
