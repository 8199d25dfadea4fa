import { stopNode } from "../../../network/besu.ts";
import { consortiumAt, nodesNamed, readConsortium } from "../../lib/consortium/consortium.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly timeout: string;
  readonly dir?: string;
}

export default defineVerb<Options>({
  verb: "down",
  about: "end the nodes in order, the last one first",
  usage: (command) =>
    command
      .argument("[node...]", "these only, such as node-2; if not given: all")
      .option("--timeout <seconds>", "how long to wait for each", "60")
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder"),
  async run({ home }, names, { timeout, dir }) {
    const folder = consortiumAt(home, dir);
    const seconds = wholeNumber("--timeout", timeout, 1, 3600);
    const stopped: string[] = [];
    for (const { name } of nodesNamed(folder, readConsortium(folder), names).toReversed()) {
      if ((await stopNode(folder, name, seconds * 1000)).stopped) stopped.push(name);
    }
    const list = stopped.join(", ") || "-";
    return { json: { stopped }, text: { en: `Stopped: ${list}`, ko: `멈춘 노드: ${list}` } };
  },
});
