import { type Ballot, DidimError, findProposal, vote } from "../../src/index.ts";
import { defineVerb } from "../lib/verb.ts";
import { waitUntil } from "../lib/waiting.ts";

const BALLOTS: readonly Ballot[] = ["for", "against", "abstain"];

export default defineVerb<{ reason: string }>({
  noun: "council",
  verb: "vote",
  about: "cast a seat's vote on a proposal, once and for good",
  chain: "writes",
  usage: (command) =>
    command.argument("<proposal>", "its id").argument("<for|against|abstain>").option("--reason <text>", "public", ""),
  async run(context, [id = "", choice = ""], { reason }) {
    const ballot = BALLOTS.find((one) => one === choice);
    if (ballot === undefined) throw new DidimError("cli.value", `"${choice}" is not for, against or abstain.`, {});
    const registry = await context.writer();
    const { voteStart, description } = await findProposal(registry, id);
    await waitUntil(registry, voteStart, context, { en: "for the vote to begin", ko: "표결 시작" });
    const { hash, block } = await vote(registry, await context.actor(registry), id, ballot, reason);
    return {
      json: { proposal: id, ballot, transaction: hash, block },
      text: { en: `Voted ${ballot}: ${description}`, ko: `표결 (${ballot}): ${description}` },
    };
  },
});
