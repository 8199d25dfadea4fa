/** The fixed times and names of the pack. Times in seconds since 1970. */

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** 2026-01-01T00:00:00Z: the chain begins, and the registries are set up within its first hours. */
export const START = 1_767_225_600;
/** What happens before the issuance happens then. */
export const BEFORE = START + 5 * DAY;
/** The credentials' date of issue, unless a case says otherwise. */
export const ISSUED = START + 10 * DAY;
/** What happens after the issuance happens then. */
export const AFTER = START + 15 * DAY;
/** The verifier's clock, unless a case says otherwise. */
export const NOW = START + 20 * DAY;
/** The newest block of every registry. */
export const BLOCK_TIME = NOW - 10;
/** Seconds between two transactions. */
export const STEP = 12;

export const CHAIN = 31_337n;
export const AUDIENCE = "https://gate.sejong.go.kr";
export const NONCE = "n-0S6_WzA2Mj-n-0S6_WzA2Mj";
export const HOLDER = "holder saerom";
