import { claimId, generateSigner, typeIdOf } from "../../src/index.ts";
import { check, issue, request } from "./cast.ts";
import { gateAsks } from "./everyday.ts";
import { judged, nextDay, type Story, show } from "./story.ts";
import { TYPES, w } from "./words.ts";

/** What an attacker tries, and the reason for which each is refused. */
export async function refusals(story: Story): Promise<void> {
  for (const chapter of [forged, replayed, overAsked]) {
    await nextDay(story);
    await chapter(story);
  }
}

async function forged(story: Story): Promise<void> {
  const { chain, stage, agencies, gate } = story;
  stage.title(w("A forger signs an ID in Sejong City's name", "위조: 세종특별자치시 명의의 공무원증을 가짜 키로 서명"));
  const forgery = await issue(chain, "id", { ...agencies.sejong, signer: generateSigner("ES256") });
  await show(story, [forgery], gate, [gateAsks()], "not valid");
}

async function replayed(story: Story): Promise<void> {
  const { chain, stage, agencies, gate } = story;
  stage.title(
    w("Somebody recorded what she showed, and shows it again", "재사용: 예전에 제시한 내용을 가로채 다시 제시"),
  );
  const colleague = await issue(chain, "id", agencies.sejong);
  const { presented } = await show(story, [colleague], gate, [gateAsks()], "valid");
  judged(stage, await check(chain, gate, presented, request(gate, [gateAsks()])), "not valid");
}

async function overAsked({ chain, stage, gate }: Story): Promise<void> {
  stage.title(w("The gate asks for her birthdate, too", "과다 요구: 출입구가 생년월일까지 요구합니다"));
  const claims = ["family_name", "given_name", "department", "birthdate"];
  const { relyingParties } = chain.as(chain.accounts[0] ?? "");
  const answer = await relyingParties.mayAsk(gate.identity, typeIdOf(TYPES.id.vct), claims.map(claimId));
  const over = claims.filter((_, i) => ((answer.overAsked >> BigInt(i)) & 1n) === 1n);
  if (over.join() !== "birthdate")
    throw new Error(`Expected the birthdate to be over-asked, but it was: ${over.join()}`);
  stage.refused(
    w(
      "Her wallet refuses, before anything is disclosed: the gate is registered for name and department, not for birthdate.",
      "지갑이 아무것도 보여 주기 전에 거절합니다. 등록된 목적에 생년월일은 없습니다.",
    ),
  );
}
