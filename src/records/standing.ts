import type { EpochReason } from "./reasons.ts";
import { isSuspended } from "./reasons.ts";
import type { EpochRecord, LinkRecord, TypeRecord } from "./records.ts";

/**
 * How an agency's accreditation stands now. `in-force`: its own epoch runs; whether it may issue also depends on the
 * links above it. `expired`: its time is over, nobody ended it. `deactivated`: the agency's DID is.
 */
export type Standing = "in-force" | "expired" | "ended" | "suspended" | "withdrawn" | "annulled" | "deactivated";

/** @param time Seconds since 1970. */
export function standingOf({ holderDeactivated, newest }: LinkRecord, time: number): Standing {
  if (holderDeactivated) return "deactivated";
  return standingOfEpoch(newest, time);
}

function standingOfEpoch({ reason, until }: { reason: EpochReason; until: number }, time: number): Standing {
  if (isSuspended(reason)) return "suspended";
  if (reason === "withdrawn" || reason === "annulled") return reason;
  if (time < until) return "in-force";
  return reason === "ended" ? "ended" : "expired";
}

/**
 * Whether an agency may issue a type at `time`, the time of the records: IAccreditations.isAccredited for that moment,
 * for lists of many agencies. Whether a credential is good is judged by the five checks alone (src/verdict).
 *
 * @param links The chain of trust at `time`, from the agency up.
 */
export function mayIssueNow(
  { type, links }: { readonly type?: TypeRecord; readonly links: readonly LinkRecord[] },
  time: number,
): boolean {
  if (type === undefined || type.authorityDeactivated) return false;
  if (type.retired !== 0 && time >= type.retired) return false;
  const holds = links.every((link, i) => standingOf(link, time) === "in-force" && isUnder(link, links[i - 1]));
  return holds && links.at(-1)?.newest.root === true;
}

/** Whether a link allows what the one below it has; the lowest one must allow issuing. */
function isUnder({ holder, generation, newest }: LinkRecord, below: LinkRecord | undefined): boolean {
  if (below === undefined) return newest.mayIssue;
  const child: EpochRecord = below.newest;
  return child.accreditor === holder && newest.levels > child.levels && child.parentGeneration === generation;
}
