import { badAnswer } from "../../chain/rpc/answers.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { isDidimError } from "../../errors/error.ts";
import type { ContractName } from "../contracts.ts";
import { translate } from "../errors.ts";
import type { Registry } from "../open.ts";
import { isLog, type PlacedLog } from "./log.ts";

/** Which logs to ask a node for. */
export interface LogQuery {
  /** The contract's name, for messages. */
  readonly contract: ContractName;
  /** Usually one: several if the Directory had other contracts under the name. */
  readonly addresses: readonly string[];
  /** As in `eth_getLogs`: at each position a topic, one of several, or any (null). */
  readonly topics: readonly (string | readonly string[] | null)[];
}

/** The logs of the blocks `from` to `to`, both included: those of one query after the other, each oldest first. */
export interface LogPage {
  readonly from: bigint;
  readonly to: bigint;
  readonly logs: readonly PlacedLog[];
}

/**
 * How many blocks the first request covers. After few events the next request covers twice as many; after a refusal,
 * half.
 */
const SPAN = 10_000n;
const LONGEST_SPAN = 1_000_000n;
const FEW = 1_000;
const METHOD = "eth_getLogs";
const TOO_MUCH: readonly ErrorCode[] = ["registry.rpc", "facts.node-limited", "facts.answer-too-large"];

/**
 * Asks for logs page by page, from the block `last` back to the deployment: one request for each query and page. Throws
 * `facts.*`, `registry.*`.
 */
export async function* walkBack(
  registry: Pick<Registry, "addresses" | "rpc">,
  queries: readonly LogQuery[],
  last: bigint,
): AsyncGenerator<LogPage> {
  const first = BigInt(registry.addresses.block);
  let span = SPAN;
  for (let to = last; to >= first; ) {
    const from = to - span + 1n > first ? to - span + 1n : first;
    try {
      const logs = (await Promise.all(queries.map((query) => logsIn(registry, query, from, to)))).flat();
      yield { from, to, logs };
      to = from - 1n;
      if (logs.length < FEW && span < LONGEST_SPAN) span *= 2n;
    } catch (error) {
      if (from === to || !TOO_MUCH.some((code) => isDidimError(error, code))) throw error;
      span = (to - from + 2n) / 2n;
    }
  }
}

async function logsIn(
  { rpc }: Pick<Registry, "rpc">,
  { contract, addresses, topics }: LogQuery,
  from: bigint,
  to: bigint,
): Promise<readonly PlacedLog[]> {
  const query = {
    address: addresses.length === 1 ? addresses[0] : addresses,
    topics,
    fromBlock: `0x${from.toString(16)}`,
    toBlock: `0x${to.toString(16)}`,
  };
  let answer: unknown;
  try {
    answer = await rpc.request(METHOD, [query]);
  } catch (error) {
    throw translate(error, `Reading the history of ${contract}`);
  }
  if (!Array.isArray(answer)) throw badAnswer(METHOD, "is no list");
  const logs: readonly unknown[] = answer;
  if (!logs.every(isLog)) throw badAnswer(METHOD, "holds something that is no log", { contract });
  checkPlaces(logs, from, to, contract);
  if (logs.every(matching({ addresses, topics }))) return logs;
  throw badAnswer(METHOD, "has a log that was not asked for", { contract });
}

/** Each log once, in the order of the chain, and in these blocks: else pages would overlap, or repeat for ever. */
function checkPlaces(logs: readonly PlacedLog[], from: bigint, to: bigint, contract: ContractName): void {
  let [block, index] = [Number(from), -1];
  for (const { blockNumber, logIndex } of logs) {
    const [nextBlock, nextIndex] = [Number(blockNumber), Number(logIndex)];
    const isLater = nextBlock > block || (nextBlock === block && nextIndex > index);
    if (!isLater || nextBlock > Number(to)) {
      throw badAnswer(METHOD, "has logs twice, in no order, or of other blocks", { contract });
    }
    [block, index] = [nextBlock, nextIndex];
  }
}

/** Whether a log fits the question: a node must not slip another subject's event into an answer. */
function matching({ addresses, topics }: Pick<LogQuery, "addresses" | "topics">): (log: PlacedLog) => boolean {
  const among = (values: readonly string[]): ReadonlySet<string> => new Set(values.map((value) => value.toLowerCase()));
  const emitters = among(addresses);
  const wanted = topics.map((topic) => (topic === null ? undefined : among([topic].flat())));
  return ({ address, topics: own }) =>
    emitters.has(address.toLowerCase()) && wanted.every((set, i) => set?.has(own[i]?.toLowerCase() ?? "") ?? true);
}
