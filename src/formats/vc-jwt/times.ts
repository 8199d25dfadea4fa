import { refusal } from "../refusal.ts";

/** An XML Schema dateTimeStamp, as VCDM 2.0 §4.9 requires: the time zone is mandatory. */
const STAMP = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Seconds since 1970. Rounding never widens the validity: `validFrom` is rounded up, `validUntil` down. */
export function secondsOf(stamp: unknown, name: string, round: (seconds: number) => number): number | undefined {
  if (stamp === undefined) return undefined;
  const text = typeof stamp === "string" ? stamp : "";
  const [, year, month, day] = STAMP.exec(text) ?? [];
  const milliseconds = Date.parse(text);
  if (!isDay(Number(year), Number(month), Number(day)) || Number.isNaN(milliseconds) || milliseconds < 0) {
    throw refusal("format.time", `${name} is not a dateTimeStamp.`, { claim: name });
  }
  return round(milliseconds / 1000);
}

export function stampOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Date.parse reads the 30th of February as the 1st of March. */
function isDay(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
