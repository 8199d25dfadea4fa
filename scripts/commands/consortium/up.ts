import { findBesu, startNode } from "../../../network/besu.ts";
import { consortiumAt, nodesNamed, readConsortium } from "../../lib/consortium/consortium.ts";
import { whenSealing } from "../../lib/consortium/wait.ts";
import { describeHealth } from "../../lib/consortium/words.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly timeout: string;
  readonly dir?: string;
}

const HELP = `
Nodes are besu processes that outlive this command: besu from PATH, or $BESU. A node that runs already is left alone. $BESU_OPTS are
its Java options (-Xmx1g unless set). Logs: nodes/NAME/besu.log in the consortium's folder.`;

export default defineVerb<Options>({
  verb: "up",
  about: "start the nodes, and wait until they seal blocks and the registries answer",
  usage: (command) =>
    command
      .argument("[node...]", "these only, such as node-2; if not given: all")
      .option("--timeout <seconds>", "how long to wait", "180")
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
      .addHelpText("after", HELP),
  async run(context, names, { timeout, dir }) {
    const folder = consortiumAt(context.home, dir);
    const consortium = readConsortium(folder);
    const seconds = wholeNumber("--timeout", timeout, 1, 86_400);
    const besu = findBesu();
    const started = nodesNamed(folder, consortium, names).filter(({ name }) => startNode(besu, folder, name).started);
    context.progress({
      en: `started ${started.length} nodes; waiting for blocks`,
      ko: `노드 ${started.length}개를 시작했습니다. 블록을 기다립니다`,
    });
    return describeHealth(await whenSealing(folder, consortium, seconds));
  },
});
