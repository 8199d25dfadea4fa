import { createCouncilMember } from "../../../src/public/council.ts";
import { when } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "type",
  verb: "freeze",
  about: {
    en: "(council seat) call for a freeze: when three seats call within a day, accreditations and reinstatements stop for 14 days",
    ko: "(협의회 의석) 인가와 정지 해제의 동결을 요청합니다. 하루 안에 세 의석이 요청하면 14일 동안 동결됩니다",
  },
  example: "urn:kr:mois:civil-servant-id --key member-1",
  chain: "writes",
  usage: (command, say) =>
    command.argument("<vct>").addHelpText(
      "after",
      say(
        `
Against an authority whose key was stolen, until the council has seated another. It ends by itself, undoes nothing, and can begin again 14 days
after it ended. What is accredited already goes on, and may be suspended. The three seats need three different controllers,
and must keep them until the third call.`,
        `
소관 기관의 통제권이 탈취되었을 때 협의회가 후임 기관을 정할 때까지 쓰는 조치입니다. 동결은 저절로 끝나고 아무것도 되돌리지
않으며, 끝난 뒤 14일이 지나면 다시 할 수 있습니다. 기존 인가는 그대로 이어지고, 정지할 수도 있습니다. 세 의석의 통제 계정은
서로 달라야 하고, 세 번째 요청까지 바뀌지 않아야 합니다.`,
      ),
    ),
  async run(context, [vct = ""]) {
    const registry = await context.writer();
    const seat = createCouncilMember({ registry, did: await context.actor(registry) });
    const { seats, frozenUntil, receipt } = await seat.callForFreeze({ type: vct });
    const { hash, block } = receipt;
    const member = seat.did;
    return {
      json: { vct, member, seats, ...(frozenUntil && { frozenUntil }), transaction: hash, block },
      text: frozenUntil === undefined ? supported(vct, seats) : frozen(vct, when(frozenUntil)),
    };
  },
});

const supported = (vct: string, seats: number): Bilingual => ({
  en: `${vct}: ${seats} of 3 seats call for a freeze; the others must call within a day of the first`,
  ko: `${vct}: 동결 요청 의석 ${seats}/3. 첫 요청부터 하루 안에 나머지 의석도 요청해야 합니다`,
});

const frozen = (vct: string, until: Bilingual): Bilingual => ({
  en: `${vct} is frozen: no accreditations and no reinstatements until ${until.en}`,
  ko: `${vct}: 동결되었습니다. ${until.ko}까지 새 인가와 정지 해제를 할 수 없습니다`,
});
