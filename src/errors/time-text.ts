/** The first second that RFC 3339 cannot write; "no end" is after it. */
const YEAR_10000 = 253_402_300_800;

/** Seconds since 1970 as RFC 3339 in UTC; undefined for what is no time, or none that it can write. */
export function timeOf(value: unknown): string | undefined {
  const isTime =
    (typeof value === "bigint" || Number.isInteger(value)) && Number(value) >= 0 && Number(value) < YEAR_10000;
  return isTime ? `${new Date(Number(value) * 1000).toISOString().slice(0, 19)}Z` : undefined;
}
