import { claim, type Fault, MAX_SILENCE, PATIENCE, seconds } from "../fault.ts";
import { watch, watchHalt } from "../watch.ts";

const WATCH = 30;

/** Kills as many validators as may fail. Clients notice only the delay. */
export const killTolerated: Fault = {
  id: "kill-f",
  about: { en: "as many validators killed as may fail", ko: "허용된 수만큼 블록 검증자를 강제 종료" },
  async run({ nodes, load, tolerated }) {
    const victims = nodes.names.slice(-tolerated);
    await nodes.kill(...victims);
    const { writes, silenceSeconds } = await watch(load, WATCH);
    nodes.start(...victims);
    const caughtUpSeconds = seconds(await nodes.whenCaughtUp(victims, PATIENCE));
    const goOn = writes > 0 && silenceSeconds < MAX_SILENCE;
    return {
      claims: [
        claim(goOn, "writes go on", "쓰기가 계속됩니다"),
        claim(true, "restarted, they catch up", "다시 시작하면 따라잡습니다"),
      ],
      figures: { writes, silenceSeconds, caughtUpSeconds },
    };
  },
};

/** Kills one more. The chain halts rather than accept wrong blocks. */
export const killOneMore: Fault = {
  id: "kill-f+1",
  about: { en: "one more than that killed", ko: "그보다 하나 더 강제 종료" },
  async run({ nodes, load, tolerated }) {
    const victims = nodes.names.slice(-tolerated - 1);
    const left = nodes.names.slice(0, -tolerated - 1);
    await nodes.kill(...victims);
    const { blocks, writes, height } = await watchHalt(nodes, load, left);
    nodes.start(...victims);
    const resumedSeconds = seconds(await nodes.whenPast(height, PATIENCE));
    await nodes.whenCaughtUp(nodes.names, PATIENCE);
    return {
      claims: [
        claim(blocks === 0, "no block is sealed", "블록이 봉인되지 않습니다"),
        claim(writes === 0, "no write is acknowledged", "쓰기가 확인되지 않습니다"),
        claim(true, "restarted, they resume", "다시 시작하면 이어서 진행합니다"),
      ],
      figures: { blocks, writes, resumedSeconds },
    };
  },
};

/**
 * Kills all nodes at once under load, like a power cut. Every acknowledged write must survive (the reckoning checks).
 */
export const killAll: Fault = {
  id: "kill-all",
  about: { en: "all killed at once, under load", ko: "부하가 걸린 상태에서 모두 한꺼번에 강제 종료" },
  async run({ nodes, load }) {
    const before = await nodes.height();
    await nodes.kill(...nodes.names);
    const from = Date.now();
    nodes.start(...nodes.names);
    // A block may have been agreed on while the first node was dying.
    const resumedSeconds = seconds(await nodes.whenPast(before + 1n, PATIENCE));
    await nodes.whenCaughtUp(nodes.names, PATIENCE);
    const { writes } = await watch(load, WATCH);
    return {
      claims: [
        claim(true, "restarted, they resume", "다시 시작하면 이어서 진행합니다"),
        claim(load.ledger.count(from) > 0, "writes go on", "쓰기가 계속됩니다"),
      ],
      figures: { writes, resumedSeconds },
    };
  },
};

/**
 * Kills each node once, while the others work. The next one is killed when the restarted one takes part again: otherwise
 * more than may fail would be absent.
 */
export const killEach: Fault = {
  id: "kill-each",
  about: { en: "each killed and restarted in turn", ko: "하나씩 차례로 강제 종료하고 다시 시작" },
  async run({ nodes, load }) {
    const from = Date.now();
    let slowest = 0;
    for (const name of nodes.names) {
      await nodes.kill(name);
      nodes.start(name);
      slowest = Math.max(slowest, await nodes.whenCaughtUp([name], PATIENCE));
      await nodes.whenProposing(name, await nodes.height(), PATIENCE);
    }
    const silenceSeconds = seconds(load.ledger.longestSilence(from));
    const writes = load.ledger.count(from);
    return {
      claims: [
        claim(writes > 0 && silenceSeconds < MAX_SILENCE, "writes go on", "쓰기가 계속됩니다"),
        claim(true, "each catches up", "모두 따라잡습니다"),
      ],
      figures: { writes, silenceSeconds, caughtUpSeconds: seconds(slowest) },
    };
  },
};
