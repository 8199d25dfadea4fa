import type { OutboxStore, OutboxTransaction } from "../../../src/public/chain.ts";
import { isDidimError } from "../../../src/public/index.ts";
import { createFileOutboxStore } from "../../../src/public/node.ts";
import { type Addresses, keptBy, type Registry, sendersIn } from "../../../src/public/registry.ts";
import { keptJson, keptText, NOTHING_KEPT } from "../../lib/network/outbox.ts";
import { koreanOf } from "../../lib/terminal/language/korean.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ account?: string }>({
  noun: "outbox",
  verb: "list",
  about: {
    en: "list transactions that this machine sent and that are not known to be done: nonce, time and price",
    ko: "이 컴퓨터에서 보냈으나 완료가 확인되지 않은 거래의 순번, 시각, 가격을 보여 줍니다",
  },
  example: "--account sejong",
  chain: "reads",
  usage: (command, say) =>
    command.option(
      "--account <address>",
      say("of this account only; an account key's name will do", "이 계정만(계정 키 이름도 됩니다)"),
    ),
  async run(context, _, { account }) {
    const { addresses } = await context.network();
    const outbox = createFileOutboxStore({ folder: context.home.outbox });
    const accounts = account === undefined ? await sendersIn(outbox, addresses) : [await context.identity(account)];
    const registry = await ifReached(context);
    const kept = (await Promise.all(accounts.map((one) => keptOf(one, registry, outbox, addresses)))).flat();
    return {
      json: kept.map((one) => keptJson(one, addresses)),
      text: kept.length === 0 ? NOTHING_KEPT : keptText(kept, addresses),
    };
  },
});

/** Whoever checks for stuck transactions may have an unreachable chain; the outbox is shown anyway. */
async function ifReached(context: Context): Promise<Registry | undefined> {
  try {
    return await context.registry();
  } catch (error) {
    if (!isDidimError(error) || !error.code.startsWith("facts.")) throw error;
    context.progress({
      en: `Its result is not known: ${error.message}`,
      ko: `처리 결과를 알 수 없습니다: ${koreanOf(error) ?? error.message}`,
    });
    return undefined;
  }
}

function keptOf(
  account: string,
  registry: Registry | undefined,
  outbox: OutboxStore,
  addresses: Addresses,
): Promise<readonly OutboxTransaction[]> {
  return registry === undefined ? keptBy(account, outbox, addresses) : registry.sent.of(account);
}
