import { headerOf } from "../../chain/state/header-json.ts";
import type { BlockHeader, LogSource, ToldHeader } from "../../registry/logs/source.ts";
import { badAnswer } from "./answers.ts";

/** Answers with headers of which each has the hash that it says. */
export interface HashedSource extends Omit<LogSource, "head" | "block"> {
  head(): Promise<BlockHeader>;
  block(number: number): Promise<BlockHeader>;
}

/**
 * The source, of whose headers each hash is computed anew from all that the header holds: what is not what the hash says, such as a bloom that was emptied so that nobody asks
 * for the logs, is found out. Its methods throw `facts.bad-answer` and `facts.header-incomplete`, too.
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

/** The header as it is in what was hashed. */
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
