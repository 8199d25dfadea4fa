import { execute, findProposal, queue, readyAt, stateOf } from "../../../src/public/council.ts";
import type { ReceiptEvent } from "../../../src/public/registry.ts";
import { waitUntil } from "../../lib/proofs/waiting.ts";
import { checkDecoded, decided, decidedText, summaryOf } from "../../lib/registries/decisions.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** How many lines of the proposer's text are shown. */
const LINES = 6;

/** An event of the proposal has its id in the form of all other answers. */
const named = (event: ReceiptEvent, proposalId: string): ReceiptEvent =>
  "proposalId" in event.facts ? { ...event, facts: { ...event.facts, proposalId } } : event;

export default defineVerb<{ readonly undecoded?: true }>({
  noun: "council",
  verb: "execute",
  about: {
    en: "(anyone) execute an accepted proposal: start the delay if necessary, and wait for it if it is short",
    ko: "(누구나) 가결된 안건을 시행합니다. 필요하면 시행 지연을 시작하고, 지연이 짧으면 기다립니다",
  },
  example: "48213 --key member-1",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<proposal>", say("the proposal's id", "안건 번호"))
      .option(
        "--undecoded",
        say(
          "execute although calls cannot be decoded, because you know by other means what they do",
          "해석할 수 없는 호출이 있어도 시행합니다(내용을 다른 방법으로 확인했을 때만)",
        ),
      ),
  async run(context, [text = ""], { undecoded }) {
    const registry = await context.writer();
    const proposal = await decided(registry, await findProposal(registry, text));
    context.show(decidedText(registry, proposal, LINES));
    checkDecoded(proposal, undecoded);
    const { id, actions, voteEnd } = proposal;
    await waitUntil(registry, voteEnd, context, { en: "for the vote to end", ko: "표결 종료" });
    if ((await stateOf(registry, id)) === "succeeded") await queue(registry, proposal);
    const ready = await readyAt(registry, id);
    await waitUntil(registry, ready, context, { en: "for the delay to end", ko: "시행 지연 종료" });
    const { hash, block, events } = await execute(registry, proposal);
    const summary = summaryOf(actions);
    return {
      json: { proposal: id, actions, transaction: hash, block, events: events.map((one) => named(one, id)) },
      text: {
        en: `Executed: ${summary.en} (block ${block})`,
        ko: `시행했습니다: ${summary.ko} (블록 ${block})`,
      },
    };
  },
});
