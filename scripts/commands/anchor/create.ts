import { existsSync } from "node:fs";
import { anchorFrom, DidimError, installAnchor } from "../../../src/index.ts";
import { anchorOutcome } from "../../lib/proofs/anchors.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly member?: readonly string[];
  readonly threshold?: string;
  readonly replace?: true;
}

export default defineVerb<Options>({
  noun: "anchor",
  verb: "create",
  about: "from a node of your own: what verifiers of proofs must know beforehand, as of its newest block",
  chain: "reads",
  usage: (command) =>
    command
      .argument("<file>", "where to write it")
      .option(
        "--member <did...>",
        "on a chain without seals: who signs checkpoints; else whoever acts for the council's seats",
      )
      .option("--threshold <number>", "how many of them it takes; else a majority")
      .option("--replace", "though there is one: it is installed anew"),
  async run(context, [file = ""], { member, threshold, replace }) {
    if (existsSync(file) && replace !== true) {
      throw new DidimError("cli.file", `There is ${file} already. Advance it, or replace it: --replace.`, { file });
    }
    const registry = await context.registry();
    const members = member && (await Promise.all(member.map((each) => context.identity(each))));
    const least = threshold === undefined ? undefined : wholeNumber("a threshold", threshold, 1, 64);
    const anchor = await anchorFrom(registry, { ...(members && { members }), ...(least && { threshold: least }) });
    await installAnchor(file, anchor);
    return anchorOutcome(anchor, file, anchor.advancedAt);
  },
});
