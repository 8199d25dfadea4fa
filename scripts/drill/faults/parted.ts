import { claim, type Fault, MAX_SILENCE, PATIENCE, seconds } from "../fault.ts";
import { watch, watchHalt } from "../watch.ts";

const WATCH = 20;

/** Cuts off as many nodes as may fail. The minority cannot continue alone; the majority can. */
export const partFew: Fault = {
  id: "part-few",
  about: { en: "as many cut off as may fail", ko: "허용된 수만큼 연결을 끊음" },
  async run({ nodes, load, tolerated }) {
    const few = nodes.names.slice(-tolerated);
    await nodes.part(few);
    const behind = await nodes.height(few);
    const { writes, silenceSeconds } = await watch(load, WATCH);
    const blocks = Number((await nodes.height(few)) - behind);
    await nodes.heal(few);
    const caughtUpSeconds = seconds(await nodes.whenCaughtUp(few, PATIENCE));
    return {
      claims: [
        claim(writes > 0 && silenceSeconds < MAX_SILENCE, "writes go on", "쓰기가 계속됩니다"),
        claim(blocks <= 1, "those cut off seal nothing of their own", "연결이 끊긴 쪽은 따로 봉인하지 않습니다"),
        claim(true, "reconnected, they catch up", "다시 연결하면 따라잡습니다"),
      ],
      figures: { writes, silenceSeconds, blocks, caughtUpSeconds },
    };
  },
};

/** Cuts the nodes into two halves. Neither has a quorum, so both halt, and there is never a second history. */
export const partHalves: Fault = {
  id: "part-halves",
  about: { en: "cut into two halves", ko: "둘로 나눔" },
  async run({ nodes, load }) {
    const half = nodes.names.slice(Math.ceil(nodes.names.length / 2));
    await nodes.part(half);
    const { blocks, writes, height } = await watchHalt(nodes, load, nodes.names);
    const histories = (await nodes.hashesAt(await nodes.commonHeight())).size;
    await nodes.heal(half);
    const resumedSeconds = seconds(await nodes.whenPast(height, PATIENCE));
    await nodes.whenCaughtUp(nodes.names, PATIENCE);
    return {
      claims: [
        claim(blocks === 0, "neither half seals a block", "어느 쪽도 봉인하지 않습니다"),
        claim(writes === 0, "no write is acknowledged", "쓰기가 확인되지 않습니다"),
        claim(histories === 1, "there is one history", "체인의 이력은 하나뿐입니다"),
        claim(true, "reconnected, they resume", "다시 연결하면 이어서 진행합니다"),
      ],
      figures: { blocks, writes, resumedSeconds },
    };
  },
};
