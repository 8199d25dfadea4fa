import type { CodeSite, Edit } from "../ast.ts";

/** One way of being wrong: what it makes of a site in the source, if it applies there. */
export interface Operator {
  readonly name: string;
  readonly edits: (site: CodeSite) => readonly Edit[];
}
