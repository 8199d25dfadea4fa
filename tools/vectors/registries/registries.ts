import { encodeBytes32String } from "ethers";
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

const inDirectory = encodeBytes32String;

/** What the council did in the Directory, which says which contracts are in force. */
const IN_DIRECTORY: readonly History[] = [
  {
    name: "registry-ended",
    about: {
      en: "The council ended DIDRegistry in the Directory, and put none in its place.",
      ko: "협의회가 디렉터리에서 DIDRegistry를 끝냈고 대신할 것을 등록하지 않았습니다.",
    },
    after: (world) => world.send("council", world.at.directory.end.populateTransaction(inDirectory("DIDRegistry"))),
  },
  {
    name: "registry-distrusted",
    about: {
      en: "The council declared that nothing StatusLists ever said is to be relied on.",
      ko: "협의회가 StatusLists의 기록을 더 이상 신뢰할 수 없다고 선언했습니다.",
    },
    after: (world) => {
      const { distrust } = world.at.directory;
      return world.send("council", distrust.populateTransaction(inDirectory("StatusLists"), 0, "a bug"));
    },
  },
];

/** What happened on the chain, one registry each. */
export const HISTORIES: readonly History[] = [BASE, ...ACCREDITATIONS, ...DIDS, EXCEPTED_ANEW, ...IN_DIRECTORY];
