import { stopNode } from "../../../network/besu.ts";
import { consortiumAt, dirOption, nodesNamed, readConsortium } from "../../lib/consortium/consortium.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly timeout: string;
  readonly dir?: string;
}

export default defineVerb<Options>({
  verb: "down",
  about: { en: "stop the nodes in order, the last one first", ko: "마지막 노드부터 차례로 중지합니다" },
  example: "node-2",
  usage: (command, say) =>
    command
      .argument(
        "[node...]",
        say("only these nodes, such as node-2; default: all", "이 노드만(예: node-2). 생략하면 모두"),
      )
      .option("--timeout <seconds>", say("how long to wait for each", "노드마다 기다릴 시간(초)"), "60")
      .addOption(dirOption(say)),
  async run({ home }, names, { timeout, dir }) {
    const folder = consortiumAt(home, dir);
    const seconds = wholeNumber("--timeout", timeout, 1, 3600);
    const stopped: string[] = [];
    for (const { name } of nodesNamed(folder, readConsortium(folder), names).toReversed()) {
      if ((await stopNode(folder, name, seconds * 1000)).stopped) stopped.push(name);
    }
    const list = stopped.join(", ") || "-";
    return { json: { stopped }, text: { en: `Stopped: ${list}`, ko: `중지한 노드: ${list}` } };
  },
});
