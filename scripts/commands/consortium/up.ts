import { findBesu, startNode } from "../../../network/besu.ts";
import { healthOf } from "../../../network/health.ts";
import { consortiumAt, dirOption, nodesNamed, readConsortium } from "../../lib/consortium/consortium.ts";
import { describeHealth, exitOf } from "../../lib/consortium/texts.ts";
import { whenSealing } from "../../lib/consortium/wait.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly timeout: string;
  readonly dir?: string;
}

const HELP: Bilingual = {
  en: `
Nodes are besu processes that keep running after this command: besu from PATH, or $BESU. A node that already runs is not touched.
$BESU_OPTS has the Java options (default: -Xmx1g). Logs: nodes/NAME/besu.log in the consortium's folder.`,
  ko: `
노드는 이 명령이 끝난 뒤에도 계속 실행되는 besu 프로세스입니다(PATH의 besu 또는 $BESU). 이미 실행 중인 노드는 그대로 둡니다. Java
옵션은 $BESU_OPTS로 지정합니다(기본값: -Xmx1g). 로그는 컨소시엄 폴더의 nodes/이름/besu.log에 있습니다.`,
};

export default defineVerb<Options>({
  verb: "up",
  about: {
    en: "start the nodes, and wait until they seal blocks and the registries answer",
    ko: "노드를 시작하고, 블록이 봉인되고 등록부가 응답할 때까지 기다립니다",
  },
  example: "node-1 node-2",
  usage: (command, say) =>
    command
      .argument(
        "[node...]",
        say("only these nodes, such as node-2; default: all", "이 노드만(예: node-2). 생략하면 모두"),
      )
      .option("--timeout <seconds>", say("how long to wait", "기다릴 시간(초)"), "180")
      .addOption(dirOption(say))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run(context, names, { timeout, dir }) {
    const folder = consortiumAt(context.home, dir);
    const consortium = readConsortium(folder);
    const seconds = wholeNumber("--timeout", timeout, 1, 86_400);
    const besu = findBesu();
    const named = nodesNamed(folder, consortium, names);
    // Throws before anything is started if another chain has one of the ports.
    await healthOf(folder, consortium, named, Math.floor(Date.now() / 1000));
    const started = named.filter(({ name }) => startNode(besu, folder, name).started);
    context.progress({
      en: `started ${counted(started.length, "node")}; waiting for blocks`,
      ko: `노드 ${started.length}개를 시작했습니다. 블록을 기다립니다`,
    });
    const health = await whenSealing(folder, consortium, seconds);
    return { ...describeHealth(health), exit: exitOf(health) };
  },
});
