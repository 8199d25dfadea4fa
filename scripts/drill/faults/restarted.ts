import { claim, type Fault, PATIENCE, seconds } from "../fault.ts";

/** Stops all nodes in order and starts them again, as for an upgrade or an announced power cut. */
export const restartAll: Fault = {
  id: "restart-all",
  about: { en: "all stopped and started again", ko: "모두 중지했다가 다시 시작" },
  async run({ nodes }) {
    const before = await nodes.height();
    await nodes.stop(...nodes.names);
    nodes.start(...nodes.names);
    // One more block may have been agreed on while the first node was stopping.
    const resumedSeconds = seconds(await nodes.whenPast(before + 1n, PATIENCE));
    await nodes.whenCaughtUp(nodes.names, PATIENCE);
    return {
      claims: [claim(true, "they resume", "이어서 진행합니다")],
      figures: { resumedSeconds },
    };
  },
};
