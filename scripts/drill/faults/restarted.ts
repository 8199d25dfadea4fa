import { claim, type Fault, PATIENCE, seconds } from "../fault.ts";

/** All are ended in order, and started again: what an upgrade does, or a power cut that was announced. */
export const restartAll: Fault = {
  id: "restart-all",
  about: { en: "all ended and started again", ko: "모두 끝내고 다시 시작" },
  async run({ nodes }) {
    const before = await nodes.height();
    await nodes.stop(...nodes.names);
    nodes.start(...nodes.names);
    // What was agreed while the first of them ended may be one block more.
    const resumedSeconds = seconds(await nodes.whenPast(before + 1n, PATIENCE));
    await nodes.whenCaughtUp(nodes.names, PATIENCE);
    return {
      claims: [claim(true, "they resume", "이어간다")],
      figures: { resumedSeconds },
    };
  },
};
