import { formatDid } from "../../../src/public/did.ts";
import { indexStoreOf } from "../../lib/credentials/indices.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const NOBODY = `0x${"0".repeat(40)}`;

export default defineVerb<{ capacity: string; operator?: string }>({
  noun: "list",
  verb: "open",
  about: {
    en: "(issuer) open a status list, or extend it",
    ko: "(발급기관) 상태 목록을 개설하거나 용량을 늘립니다",
  },
  example: "1 --capacity 8192 --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<number>", say("the list's number", "목록 번호"))
      .requiredOption(
        "--capacity <number>",
        say("the number of credentials: a multiple of 128", "증명서 수(128의 배수)"),
      )
      .option(
        "--operator <address>",
        say("an account that may only suspend and reinstate", "정지와 정지 해제만 할 수 있는 계정"),
      ),
  async run(context, [number = ""], { capacity, operator }) {
    const registry = await context.writer();
    const issuer = await context.actor(registry);
    const list = wholeNumber("a list's number", number, 0, 2 ** 32 - 1);
    const room = wholeNumber("a capacity", capacity, 128, 2 ** 31);
    const known = await registry.statuses.listOf(issuer, list);
    const { hash, block } =
      known.opened === 0n
        ? await registry.statuses.openList(issuer, list, room, operator ? await context.identity(operator) : NOBODY)
        : await registry.statuses.extendList(issuer, list, room);
    // A list that was not open before has no indices given out. Only then may its record be created; issuing never
    // creates one.
    if (known.opened === 0n) await (await indexStoreOf(context.home, registry, issuer, true).open(list)).close();
    return {
      json: { issuer: formatDid(registry.chainId, issuer), list, capacity: room, transaction: hash, block },
      text: {
        en: `List ${list} is open, for ${room} credentials (block ${block})`,
        ko: `상태 목록 ${list}: ${room}건까지 (블록 ${block})`,
      },
    };
  },
});
