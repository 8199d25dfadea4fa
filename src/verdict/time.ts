/** A time in seconds since 1970, as RFC 3339 text in UTC. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
