import type { CodePlace, Edit } from "../ast.ts";

/** One way of being wrong: what it makes of a place in the source, if it applies there. */
export interface Operator {
  readonly name: string;
  readonly edits: (place: CodePlace) => readonly Edit[];
}
