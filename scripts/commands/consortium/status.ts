import { healthOf } from "../../../network/health.ts";
import { consortiumAt, dirOption, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { describeHealth, exitOf } from "../../lib/consortium/texts.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly dir?: string }>({
  verb: "status",
  about: {
    en: "show each node's block, peers and role, and whether the nodes agree; exit code 69 if no blocks are sealed",
    ko: "노드별 블록, 피어, 역할과 노드 간 일치 여부를 보여 줍니다. 블록이 봉인되지 않으면 종료 코드는 69입니다",
  },
  example: "",
  usage: (command, say) => command.addOption(dirOption(say)),
  async run({ home }, _, { dir }) {
    const folder = consortiumAt(home, dir);
    const consortium = readConsortium(folder);
    const nodes = nodesHere(folder, consortium);
    const health = await healthOf(folder, consortium, nodes, Math.floor(Date.now() / 1000));
    return { ...describeHealth(health), exit: exitOf(health) };
  },
});
