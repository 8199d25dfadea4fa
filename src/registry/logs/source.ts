import { badAnswer, hex, isRecord, number, quantity, toQuantity } from "../../chain/rpc/answers.ts";
import type { Receipt, ReceiptLog } from "../../chain/state/receipts.ts";
import { fromHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import { DidimError } from "../../errors/error.ts";
import { asking, type JsonRpcSend } from "./asking.ts";
import { parseContent, receiptsReader } from "./receipts.ts";

/** The registries' addresses, lower-case 0x-hex. */
export interface RegistryAddresses {
  readonly dids: string;
  readonly types: string;
  readonly accreditations: string;
  readonly statuses: string;
}

/**
 * The part of a block's header that a follower needs. Hashes and bloom are lower-case 0x-hex; time is in seconds since
 * 1970.
 */
export interface BlockHeader {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly time: number;
  readonly logsBloom: string;
}

/** A header with every member of the node's answer except lists, so that its hash can be recomputed. */
export interface FullHeader extends BlockHeader {
  readonly told: Readonly<Record<string, unknown>>;
}

/** A well-formed log from a node. Nothing else about it is verified. */
export interface RawLog extends ReceiptLog {
  readonly block: number;
  readonly blockHash: string;
  readonly index: number;
}

/**
 * The chain as seen through a node. The answers may be wrong; the caller checks them. Throws `facts.node-unreachable`,
 * `facts.node-refused` or `facts.bad-answer`.
 */
export interface LogSource {
  /** Identifies the chain. Throws `facts.no-contract` or `facts.foreign-contract` if a registry is missing. */
  identify(): Promise<{ readonly chainId: bigint; readonly genesis: string }>;
  head(): Promise<FullHeader>;
  block(number: number): Promise<FullHeader>;
  /** The registries' logs of blocks `from` to `to`, both included. */
  logs(from: number, to: number): Promise<readonly RawLog[]>;
  /**
   * The receipts of a block's transactions, in their order, so that they can be checked against the block's header: one
   * request, or one for each transaction and one more if the node does not offer `eth_getBlockReceipts`.
   */
  receipts(blockHash: string): Promise<readonly Receipt[]>;
}

/** No block or range has more logs. A longer answer is not read. */
const MAX_LOGS = 1_000_000;

/**
 * Reads logs over JSON-RPC. It parses strictly and trusts nothing beyond the form.
 *
 * @param codeHashes keccak256 of the registries' code, in the order of the addresses. If empty, any code is accepted.
 */
export function jsonRpcLogSource(
  send: JsonRpcSend,
  addresses: RegistryAddresses,
  codeHashes: readonly string[] = [],
): LogSource {
  const { dids, types, accreditations, statuses } = addresses;
  const registries = [dids, types, accreditations, statuses];
  const ask = asking(send);
  const askLogs = async (filter: Record<string, unknown>): Promise<readonly RawLog[]> => {
    const answer = await ask("eth_getLogs", [filter]);
    if (!Array.isArray(answer) || answer.length > MAX_LOGS) throw badAnswer("eth_getLogs", "is no list, or too long");
    return answer.map(parseLog);
  };
  const askBlock = async (tag: string): Promise<FullHeader> =>
    parseHeader(await ask("eth_getBlockByNumber", [tag, false]), tag);
  return {
    identify: async () => {
      const chainId = BigInt(quantity(await ask("eth_chainId", []), "eth_chainId"));
      for (const [i, address] of registries.entries()) {
        checkCode(hex(await ask("eth_getCode", [address, "latest"]), "eth_getCode"), address, codeHashes[i]);
      }
      return { chainId, genesis: (await askBlock("0x0")).hash };
    },
    head: () => askBlock("latest"),
    block: (number) => askBlock(toQuantity(number)),
    logs: (from, to) => askLogs({ address: registries, fromBlock: toQuantity(from), toBlock: toQuantity(to) }),
    receipts: receiptsReader(send),
  };
}

function checkCode(code: string, address: string, expected: string | undefined): void {
  if (code === "0x") throw new DidimError("facts.no-contract", `There is no contract at ${address}.`, { address });
  const found = expected && keccak256(fromHex(code));
  if (found !== expected) {
    const message = `What is at ${address} is not the registry that was deployed.`;
    throw new DidimError("facts.foreign-contract", message, { address, expected, found });
  }
}

function parseHeader(answer: unknown, tag: string): FullHeader {
  const method = "eth_getBlockByNumber";
  if (!isRecord(answer)) throw badAnswer(method, "has no such block", { block: tag });
  // A header's members are texts. Dropping the list of transactions keeps a block small.
  const told = Object.fromEntries(Object.entries(answer).filter(([, member]) => !Array.isArray(member)));
  return {
    told,
    number: number(answer.number, method),
    hash: hex(answer.hash, method, 32),
    parentHash: hex(answer.parentHash, method, 32),
    time: number(answer.timestamp, method),
    logsBloom: hex(answer.logsBloom, method, 256),
  };
}

function parseLog(answer: unknown): RawLog {
  const method = "eth_getLogs";
  if (!isRecord(answer)) throw badAnswer(method, "holds something that is no log");
  if (answer.removed === true) throw badAnswer(method, "holds a log that the chain took back");
  return {
    ...parseContent(answer, method),
    block: number(answer.blockNumber, method),
    blockHash: hex(answer.blockHash, method, 32),
    index: number(answer.logIndex, method),
  };
}
