import type { Edit, Place } from "../ast.ts";

/** One way of being wrong: what it makes of a place in the source, if it applies there. */
export interface Operator {
  readonly name: string;
  readonly edits: (place: Place) => readonly Edit[];
}
