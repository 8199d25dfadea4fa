import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { findBesu } from "../../../network/besu.ts";
import type { Sighting } from "../../../network/standstill.ts";
import { type RestartedBy, Watchdog } from "../../../network/watchdog.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { consortiumAt, dirOption, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { koreanOf } from "../../lib/terminal/language/korean.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly every: string;
  readonly still: string;
  readonly restart?: string;
  readonly dir?: string;
}

const HELP: Bilingual = {
  en: `
A node stands still if it is connected and more than 10 blocks behind, but has no new block. Besu 26.2 does that after a restart
now and then (docs/operations.md). Such a node counts as absent until it is restarted. The command runs until Ctrl-C, and writes a
line for each restart. Nodes that other members run are not touched, nor are nodes that somebody stopped.`,
  ko: `
연결되어 있고 10블록 넘게 뒤처졌는데도 새 블록을 받지 못하는 노드는 멈춘 노드입니다. Besu 26.2에서 재시작 뒤 가끔 일어납니다
(docs/operations.md). 멈춘 노드는 다시 시작할 때까지 없는 것으로 봅니다. 이 명령은 Ctrl-C를 누를 때까지 실행되며, 다시 시작할 때마다 한
줄씩 출력합니다. 다른 회원의 노드와 사람이 중지한 노드는 건드리지 않습니다.`,
};

interface Restart {
  readonly node: string;
  /** The block at which it stood still. */
  readonly block: number;
  /** Seconds since 1970. */
  readonly at: number;
}

export default defineVerb<Options>({
  verb: "watch",
  about: {
    en: "restart this machine's nodes that stand still, until Ctrl-C",
    ko: "이 컴퓨터의 멈춘 노드를 다시 시작합니다. Ctrl-C로 끝냅니다",
  },
  example: "",
  usage: (command, say) =>
    command
      .option("--every <seconds>", say("how often to look", "확인 간격(초)"), "10")
      .option("--still <seconds>", say("how long a node may stand still", "멈춘 채로 둘 수 있는 시간(초)"), "60")
      .option(
        "--restart <command>",
        say(
          "restart nodes by this command, with {node} for the name; default: as `up` starts them",
          "노드를 다시 시작할 명령(노드 이름을 넣을 자리: {node}). 생략하면 직접 다시 시작합니다",
        ),
      )
      .addOption(dirOption(say))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run(context, _, { every, still, restart, dir }) {
    const folder = consortiumAt(context.home, dir);
    const nodes = nodesHere(folder, readConsortium(folder));
    const everyMs = 1000 * wholeNumber("--every", every, 1, 3600);
    const stillMs = 1000 * wholeNumber("--still", still, 1, 86_400);
    const watchdog = new Watchdog({ folder, nodes, by: restartedBy(restart), stillMs });
    const names = nodes.map(({ name }) => name).join(", ");
    context.progress({ en: `watching ${names}`, ko: `지켜보는 노드: ${names}` });
    const restarts = await watchUntilStopped(context, watchdog, everyMs);
    const count = restarts.length;
    return {
      json: { restarts },
      text: { en: `Restarts: ${count}`, ko: `다시 시작한 횟수: ${count}` },
    };
  },
});

/** The command's words. No shell reads them, so a word cannot hold a space. */
function restartedBy(command: string | undefined): RestartedBy {
  if (command === undefined) return { besu: findBesu() };
  if (command.includes("{node}")) return { command: command.trim().split(/ +/) };
  throw new DidimError("cli.value", "--restart needs {node}, which stands for the node's name.", { value: command });
}

async function watchUntilStopped(context: Context, watchdog: Watchdog, everyMs: number): Promise<readonly Restart[]> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) void once(process, signal).then(() => stop.abort());
  const restarts: Restart[] = [];
  while (!stop.signal.aborted) {
    for (const { name, block = 0 } of await round(context, watchdog)) {
      context.progress({
        en: `${name} stood still at block ${block}; restarted`,
        ko: `${name} 노드가 블록 ${block}에서 멈춰 있어 다시 시작했습니다`,
      });
      restarts.push({ node: name, block, at: Math.floor(Date.now() / 1000) });
    }
    await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  return restarts;
}

/** A node that does not stop must not end the watch over the others. */
async function round(context: Context, watchdog: Watchdog): Promise<readonly Sighting[]> {
  try {
    return await watchdog.round();
  } catch (error) {
    if (!isDidimError(error)) throw error;
    context.progress({ en: error.message, ko: koreanOf(error) ?? error.message });
    return [];
  }
}
