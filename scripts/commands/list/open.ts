import { Option } from "commander";
import { formatDid, ZERO_ADDRESS } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { indexStoreOf } from "../../lib/credentials/statuses/index-stores.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly capacity: string;
  readonly operator?: string;
  readonly extend?: true;
}

export default defineVerb<Options>({
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
      .addOption(
        new Option(
          "--operator <address>",
          say("an account that may only suspend and reinstate", "정지와 정지 해제만 할 수 있는 계정"),
        ).conflicts("extend"),
      )
      .option("--extend", say("give an open list this greater capacity", "개설된 상태 목록의 용량을 늘립니다")),
  async run(context, [number = ""], { capacity, operator, extend }) {
    const registry = await context.writer();
    const issuer = await context.actor(registry);
    const list = wholeNumber("a list's number", number, 0, 2 ** 32 - 1);
    const room = wholeNumber("a capacity", capacity, 128, 2 ** 31);
    const known = await registry.statuses.listOf(issuer, list);
    if (known.opened !== 0n && extend !== true) throw openAlready(issuer, list, known.capacity);
    const { hash, block } =
      extend !== true
        ? await registry.statuses.openList(
            issuer,
            list,
            room,
            operator ? await context.identity(operator) : ZERO_ADDRESS,
          )
        : await registry.statuses.extendList(issuer, list, room);
    // A list that was not open before has no indices given out. Only then may its record be created; issuing never
    // creates one.
    if (extend !== true) await (await indexStoreOf(context.home, registry, issuer, true).open(list)).close();
    return {
      json: { issuer: formatDid(registry.chainId, issuer), list, capacity: room, transaction: hash, block },
      text: {
        en: `List ${list} is open, for ${room} credentials (block ${block})`,
        ko: `상태 목록 ${list}번이 개설되어 있습니다. 증명서 ${room}건까지 쓸 수 있습니다 (블록 ${block})`,
      },
    };
  },
});

function openAlready(issuer: string, list: number, capacity: bigint): DidimError {
  const message = `List ${list} is open already, with room for ${capacity} credentials. Open another number; or give this list more room: --extend.`;
  return new DidimError("registry.StatusListOpen", message, { issuer, list, capacity });
}
