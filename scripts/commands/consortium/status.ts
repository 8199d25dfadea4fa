import { healthOf } from "../../../network/health.ts";
import { consortiumAt, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { describeHealth } from "../../lib/consortium/words.ts";
import { EXIT } from "../../lib/terminal/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly dir?: string }>({
  verb: "status",
  about: "each node's block, peers and validators, and whether they agree; exit code 69 when no blocks are sealed",
  usage: (command) => command.option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder"),
  async run({ home }, _, { dir }) {
    const folder = consortiumAt(home, dir);
    const consortium = readConsortium(folder);
    const nodes = nodesHere(folder, consortium);
    const health = await healthOf(folder, consortium, nodes, Math.floor(Date.now() / 1000));
    return { ...describeHealth(health), exit: health.sealing && health.agree ? EXIT.ok : EXIT.unavailable };
  },
});
