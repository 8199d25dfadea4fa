import { isDidimError } from "../../src/public/index.ts";
import { generateSigner } from "../../src/public/keys.ts";
import { check, issue, phone as newPhone, request } from "./cast.ts";
import { gateAsks } from "./everyday.ts";
import { judged, nextDay, type Story, show } from "./story.ts";
import { TYPES, w } from "./texts.ts";

/** An attacker's attempts, and why each is refused. */
export async function refusals(story: Story): Promise<void> {
  for (const chapter of [forged, replayed, overAsked]) {
    await nextDay(story);
    await chapter(story);
  }
}

async function forged(story: Story): Promise<void> {
  const { world, stage, agencies, gate } = story;
  stage.title(
    w("An attacker forges an ID in Sejong City's name", "위조: 세종특별자치시 명의의 공무원증에 가짜 키로 서명"),
  );
  const forger = newPhone(world);
  await issue(world, "id", { ...agencies.sejong, signer: generateSigner("ES256") }, forger);
  await show(story, forger, gate, [gateAsks(world)], "invalid");
}

async function replayed(story: Story): Promise<void> {
  const { world, stage, agencies, gate } = story;
  stage.title(
    w(
      "An attacker recorded what a colleague presented, and presents it again",
      "재사용: 동료가 제시한 내용을 가로채 다시 제시",
    ),
  );
  const colleague = newPhone(world);
  await issue(world, "id", agencies.sejong, colleague);
  const presented = await show(story, colleague, gate, [gateAsks(world)], "valid");
  judged(stage, await check(world, gate, presented, request(gate, [gateAsks(world)])), "invalid");
}

async function overAsked({ world, stage, gate, phone }: Story): Promise<void> {
  stage.title(w("The gate asks for a birthdate, too", "과다 요구: 정문에서 생년월일까지 요구합니다"));
  const query = gateAsks(world);
  const asked = request(gate, [{ ...query, claims: [...query.claims, "birthdate"] }]);
  const review = await phone.review(asked);
  const refused = await phone.present(asked).catch((error: unknown) => error);
  if (!isDidimError(refused, "holder.over-asking")) throw new Error("Expected the wallet to refuse, but it did not.");
  stage.refused(review.text);
  for (const { overAsked, registration } of review.items) {
    const [over, purpose] = [overAsked.join(", "), registration?.purpose];
    stage.say(
      w(
        `${TYPES.id.name.en}: ${over} is not among what it is registered for ("${purpose}"). Nothing has been shown.`,
        `${TYPES.id.name.ko}: ${over} 항목은 등록되어 있지 않습니다(등록된 목적: "${purpose}"). 아무것도 제시하지 않았습니다.`,
      ),
    );
  }
}
