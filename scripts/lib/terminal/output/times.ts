/** Times as people read them. */

/** A moment in UTC, and beside it the time where the reader is, unless that is the same. @param seconds Since 1970. */
export function utcAndLocal(seconds: number): string {
  const moment = new Date(seconds * 1000);
  const utc = moment.toISOString().replace(".000Z", "Z");
  const ahead = -moment.getTimezoneOffset();
  return ahead === 0 ? utc : `${utc} (${localTime(moment, ahead)})`;
}

/** Times in our own sentences, which are in UTC, as {@link utcAndLocal} shows them. */
export function withLocalTimes(text: string): string {
  return text.replaceAll(UTC, (_, second: string) => utcAndLocal(Date.parse(`${second}Z`) / 1000));
}

/** Not one that has the local time beside it already. */
const UTC = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.000)?Z(?! \(\d{4}-)/g;

/** `2026-12-01 01:42 +09:00`. @param ahead Minutes before UTC. */
function localTime(moment: Date, ahead: number): string {
  const local = new Date(moment.getTime() + ahead * 60_000).toISOString();
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60].map((n) =>
    String(n).padStart(2, "0"),
  );
  return `${local.slice(0, 10)} ${local.slice(11, 16)} ${ahead < 0 ? "-" : "+"}${hours}:${minutes}`;
}
