/** A moment as findings say it: RFC 3339, in UTC. Its own time is in seconds since 1970. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
