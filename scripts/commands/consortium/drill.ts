import { MIN_NODES } from "../../../network/record.ts";
import { DidimError } from "../../../src/index.ts";
import { FAULTS, runCampaign } from "../../drill/campaign.ts";
import { describeReport } from "../../drill/words.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly members: string;
  readonly only?: string;
  readonly keep?: true;
}

const IDS = FAULTS.map(({ id }) => id);

const HELP = `
It makes a consortium of its own in a temporary folder, never touching another, and takes about ten minutes: agencies set statuses
all the time; in the end every status that was acknowledged must be on every node. Besu: from PATH, or $BESU. Exit code 1: something
did not hold; the folder is kept, for the nodes' logs.

Faults, in this order:
${FAULTS.map(({ id, about }) => `  ${id.padEnd(12)} ${about.en}`).join("\n")}`;

export default defineVerb<Options>({
  verb: "drill",
  about: "break a consortium made for it in every way it must withstand, and report",
  usage: (command) =>
    command
      .option("--members <number>", "how many validators", String(MIN_NODES))
      .option("--only <fault,…>", "these faults only")
      .option("--keep", "keep its folder also when everything held")
      .addHelpText("after", HELP),
  async run(context, _, { members, only, keep }) {
    const report = await runCampaign({
      validators: wholeNumber("--members", members, MIN_NODES, 16),
      faults: faultsNamed(only),
      keepFiles: keep === true,
      progress: context.progress,
    });
    return describeReport(report);
  },
});

function faultsNamed(only: string | undefined) {
  if (only === undefined) return FAULTS;
  const wanted = only.split(",");
  const unknown = wanted.find((id) => !IDS.includes(id));
  if (unknown === undefined) return FAULTS.filter(({ id }) => wanted.includes(id));
  throw new DidimError("cli.value", `There is no fault "${unknown}": ${IDS.join(", ")}.`, { value: unknown });
}
