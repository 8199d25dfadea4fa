import { createFileOutboxStore } from "../../../../src/public/node.ts";
import { sendersIn } from "../../../../src/public/registry.ts";
import { found } from "../finding.ts";
import type { Check } from "../patient.ts";

export const OUTBOX: Check = {
  name: "outbox",
  needs: "chain",
  async examine(patient) {
    const registry = await patient.registry();
    const store = createFileOutboxStore({ folder: patient.context.home.outbox });
    const accounts = await sendersIn(store, registry.addresses);
    const stuck = await Promise.all(
      accounts.map(async (account) => {
        const waiting = (await registry.sent.of(account)).filter(({ state }) => state === "waiting");
        const at = Math.min(...waiting.map((one) => one.at));
        return waiting.length === 0 ? [] : [found("outbox.waiting", { account, count: waiting.length, at })];
      }),
    );
    return stuck.flat().length === 0 ? [found("outbox.empty")] : stuck.flat();
  },
};
