import type { RpcClient } from "../../chain/rpc/rpc.ts";
import type { EncodedHeader } from "../../chain/state/header-json.ts";
import { DidimError } from "../../errors/error.ts";
import { headerFrom } from "../../trust-anchor/node-state.ts";

/**
 * The number of the last block before the chain's time last was a multiple of `every` seconds. Until the next multiple,
 * every caller gets the same block: the choice depends on nothing of the caller's, such as a clock. If blocks come at
 * even intervals, this takes three or four requests.
 *
 * Throws `facts.no-state` if the chain is younger, and what headerFrom() throws.
 */
export async function sharedBlock(rpc: RpcClient, every: number): Promise<bigint> {
  let after = await headerFrom(rpc, "latest");
  const moment = after.time - (after.time % every);
  // The first guess assumes one block per second.
  let stride = BigInt(after.time - moment + 1);
  let before: EncodedHeader | undefined;
  while (before === undefined) {
    if (after.number === 0n) throw tooYoung(moment);
    const header = await headerFrom(rpc, stride < after.number ? after.number - stride : 0n);
    if (header.time < moment) before = header;
    else [after, stride] = [header, 2n * stride];
  }
  for (let halve = false; after.number - before.number > 1n; halve = !halve) {
    const header = await headerFrom(rpc, between(before, after, halve ? undefined : moment));
    if (header.time < moment) before = header;
    else after = header;
  }
  return before.number;
}

/** The number of a block between these two: where it should be if blocks came at even intervals, or in the middle. */
function between(before: EncodedHeader, after: EncodedHeader, moment: number | undefined): bigint {
  const gap = after.number - before.number;
  if (moment === undefined) return before.number + gap / 2n;
  const place = (gap * BigInt(moment - before.time)) / BigInt(after.time - before.time);
  return before.number + (place < 1n ? 1n : place < gap ? place : gap - 1n);
}

function tooYoung(moment: number): DidimError {
  const message = "The chain has no block of before that time: it is too young. Wait, or prove as of its newest block.";
  return new DidimError("facts.no-state", message, { before: moment });
}
