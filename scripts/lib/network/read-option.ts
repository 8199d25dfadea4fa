/** `--read quorum k/n`: how many nodes must agree. */
import { DidimError } from "../../../src/public/errors.ts";

/**
 * How many of `nodes` nodes must agree, from the option --read: `quorum 2/3`, `2/3`, or `quorum` alone for more than
 * half.
 */
export function agreeOf(read: string | undefined, nodes: number): number | undefined {
  if (read === undefined) return undefined;
  if (read === "quorum") return Math.floor(nodes / 2) + 1;
  const [, agree, of] = /^(?:quorum )?(\d{1,3})\/(\d{1,3})$/.exec(read) ?? [];
  if (agree !== undefined && Number(of) === nodes) return Number(agree);
  throw new DidimError(
    "cli.option",
    `--read quorum k/n: k of the n nodes that --network names must agree, as in 2/3; there are ${nodes} of them.`,
    { option: "--read", read, nodes },
  );
}

/** Joins `--read quorum 2/3` on the command line to one option with one value. */
export function withReadJoined(argv: readonly string[]): string[] {
  return argv.flatMap((word, i) => {
    const [before, after] = [argv[i - 1], argv[i + 1]];
    const isShare = /^\d+\/\d+$/;
    if (word === "quorum" && before === "--read" && isShare.test(after ?? "")) return [`quorum ${after}`];
    return isShare.test(word) && before === "quorum" && argv[i - 2] === "--read" ? [] : [word];
  });
}
