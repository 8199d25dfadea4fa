import { setTimeout as sleep } from "node:timers/promises";
import { claim, type Fault, MAX_SILENCE, PATIENCE, seconds } from "../fault.ts";
import type { Nodes } from "../nodes.ts";
import { watch } from "../watch.ts";

const WATCH = 20;
/** How many ms of each second a slow node runs. */
const WORKS_MS = 300;
const SECOND = 1000;

/**
 * First the nodes are frozen with all connections open, the worst kind of slowness. Then they run for a third of the
 * time.
 */
export const slow: Fault = {
  id: "slow",
  about: { en: "as many frozen, then slow, as may fail", ko: "허용된 수만큼 멈추게 한 뒤, 느리게 실행" },
  async run({ nodes, load, tolerated }) {
    const victims = nodes.names.slice(-tolerated);
    nodes.freeze(...victims);
    const frozen = await watch(load, WATCH);
    const slowed = stutter(nodes, victims);
    const slow = await watch(load, WATCH);
    await slowed.end();
    const caughtUpSeconds = seconds(await nodes.whenCaughtUp(victims, PATIENCE));
    const goOn = [frozen, slow].every(({ writes, silenceSeconds }) => writes > 0 && silenceSeconds < MAX_SILENCE);
    return {
      claims: [
        claim(goOn, "writes go on", "쓰기가 계속됩니다"),
        claim(true, "awake, they catch up", "다시 움직이면 따라잡습니다"),
      ],
      figures: {
        writes: frozen.writes + slow.writes,
        silenceSeconds: Math.max(frozen.silenceSeconds, slow.silenceSeconds),
        caughtUpSeconds,
      },
    };
  },
};

function stutter(nodes: Nodes, names: readonly string[]) {
  let going = true;
  const done = (async (): Promise<void> => {
    while (going) {
      nodes.thaw(...names);
      await sleep(WORKS_MS);
      nodes.freeze(...names);
      await sleep(SECOND - WORKS_MS);
    }
    nodes.thaw(...names);
  })();
  return {
    end(): Promise<void> {
      going = false;
      return done;
    },
  };
}
