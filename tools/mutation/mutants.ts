import { createHash } from "node:crypto";
import { type CodeSite, type Edit, enumsOf, type Node, Source, sites } from "./ast.ts";
import { readSource, syntaxOf } from "./compiler.ts";
import { EXPRESSIONS } from "./operators/expressions.ts";
import { STATEMENTS } from "./operators/statements.ts";
import { YUL } from "./operators/yul.ts";
import type { Target } from "./targets.ts";

const OPERATORS = [...EXPRESSIONS, ...STATEMENTS, ...YUL];

/** One slip at one site. */
export interface Mutant {
  /** Stable as long as its function contains the same slip, even if lines above move. */
  readonly id: string;
  readonly operator: string;
  readonly path: string;
  readonly line: number;
  /** The function or modifier it is in; otherwise the contract. */
  readonly unit: string;
  readonly before: string;
  readonly after: string;
  readonly edit: Edit;
}

/** Nodes that operators skip: those that never run, and types, whose changes do not compile or have no effect. */
const SKIPPED = ["ImportDirective", "ArrayTypeName", "StructuredDocumentation", "ErrorDefinition", "EventDefinition"];

function unitOf({ above }: CodeSite): string {
  const inner = above.find(({ nodeType }) => ["FunctionDefinition", "ModifierDefinition"].includes(nodeType));
  const contract = above.find(({ nodeType }) => nodeType === "ContractDefinition");
  return String(inner?.name || inner?.kind || contract?.name || "");
}

/** The line of an edit; several lines are joined into one. */
function shown(source: Source, { start, end }: Edit, text: string): string {
  const from = source.text(0, start).lastIndexOf("\n") + 1;
  const head = source.text(0, start).slice(from);
  const tail = source.text(end).split("\n")[0] ?? "";
  return `${head}${text}${tail}`.replaceAll(/\s+/g, " ").trim();
}

function describe(site: CodeSite, operator: string, edit: Edit): Omit<Mutant, "id"> {
  const { source } = site;
  return {
    operator,
    path: source.path,
    line: source.lineOf(edit.start),
    unit: unitOf(site),
    before: shown(source, edit, source.text(edit.start, edit.end)),
    after: shown(source, edit, edit.text),
    edit,
  };
}

function slips(root: Node, source: Source, enums: ReturnType<typeof enumsOf>): Omit<Mutant, "id">[] {
  const found: Omit<Mutant, "id">[] = [];
  for (const site of sites(root, { source, enums })) {
    if ([site.node, ...site.above].some(({ nodeType }) => SKIPPED.includes(nodeType))) continue;
    for (const operator of OPERATORS) {
      for (const edit of operator.edits(site)) found.push(describe(site, operator.name, edit));
    }
  }
  return found;
}

const inOrder = (a: Pick<Mutant, "edit">, b: Pick<Mutant, "edit">): number => a.edit.start - b.edit.start;

/** All mutants of a target, each with a different text, in the order of files and lines. */
export function mutantsOf(target: Target): readonly Mutant[] {
  const trees = syntaxOf(target.file);
  const enums = enumsOf([...trees.values()], { source: new Source("", "") });
  const counts = new Map<string, number>();
  return target.mutated.flatMap((path) => {
    const root = trees.get(path);
    if (root === undefined) throw new Error(`${target.file} does not import ${path}`);
    const source = new Source(path, readSource(path));
    const unlike = new Map(slips(root, source, enums).map((slip) => [source.edited(slip.edit), slip]));
    return [...unlike.values()].sort(inOrder).map((slip) => {
      const name = [path, slip.unit, slip.before, slip.after].join("\0");
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const id = createHash("sha256").update(`${name}\0${count}`).digest("hex").slice(0, 8);
      return { id, ...slip };
    });
  });
}
