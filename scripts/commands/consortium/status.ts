import { healthOf } from "../../../network/health.ts";
import { consortiumAt, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { describeHealth } from "../../lib/consortium/words.ts";
import { EXIT } from "../../lib/terminal/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly dir?: string }>({
  verb: "status",
  about: {
    en: "each node's block, peers and validators, and whether they agree; exit code 69 when no blocks are sealed",
    ko: "노드마다 블록, 피어, 검증자와 서로 일치하는지 보입니다. 블록이 봉인되지 않으면 종료 코드 69",
  },
  example: "",
  usage: (command, say) =>
    command.option(
      "--dir <folder>",
      say("the consortium's folder; else consortium in Didim's folder", "컨소시엄 폴더. 없으면 디딤 폴더의 consortium"),
    ),
  async run({ home }, _, { dir }) {
    const folder = consortiumAt(home, dir);
    const consortium = readConsortium(folder);
    const nodes = nodesHere(folder, consortium);
    const health = await healthOf(folder, consortium, nodes, Math.floor(Date.now() / 1000));
    return { ...describeHealth(health), exit: health.sealing && health.agree ? EXIT.ok : EXIT.unavailable };
  },
});
