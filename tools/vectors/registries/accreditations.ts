import { addressOf } from "../chain/agencies.ts";
import { ID, typeId } from "../chain/types.ts";
import type { World } from "../chain/world.ts";
import { DAY, HOUR } from "../constants.ts";
import type { History } from "./registry.ts";

const pass = (world: World, seconds: number): void => world.chain.passTo(world.chain.time + seconds);

/** A thief of the ministry's key accredits Sejong; the council appoints a successor, who annuls that. */
async function thiefAccredits(world: World): Promise<void> {
  const since = world.chain.time;
  pass(world, HOUR);
  await world.accredit("sejong");
  pass(world, HOUR);
  await world.replaceAuthority(since);
  await world.annul("stranger", "sejong", 1);
}

/** What happened to Sejong's own accreditation. */
const OF_THE_ISSUER: readonly History[] = [
  {
    name: "suspended",
    about: { en: "Province suspended Sejong after the issuance.", ko: "도가 발급 뒤에 세종시의 인가를 정지했습니다." },
    after: (world) => world.suspend("province", "sejong"),
  },
  {
    name: "reinstated",
    about: {
      en: "Province suspended Sejong after the issuance, and reinstated it a day later.",
      ko: "도가 발급 뒤에 세종시의 인가를 정지했다가 하루 뒤에 풀었습니다.",
    },
    after: async (world) => {
      await world.suspend("province", "sejong");
      pass(world, DAY);
      await world.reinstate("province", "sejong");
    },
  },
  {
    name: "suspended-again",
    about: {
      en: "After the issuance Sejong was suspended, reinstated and suspended again.",
      ko: "발급 뒤에 세종시의 인가가 정지되고, 풀리고, 다시 정지되었습니다.",
    },
    after: async (world) => {
      await world.suspend("province", "sejong");
      pass(world, DAY);
      await world.reinstate("province", "sejong");
      pass(world, DAY);
      await world.suspend("province", "sejong");
    },
  },
  {
    name: "issued-while-suspended",
    about: {
      en: "Sejong was suspended when it issued, and was reinstated later.",
      ko: "발급 당시 세종시의 인가가 정지되어 있었고, 나중에 풀렸습니다.",
    },
    before: (world) => world.suspend("province", "sejong"),
    after: (world) => world.reinstate("province", "sejong"),
  },
  {
    name: "withdrawn",
    about: { en: "The ministry withdrew Sejong's accreditation.", ko: "소관 부처가 세종시의 인가를 철회했습니다." },
    after: (world) => world.withdraw("ministry", "sejong"),
  },
  {
    name: "accredited-anew",
    about: {
      en: "Sejong's accreditation was withdrawn after the issuance; then Sejong was accredited anew.",
      ko: "발급 뒤에 세종시의 인가가 철회되었다가 새로 인가되었습니다.",
    },
    after: async (world) => {
      await world.withdraw("ministry", "sejong");
      pass(world, DAY);
      await world.accredit("sejong", { by: "province" });
    },
  },
  {
    name: "ended",
    about: {
      en: "Sejong ended its accreditation in good order after the issuance.",
      ko: "세종시가 발급 뒤에 인가를 정상적으로 끝냈습니다.",
    },
    after: (world) => world.end("sejong"),
  },
  {
    name: "ended-before",
    about: {
      en: "Sejong had ended its accreditation before it issued.",
      ko: "세종시가 발급하기 전에 이미 인가를 끝냈습니다.",
    },
    before: (world) => world.end("sejong"),
  },
  {
    name: "suspended-after-end",
    about: {
      en: "Sejong ended its accreditation after the issuance, and was suspended a day later.",
      ko: "세종시가 발급 뒤에 인가를 끝냈고, 하루 뒤에 정지되었습니다.",
    },
    after: async (world) => {
      await world.end("sejong");
      pass(world, DAY);
      await world.suspend("province", "sejong");
    },
  },
  {
    name: "reinstated-after-end",
    about: {
      en: "Sejong ended its accreditation, was suspended, and the suspension was lifted.",
      ko: "세종시가 인가를 끝낸 뒤 정지되었고, 그 정지가 풀렸습니다.",
    },
    after: async (world) => {
      await world.end("sejong");
      await world.suspend("province", "sejong");
      pass(world, DAY);
      await world.reinstate("province", "sejong", 0n);
    },
  },
];

/** What happened above Sejong. */
const ABOVE: readonly History[] = [
  {
    name: "accreditor-suspended",
    about: {
      en: "The ministry suspended Province after the issuance.",
      ko: "소관 부처가 발급 뒤에 도의 인가를 정지했습니다.",
    },
    after: (world) => world.suspend("ministry", "province"),
  },
  {
    name: "accreditor-withdrawn",
    about: { en: "The ministry withdrew Province's accreditation.", ko: "소관 부처가 도의 인가를 철회했습니다." },
    after: (world) => world.withdraw("ministry", "province"),
  },
  {
    name: "accreditor-accredited-anew",
    about: {
      en: "Province's accreditation was withdrawn after the issuance; then Province was accredited anew.",
      ko: "발급 뒤에 도의 인가가 철회되었다가 새로 인가되었습니다.",
    },
    after: async (world) => {
      await world.withdraw("ministry", "province");
      pass(world, DAY);
      await world.accredit("province", { levels: 2 });
    },
  },
  {
    name: "accreditor-withdrawn-before",
    about: {
      en: "Before the issuance Province's accreditation was withdrawn, and Province was accredited anew. Sejong was not.",
      ko: "발급 전에 도의 인가가 철회되고 새로 인가되었지만, 세종시는 새로 인가받지 않았습니다.",
    },
    before: async (world) => {
      await world.withdraw("ministry", "province");
      await world.accredit("province", { levels: 2 });
    },
  },
  {
    name: "accreditor-with-fewer-levels",
    about: {
      en: "Before the issuance Province ended its accreditation, and got one with fewer levels. Sejong kept what it had.",
      ko: "발급 전에 도가 인가를 끝내고 더 낮은 단계의 인가를 받았으며, 세종시의 인가는 그대로였습니다.",
    },
    before: async (world) => {
      await world.end("province");
      await world.accredit("province", { levels: 1 });
    },
  },
  {
    name: "handed-over",
    about: {
      en: "The ministry handed the type over to another authority, and deactivated its DID.",
      ko: "소관 부처가 증명서 종류를 다른 기관에 넘기고 DID를 폐기했습니다.",
    },
    after: async (world) => {
      await world.handOver();
      await world.deactivate("ministry");
    },
  },
  {
    name: "annulled",
    about: {
      en: "The council declared the ministry's key stolen since the type was registered; the successor annulled Province's accreditation.",
      ko: "협의회가 소관 부처의 키가 처음부터 유출되었다고 선언했고, 후임 기관이 도의 인가를 무효로 했습니다.",
    },
    after: async (world) => {
      const { registered } = await world.at.types.typeOf(typeId(ID));
      await world.replaceAuthority(Number(registered));
      await world.annul("stranger", "province", 0);
    },
  },
  {
    name: "issued-in-annulled-epoch",
    about: {
      en: "Sejong was suspended; a thief with the ministry's key lifted that, and Sejong issued. It was annulled, and then Sejong was truly reinstated.",
      ko: "정지된 세종시를 소관 부처의 키를 훔친 사람이 풀었고, 그때 발급되었습니다. 이는 무효가 되었고, 뒤에 정당하게 풀렸습니다.",
    },
    before: async (world) => {
      await world.suspend("province", "sejong");
      await world.reinstate("ministry", "sejong");
    },
    after: async (world) => {
      const { from } = await world.at.accreditations.epochOf(addressOf("sejong"), typeId(ID), 1);
      await world.replaceAuthority(Number(from));
      await world.annul("stranger", "sejong", 1);
      await world.reinstate("province", "sejong");
    },
  },
  {
    name: "annulled-on-top",
    about: {
      en: "Sejong resigned after the issuance; a thief with the ministry's key accredited it again, and that was annulled.",
      ko: "세종시가 발급 뒤에 인가를 끝냈고, 소관 부처의 키를 훔친 사람이 다시 인가했으나 무효가 되었습니다.",
    },
    after: async (world) => {
      await world.end("sejong");
      await thiefAccredits(world);
    },
  },
];

export const ACCREDITATIONS: readonly History[] = [...OF_THE_ISSUER, ...ABOVE];
