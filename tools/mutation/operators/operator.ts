import type { CodeSite, Edit } from "../ast.ts";

/** A kind of mutation: the edits that it makes at a place in the source, if it applies there. */
export interface Operator {
  readonly name: string;
  readonly edits: (site: CodeSite) => readonly Edit[];
}
