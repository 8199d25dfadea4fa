import { typeIdOf } from "../../src/public/council.ts";
import { keyEntry } from "../../src/public/did.ts";
import { generateSigner } from "../../src/public/keys.ts";
import { type Agency, LIST, registerKey } from "./cast.ts";
import { extractAsked, gateAsks, licenceAsked } from "./everyday.ts";
import { nextDay, type Story, show } from "./story.ts";
import { w } from "./texts.ts";

const VALID = 0;
const INVALID = 1;
const SUSPENDED = 2;

/** What can go wrong in a credential's life, and the consequences. */
export async function trouble(story: Story): Promise<void> {
  for (const chapter of [phoneLost, employmentEnds, keyRetired, keyCompromised, accreditationWithdrawn]) {
    await nextDay(story);
    await chapter(story);
  }
}

async function setStatus(by: Agency, index: number, status: number): Promise<void> {
  await by.registry.statuses.setStatus(by.identity, LIST, index, status);
}

async function phoneLost(story: Story): Promise<void> {
  const { world, stage, agencies, bank, phone, places } = story;
  stage.title(
    w(
      "The phone is reported lost: the licence is suspended, then reinstated",
      "휴대전화 분실 신고: 운전면허증을 정지했다가 정지를 해제합니다",
    ),
  );
  await setStatus(agencies.traffic, places.licence, SUSPENDED);
  await show(story, phone, bank, [licenceAsked(world)], "invalid");
  stage.say(w("She finds it again.", "휴대전화를 되찾았습니다."));
  await setStatus(agencies.traffic, places.licence, VALID);
  await show(story, phone, bank, [licenceAsked(world)], "valid");
}

async function employmentEnds(story: Story): Promise<void> {
  const { stage, agencies, gate, phone, places } = story;
  stage.title(w("Her employment ends: the ID is revoked, for good", "퇴직: 공무원증이 취소되며, 되돌릴 수 없습니다"));
  await setStatus(agencies.sejong, places.id, INVALID);
  await show(story, phone, gate, [gateAsks(story.world)], "invalid");
}

async function keyRetired(story: Story): Promise<void> {
  const { world, stage, agencies, bank, phone } = story;
  stage.title(
    w(
      "The Road Traffic Authority retires its key: credentials that it signed stay valid",
      "한국도로교통공단의 키 교체: 이전에 서명한 증명서는 계속 유효합니다",
    ),
  );
  const { registry, identity, signer } = agencies.traffic;
  await registry.dids.retireKey(identity, keyEntry(signer.publicJwk).thumbprint);
  agencies.traffic.signer = generateSigner("ES256");
  await registerKey(agencies.traffic);
  await world.pass(60);
  await show(story, phone, bank, [licenceAsked(world)], "valid");
}

async function keyCompromised(story: Story): Promise<void> {
  const { world, stage, agencies, bank, phone } = story;
  stage.title(
    w(
      "The Community Centre's key is stolen: credentials that it signed are no longer valid",
      "한솔동 주민센터의 키 유출: 그 키로 서명한 증명서는 모두 무효가 됩니다",
    ),
  );
  const { registry, identity, signer } = agencies.hansol;
  await registry.dids.compromiseKey(identity, keyEntry(signer.publicJwk).thumbprint, world.now());
  await show(story, phone, bank, [extractAsked(world)], "invalid");
}

async function accreditationWithdrawn(story: Story): Promise<void> {
  const { world, stage, agencies, bank, phone } = story;
  stage.title(
    w(
      "The Police withdraw the Road Traffic Authority's accreditation: its licences are no longer valid",
      "경찰청이 한국도로교통공단의 인가를 철회합니다: 발급한 면허증은 더 이상 유효하지 않습니다",
    ),
  );
  const { registry } = agencies.police;
  await registry.accreditations.withdraw(agencies.traffic.identity, typeIdOf(world.vct("licence")));
  await show(story, phone, bank, [licenceAsked(world)], "invalid");
}
