import { readPlainHeader } from "../../../src/chain/state/header.ts";
import { headerOf } from "../../../src/chain/state/header-json.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import type { JsonRpcSend } from "../../../src/registry/logs/asking.ts";
import { type FullHeader, jsonRpcLogSource, type LogSource, type RawLog } from "../../../src/registry/logs/source.ts";
import { withFields } from "../proof/writing.fixture.ts";
import { type Chain, registries, sourceOf } from "./chain.fixture.ts";
import { type Attempt, BEGINNING, live } from "./histories.ts";

const then = (what: Attempt["what"], who: number, which: number, how: number, whom = 0): Attempt => ({
  what,
  who,
  whom,
  which,
  how,
});

/** A history with every kind of event. */
const EVERYTHING: readonly Attempt[] = [
  ...BEGINNING,
  ...[1, 2, 3, 4].map(() => then("wait", 0, 0, 11)),
  then("severalAtOnce", 2, 4, 5),
  then("registerByHash", 2, 0, 1),
  then("registerByHash", 2, 2, 1),
  then("registerByHash", 4, 3, 1),
  then("otherAttribute", 3, 0, 0),
  then("longAttribute", 3, 0, 9),
  then("revokeAttribute", 3, 0, 0),
  then("changeController", 1, 0, 0, 0),
  then("setRecovery", 4, 0, 0, 2),
  then("startRecovery", 4, 0, 0, 2),
  then("cancelRecovery", 4, 0, 0, 2),
  then("startRecovery", 4, 0, 0, 2),
  then("finishRecovery", 4, 0, 9),
  then("setRecovery", 3, 0, 0, 2),
  then("setRecovery", 3, 0, 0, 4),
  then("retireKey", 2, 0, 0),
  then("compromiseKey", 2, 0, 0),
  then("compromiseKey", 2, 4, 0),
  then("retireByHash", 2, 2, 0),
  then("compromiseByHash", 2, 0, 0),
  then("suspend", 3, 0, 0),
  then("reinstate", 3, 0, 1),
  then("suspend", 3, 0, 0),
  then("withdraw", 3, 0, 0),
  then("accredit", 3, 0, 1, 2),
  then("replaceAuthority", 4, 0, 1),
  then("annul", 3, 0, 2),
  then("withdraw", 3, 0, 0),
  then("declareStolen", 0, 0, 5),
  then("accredit", 3, 0, 2),
  then("nameAgency", 3, 0, 2),
  then("endAccreditation", 3, 0, 0),
  then("suspend", 3, 0, 0),
  then("takeBack", 3, 0, 0),
  then("assignAnchor", 3, 0, 0, 1),
  then("releaseAnchor", 3, 0, 0, 1),
  then("extendList", 2, 0, 0),
  then("setOperator", 2, 0, 0, 3),
  then("setStatus", 2, 0, 2),
  then("setStatuses", 2, 0, 3),
  then("setStatuses", 2, 0, 4),
  then("setSchema", 0, 0, 7),
  then("offer", 1, 0, 0),
  then("handOver", 3, 0, 0),
  then("offer", 1, 0, 0),
  then("apply", 1, 0, 2, 3),
  then("cancelApplication", 1, 0, 0),
  then("apply", 0, 0, 2, 3),
  then("freeze", 0, 1, 0),
  then("freeze", 2, 1, 0),
  then("freeze", 0, 0, 0),
  then("freeze", 2, 0, 0),
  then("freeze", 3, 0, 0),
  then("registerByHash", 1, 3, 1),
  then("endAccreditation", 2, 0, 0),
  then("retireType", 0, 6, 11),
  then("replaceAuthority", 0, 6, 1),
  then("reopenType", 0, 6, 0),
  then("retireType", 0, 7, 11),
  then("deactivate", 3, 6, 11),
];

export async function everything(): Promise<Chain> {
  const chain = await registries();
  const done = await live(chain, EVERYTHING);
  if (done < EVERYTHING.length) throw new Error(`only ${done} of ${EVERYTHING.length} happened`);
  return chain;
}

type Change = (logs: readonly RawLog[]) => readonly RawLog[];

/** A source that falsifies the logs in a node's answers. */
export function lying(chain: Chain, change: Change): LogSource {
  const honest = sourceOf(chain);
  return {
    ...jsonRpcLogSource(lyingNode(chain, change), chain.addresses),
    logs: async (from, to) => change(await honest.logs(from, to)),
  };
}

/** A node that falsifies the logs of transactions. */
const lyingNode =
  ({ send }: Chain, change: Change): JsonRpcSend =>
  async (method, params) => {
    const answer = await send(method, params);
    if (method !== "eth_getTransactionReceipt") return answer;
    const receipt = answer as { readonly logs: readonly ToldLog[] };
    return { ...receipt, logs: change(receipt.logs.map(read)).map(told) };
  };

interface ToldLog extends Pick<RawLog, "address" | "topics" | "data" | "blockHash"> {
  readonly blockNumber: string;
  readonly logIndex: string;
}

const read = ({ blockNumber, logIndex, address, topics, data, blockHash }: ToldLog): RawLog => ({
  ...{ address, topics, data, blockHash },
  ...{ block: Number(blockNumber), index: Number(logIndex) },
});

const told = ({ block, index, ...log }: RawLog): ToldLog => ({
  ...log,
  ...{ blockNumber: `0x${block.toString(16)}`, logIndex: `0x${index.toString(16)}` },
});

/** The header with another number, time or parent, and its new hash, as from a node that forges blocks. */
export function madeUp(
  header: FullHeader,
  change: Partial<Pick<FullHeader, "number" | "time" | "parentHash">>,
): FullHeader {
  const { number, time, parentHash } = { ...header, ...change };
  const bytes = (hex: string): Uint8Array => writeString(Buffer.from(hex.slice(2), "hex"));
  const scalar = (value: number): Uint8Array =>
    bytes(`0x${value.toString(16).length % 2 === 0 ? "" : "0"}${value.toString(16)}`);
  const raw = withFields(headerOf(header.told).raw, { 0: bytes(parentHash), 8: scalar(number), 11: scalar(time) });
  const { hash } = readPlainHeader(raw);
  const quantities = { number: `0x${number.toString(16)}`, timestamp: `0x${time.toString(16)}` };
  return { ...header, number, time, parentHash, hash, told: { ...header.told, ...quantities, parentHash, hash } };
}

/** Changes this log in every answer that contains it. */
export const instead = (log: RawLog, change: Partial<RawLog>) => (logs: readonly RawLog[]) =>
  logs.map((one) => (one.block === log.block && one.index === log.index ? { ...one, ...change } : one));

export const without = (log: RawLog) => (logs: readonly RawLog[]) =>
  logs.filter(({ block, index }) => block !== log.block || index !== log.index);
