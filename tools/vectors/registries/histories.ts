import { addressOf } from "../chain/agencies.ts";
import { FORMER } from "../chain/types.ts";
import { SEJONG_KEYS } from "../chain/world.ts";
import { DAY, HOUR, ISSUED } from "../constants.ts";
import type { History } from "./registry.ts";

/** What happens in every registry of the pack, so that one registry serves many cases. */
export const COMMON: Required<Pick<History, "before" | "after">> = {
  async before(world) {
    await world.retireKey("sejong", SEJONG_KEYS.ended());
    await world.retireType(FORMER, world.chain.time + HOUR);
  },
  async after(world) {
    await world.retireKey("sejong", SEJONG_KEYS.retired());
    await world.compromiseKey("sejong", SEJONG_KEYS.stolen(), ISSUED + DAY);
    await world.register("sejong", SEJONG_KEYS.late());
    for (const [index, value] of STATUSES) await world.setStatus("sejong", index, value);
  },
};

/** Index and status in Sejong's list 0; all others are 0. The last one of the list is 1,023. */
const STATUSES = [
  [21, 1],
  [22, 2],
  [23, 3],
  [127, 1],
  [129, 2],
] as const;

export const BASE: History = {
  name: "base",
  about: {
    en: "Ministry (the authority) accredits Province, which accredits Sejong, which issues. Nothing happened to them.",
    ko: "소관 부처가 도를, 도가 발급기관인 세종시를 인가했습니다. 그 뒤 인가에 바뀐 것은 없습니다.",
  },
};

/** Registries in which something happened to DIDs. */
export const DIDS: readonly History[] = [
  {
    name: "issuer-deactivated",
    about: { en: "Sejong deactivated its DID after the issuance.", ko: "세종시가 발급 뒤에 DID를 폐기했습니다." },
    after: (world) => world.deactivate("sejong"),
  },
  {
    name: "controller-changed",
    about: {
      en: "Sejong handed its DID over after the issuance, and ended all keys.",
      ko: "세종시가 발급 뒤에 DID를 넘기고 모든 키를 끝냈습니다.",
    },
    after: (world) => {
      const { changeOwnerEndingKeys } = world.at.dids;
      return world.send(
        "sejong",
        changeOwnerEndingKeys.populateTransaction(addressOf("sejong"), addressOf("stranger")),
      );
    },
  },
  {
    name: "accreditor-deactivated",
    about: { en: "Province deactivated its DID after the issuance.", ko: "도가 발급 뒤에 DID를 폐기했습니다." },
    after: (world) => world.deactivate("province"),
  },
  {
    name: "authority-deactivated",
    about: {
      en: "Ministry, the authority, deactivated its DID after the issuance.",
      ko: "소관 부처가 발급 뒤에 DID를 폐기했습니다.",
    },
    after: (world) => world.deactivate("ministry"),
  },
];
