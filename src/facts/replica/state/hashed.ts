import { headerOf } from "../../../chain/state/header-json.ts";
import type { BlockHeader, FullHeader, LogSource } from "../../../registry/logs/source.ts";
import { badAnswer } from "../answers.ts";

/** A header whose members are those that its hash covers. */
export interface HashedHeader extends BlockHeader {
  readonly receiptsRoot: string;
}

/** A source whose headers have the hashes they claim. */
export interface HashedSource extends Omit<LogSource, "head" | "block"> {
  head(): Promise<HashedHeader>;
  block(number: number): Promise<HashedHeader>;
}

/**
 * Recomputes the hash of each header from all its members, so that a header that does not match its hash is detected;
 * for example one with an empty bloom, so that nobody requests the logs. The methods also throw `facts.bad-answer` and
 * `facts.header-incomplete`.
 */
export function hashed(source: LogSource): HashedSource {
  return {
    identify: () => source.identify(),
    head: async () => verified(await source.head()),
    block: async (number) => verified(await source.block(number)),
    logs: (from, to) => source.logs(from, to),
    receipts: (blockHash) => source.receipts(blockHash),
  };
}

/** The header as it was hashed. */
function verified({ told, ...header }: FullHeader): HashedHeader {
  const { number, hash, parentHash, time } = headerOf(told);
  const [logsBloom, receiptsRoot] = [lower(told.logsBloom), lower(told.receiptsRoot)];
  const read: BlockHeader = { number: Number(number), hash, parentHash, time, logsBloom };
  for (const [member, value] of Object.entries(read)) {
    if (header[member as keyof BlockHeader] !== value) {
      throw badAnswer("is read otherwise than it was hashed", { block: header.number, member });
    }
  }
  return { ...read, receiptsRoot };
}

const lower = (hex: unknown): string => String(hex).toLowerCase();
