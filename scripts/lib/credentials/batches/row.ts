import type { JsonObject } from "../../../../src/public/formats.ts";
import type { PublicJwk } from "../../../../src/public/keys.ts";

/** A row of a batch's file, read. Times in seconds since 1970. */
export interface BatchRow {
  /** As a spreadsheet numbers the rows; of JSON Lines, the line. */
  readonly number: number;
  /** Its name in the register: an id of the agency's own, or the number. */
  readonly id: string;
  readonly claims: JsonObject;
  readonly holderKey?: PublicJwk;
  readonly expires?: number;
  readonly notBefore?: number;
  /** All that the file says in the row, so that a change is noticed. */
  readonly written: string;
}
