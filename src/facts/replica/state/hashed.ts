import { headerOf } from "../../../chain/state/header-json.ts";
import type { BlockHeader, LogSource, ToldHeader } from "../../../registry/logs/source.ts";
import { badAnswer } from "../answers.ts";

/** A source whose headers have the hashes they claim. */
export interface HashedSource extends Omit<LogSource, "head" | "block"> {
  head(): Promise<BlockHeader>;
  block(number: number): Promise<BlockHeader>;
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
    logsOf: (blockHash) => source.logsOf(blockHash),
  };
}

/** The header as it was hashed. */
function verified({ told, ...header }: ToldHeader): BlockHeader {
  const { number, hash, parentHash, time } = headerOf(told);
  const read = { number: Number(number), hash, parentHash, time, logsBloom: String(told.logsBloom).toLowerCase() };
  for (const [member, value] of Object.entries(read)) {
    if (header[member as keyof BlockHeader] !== value) {
      throw badAnswer("is read otherwise than it was hashed", { block: header.number, member });
    }
  }
  return header;
}
