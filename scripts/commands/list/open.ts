import { Option } from "commander";
import { formatDid, ZERO_ADDRESS } from "../../../src/public/did.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { createAgency } from "../../../src/public/issuer.ts";
import { calledBy, type Registry, STATUSES_PER_WORD } from "../../../src/public/registry.ts";
import { indexRecordOf, indexStoreOf } from "../../lib/credentials/statuses/index-stores.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

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
        say(`the number of credentials: a multiple of ${STATUSES_PER_WORD}`, `증명서 수(${STATUSES_PER_WORD}의 배수)`),
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
    const room = wholeNumber("a capacity", capacity, STATUSES_PER_WORD, 2 ** 31);
    const agency = createAgency({ registry, did: issuer });
    const { hash, block } =
      extend === true
        ? (await agency.extendList({ list, capacity: room })).receipt
        : await opened(context, registry, { issuer, list, room, operator: await operatorNamed(context, operator) });
    return {
      json: { issuer: formatDid(registry.chainId, issuer), list, capacity: room, transaction: hash, block },
      text: {
        en: `List ${list} is open, for ${room} credentials (block ${block})`,
        ko: `상태 목록 ${list}번이 개설되어 있습니다. 증명서 ${room}건까지 쓸 수 있습니다 (블록 ${block})`,
      },
    };
  },
});

const operatorNamed = async (context: Context, operator: string | undefined): Promise<string> =>
  operator === undefined ? ZERO_ADDRESS : context.identity(operator);

interface NewList {
  readonly issuer: string;
  readonly list: number;
  readonly room: number;
  readonly operator: string;
}

/**
 * Opens the list, and begins the record of its indices. A list that was not open before has none given out. Only then may
 * its record begin; issuing never begins one. A command that was stopped after its transaction was sent is finished by the
 * next one: the outbox proves that the transaction is of this machine.
 */
async function opened(context: Context, registry: Registry, wanted: NewList): Promise<Executed> {
  const { issuer, list } = wanted;
  const [known, record] = await Promise.all([
    registry.statuses.listOf(issuer, list),
    indexRecordOf(context.home, registry, issuer, list),
  ]);
  const isFree = known.opened === 0n || (record === undefined && (await wasSentHere(registry, wanted)));
  if (!isFree) throw openAlready(wanted, known.capacity, record !== undefined);
  const executed = await openedOnce(registry, wanted);
  await (await indexStoreOf(context.home, registry, issuer, true).open(list)).close();
  return executed;
}

interface Executed {
  readonly hash: string;
  readonly block: bigint | number;
}

async function wasSentHere(registry: Registry, { issuer, list, room, operator }: NewList): Promise<boolean> {
  const args = [issuer, list, room, operator].map((each) => String(each).toLowerCase());
  const kept = await registry.sent.of(registry.signer?.address ?? "");
  return kept.some((one) => {
    const called = calledBy(registry.addresses, one);
    const isOpening = called.contract === "StatusLists" && called.function?.startsWith("openList(") === true;
    return isOpening && called.args.every((each, i) => each.toLowerCase() === args[i]);
  });
}

/** The transaction that opened it: of now, or the same one of a command that was stopped. */
async function openedOnce(registry: Registry, { issuer, list, room, operator }: NewList): Promise<Executed> {
  try {
    const agency = createAgency({ registry, did: issuer });
    return (await agency.openList({ list, capacity: room, operator })).receipt;
  } catch (error) {
    if (!isDidimError(error, "registry.sent-before")) throw error;
    const [hash, block] = [String(error.details.transaction), Number(error.details.block)];
    const receipt = (await registry.rpc.request("eth_getTransactionReceipt", [hash])) as { status?: string } | null;
    if (receipt?.status !== "0x1") throw error;
    return { hash, block };
  }
}

function openAlready({ issuer, list }: NewList, capacity: bigint, isRecorded: boolean): DidimError {
  const cure = isRecorded
    ? ""
    : ` This machine has no record of its indices: if no machine has issued from it, begin the record here: credential issue … --list ${list} --new-list.`;
  const message = `List ${list} is open already, with room for ${capacity} credentials. Open another number; or give this list more room: --extend.${cure}`;
  return new DidimError("registry.StatusListOpen", message, { issuer, list, capacity });
}
