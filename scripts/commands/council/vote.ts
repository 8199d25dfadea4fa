import { type Ballot, checkMayVote, findProposal, vote } from "../../../src/public/council.ts";
import { waitUntil } from "../../lib/proofs/waiting.ts";
import { checkDecoded, decided, decidedText, summaryOf } from "../../lib/registries/decisions.ts";
import { bad } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const BALLOTS: Readonly<Record<Ballot, Bilingual>> = {
  for: { en: "for", ko: "찬성" },
  against: { en: "against", ko: "반대" },
  abstain: { en: "abstain", ko: "기권" },
};

interface Options {
  readonly reason: string;
  readonly undecoded?: true;
}

/** How many lines of the proposer's text are shown, so that the decoded actions stay on the screen. */
const LINES = 6;

export default defineVerb<Options>({
  noun: "council",
  verb: "vote",
  about: {
    en: "(council seat) vote on a proposal; a vote cannot be changed",
    ko: "(협의회 의석) 안건에 투표합니다. 투표는 한 번만 할 수 있으며 바꿀 수 없습니다",
  },
  example: "48213 for --key member-1",
  chain: "writes",
  confirms: true,
  usage: (command, say) =>
    command
      .argument("<proposal>", say("the proposal's id", "안건 번호"))
      .argument("<for|against|abstain>", say("the vote", "찬성(for), 반대(against), 기권(abstain)"))
      .option("--reason <text>", say("the reason, which is public", "공개되는 사유"), "")
      .option(
        "--undecoded",
        say(
          "vote although calls cannot be decoded, because you know by other means what they do",
          "해석할 수 없는 호출이 있어도 투표합니다(내용을 다른 방법으로 확인했을 때만)",
        ),
      ),
  async run(context, [id = "", choice = ""], { reason, undecoded }) {
    if (!isBallot(choice)) throw bad("a vote", choice, "for, against or abstain");
    const registry = await context.writer();
    const member = await context.actor(registry);
    const proposal = await decided(registry, await findProposal(registry, id));
    await checkMayVote(registry, proposal.id, member);
    context.show(decidedText(registry, proposal, LINES));
    // An abstention counts for the quorum, so it needs decoded actions too. A vote against an unreadable proposal does
    // no harm.
    if (choice !== "against") checkDecoded(proposal, undecoded);
    const { actions, voteStart } = proposal;
    const summary = summaryOf(actions);
    await context.confirm({
      en: `Vote ${BALLOTS[choice].en} on this proposal? A vote cannot be changed: ${summary.en}`,
      ko: `다음 안건에 ${BALLOTS[choice].ko} 투표하시겠습니까? 한 번 투표하면 바꿀 수 없습니다: ${summary.ko}`,
    });
    await waitUntil(registry, voteStart, context, { en: "for the vote to begin", ko: "표결 시작" });
    const { hash, block } = await vote(registry, member, proposal.id, choice, reason);
    return {
      json: { proposal: proposal.id, ballot: choice, actions, transaction: hash, block },
      text: {
        en: `Voted ${BALLOTS[choice].en}: ${summary.en} (block ${block})`,
        ko: `${BALLOTS[choice].ko} 투표했습니다: ${summary.ko} (블록 ${block})`,
      },
    };
  },
});

function isBallot(text: string): text is Ballot {
  return Object.hasOwn(BALLOTS, text);
}
