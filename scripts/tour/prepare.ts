import { type CouncilAction, typeIdOf } from "../../src/public/council.ts";
import { ZERO_ADDRESS } from "../../src/public/did.ts";
import { claimIds, type Wallet } from "../../src/public/holder.ts";
import { hashOfSchema } from "../../src/public/issuer.ts";
import { NO_END } from "../../src/public/registry.ts";
import { accredit, agency, CAPACITY, issue, LIST, phone as newPhone, verifier, type World } from "./cast.ts";
import type { Stage } from "./stage.ts";
import type { Agencies, Story } from "./story.ts";
import { NAMES, schemaOf, TYPES, w } from "./texts.ts";

const CAST = { interior: 1, police: 2, privacy: 3, sejong: 7, traffic: 8, hansol: 9, gate: 10, bank: 11 } as const;

/** Sets up the council, the types, the agencies, and 정새롬's phone with three credentials. */
export async function prepare(world: World, stage: Stage): Promise<Story> {
  const account = (name: keyof typeof CAST): string => world.chain.accounts[CAST[name]] ?? "";
  const agencies = await seat(world, stage, account);
  await accreditAll(world, stage, agencies);
  const phone = newPhone(world);
  const places = await issueAll(world, stage, agencies, phone);
  const gate = verifier(world, account("gate"));
  const bank = verifier(world, account("bank"));
  stage.introduce(gate.identity, NAMES.gate);
  stage.introduce(bank.identity, NAMES.bank);
  await registerVerifiers(world, agencies, gate.identity, bank.identity);
  return { world, stage, agencies, phone, places, gate, bank };
}

async function seat(world: World, stage: Stage, account: (name: keyof typeof CAST) => string): Promise<Agencies> {
  stage.title(w("The council decides who is the authority over what", "협의회가 증명서별 소관 기관을 정합니다"));
  stage.say(
    w(
      `The council's ${world.chain.seats} seats, one for each member agency, propose and vote.`,
      `회원 기관마다 한 석, 모두 ${world.chain.seats}석의 협의회가 안건을 발의하고 표결합니다.`,
    ),
  );
  const registerType = (type: keyof typeof TYPES, authority: string): CouncilAction => ({
    do: "type.register",
    vct: world.vct(type),
    authority,
    schemaHash: hashOfSchema(world.vct(type), schemaOf(type, world.vct(type))),
    schemaUri: `${world.vct(type)}/schema`,
  });
  await world.chain.decide(
    [
      registerType("id", account("interior")),
      registerType("licence", account("police")),
      registerType("extract", account("interior")),
      { do: "supervisor.appoint", supervisor: account("privacy"), until: null },
    ],
    "모바일 공무원증, 모바일 운전면허증, 주민등록표 초본",
  );
  stage.say(
    w(
      "After a vote and a delay, three types are registered: civil-servant ID and register extract (Interior), driving licence (Police).",
      "표결과 시행 지연을 거쳐 증명서 세 종류를 등록했습니다: 공무원증·주민등록표 초본(행정안전부), 운전면허증(경찰청).",
    ),
  );
  const [interior, police, privacy, sejong, traffic, hansol] = await Promise.all([
    agency(world, NAMES.interior, account("interior")),
    agency(world, NAMES.police, account("police")),
    agency(world, NAMES.privacy, account("privacy")),
    agency(world, NAMES.sejong, account("sejong")),
    agency(world, NAMES.traffic, account("traffic")),
    agency(world, NAMES.hansol, account("hansol")),
  ]);
  const agencies = { interior, police, privacy, sejong, traffic, hansol };
  for (const { identity, name } of Object.values(agencies)) stage.introduce(identity, name);
  return agencies;
}

async function accreditAll(
  world: World,
  stage: Stage,
  { interior, police, sejong, traffic, hansol }: Agencies,
): Promise<void> {
  stage.title(w("Agencies apply, and are accredited", "기관이 신청하고 인가를 받습니다"));
  await accredit(sejong, typeIdOf(world.vct("id")), interior, { root: true });
  stage.say(
    w(
      "Sejong City may issue civil-servant IDs (by the Ministry of the Interior).",
      "세종특별자치시 → 공무원증 발급 (행정안전부 인가)",
    ),
  );
  await accredit(traffic, typeIdOf(world.vct("licence")), police, { root: true });
  stage.say(
    w(
      "The Road Traffic Authority may issue driving licences (by the Police).",
      "한국도로교통공단 → 운전면허증 발급 (경찰청 인가)",
    ),
  );
  const extract = typeIdOf(world.vct("extract"));
  await accredit(sejong, extract, interior, { root: true, levels: 1 });
  await accredit(hansol, extract, sejong, { root: false });
  stage.say(
    w(
      "Hansol-dong Community Centre may issue register extracts (by Sejong City, which the Ministry accredited: two links).",
      "한솔동 주민센터 → 주민등록표 초본 발급 (행정안전부 → 세종특별자치시 → 한솔동, 2단계)",
    ),
  );
  for (const { registry, identity } of [sejong, traffic, hansol]) {
    await registry.statuses.openList(identity, LIST, CAPACITY, ZERO_ADDRESS);
  }
  stage.say(w("Each opens a status list for 8,192 credentials.", "각 기관이 증명서 8,192건의 상태 목록을 개설합니다."));
}

async function issueAll(
  world: World,
  stage: Stage,
  { sejong, traffic, hansol }: Agencies,
  phone: Wallet,
): Promise<Story["places"]> {
  stage.title(
    w("Jeong Saerom receives three credentials on her phone", "정새롬(27) 주무관이 휴대전화로 증명서 세 건을 받습니다"),
  );
  // Keys and accreditations begin with their block, so credentials are issued later.
  await world.pass(60);
  const places = {
    id: await issue(world, "id", sejong, phone),
    licence: await issue(world, "licence", traffic, phone),
    extract: await issue(world, "extract", hansol, phone),
  };
  for (const [type, by] of [
    ["id", sejong],
    ["licence", traffic],
    ["extract", hansol],
  ] as const) {
    stage.say(w(`${TYPES[type].name.en}, from ${by.name.en}`, `${TYPES[type].name.ko} — ${by.name.ko}`));
  }
  stage.say(
    w(
      "Issuing needs no transaction and puts nothing about her on the chain. Each credential is bound to a key that only her phone has.",
      "발급에는 체인 거래가 필요 없고, 체인에 개인정보도 남지 않습니다. 증명서는 각각 휴대전화에만 있는 키에 연결됩니다.",
    ),
  );
  return places;
}

/** Registers what each verifier may request; a wallet checks it before it discloses anything. */
async function registerVerifiers(world: World, { privacy }: Agencies, gate: string, bank: string): Promise<void> {
  const { registry, identity } = privacy;
  const names = new Map([
    [gate, { nameKo: "세종시청 정문 출입관리", nameEn: "Sejong City Hall, main gate", contact: "tel:+82-44-000-0000" }],
    [
      bank,
      { nameKo: "디딤은행 세종지점", nameEn: "Didim Bank, Sejong branch", contact: "https://bank.example/privacy" },
    ],
  ]);
  const register = (party: string, type: keyof typeof TYPES, claims: string[], purpose: string) => {
    const named = names.get(party) ?? { nameKo: "", nameEn: "", contact: "" };
    const entry = { ...named, claims: claimIds(claims), purpose, until: NO_END };
    return registry.relyingParties.register(identity, party, typeIdOf(world.vct(type)), entry);
  };
  await register(gate, "id", ["family_name", "given_name", "department"], "청사 출입 확인");
  await register(bank, "licence", ["family_name", "given_name", "birthdate", "licence_number"], "계좌 개설 본인 확인");
  await register(bank, "extract", ["family_name", "given_name", "birthdate", "address"], "계좌 개설 주소 확인");
}
