/** A node of solc's AST in JSON. Only the fields that the mutation operators use are declared. */
export interface Node {
  readonly nodeType: string;
  /** start:length:file, in bytes. */
  readonly src: string;
  readonly [field: string]: unknown;
}

/** Replaces the bytes from start to end of a source by text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A source file; AST nodes refer to its bytes. */
export class Source {
  readonly path: string;
  readonly #bytes: Buffer;

  constructor(path: string, text: string) {
    this.path = path;
    this.#bytes = Buffer.from(text, "utf8");
  }

  text(start = 0, end = this.#bytes.length): string {
    return this.#bytes.toString("utf8", start, end);
  }

  of(node: Node): string {
    const { start, end } = span(node);
    return this.text(start, end);
  }

  edited({ start, end, text }: Edit): string {
    return this.text(0, start) + text + this.text(end);
  }

  /** The line number, from 1. */
  lineOf(start: number): number {
    return this.text(0, start).split("\n").length;
  }
}

export function span(node: Node): { readonly start: number; readonly end: number } {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return { start, end: start + length };
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "nodeType" in value && "src" in value;

/** The node in a field. Throws if there is none. */
export function child(node: Node, field: string): Node {
  const value = node[field];
  if (!isNode(value)) throw new Error(`${node.nodeType} has no ${field}`);
  return value;
}

/** The nodes in a list field, without the gaps of a tuple. */
export function list(node: Node, field: string): readonly Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value): readonly Node[] =>
    isNode(value) ? [value] : Array.isArray(value) ? value.filter(isNode) : [],
  );

/** What a place needs to know about its file. */
export interface Unit {
  readonly source: Source;
  /** An enum's members, by solc's name of the type, such as "enum IAccreditations.Reason". */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** A node and its ancestors, the nearest first. */
export interface CodeSite extends Unit {
  readonly node: Node;
  readonly above: readonly Node[];
}

/** Every node, in the order of the source. */
export function* sites(node: Node, unit: Unit, above: readonly Node[] = []): Generator<CodeSite> {
  yield { ...unit, node, above };
  for (const one of childrenOf(node)) yield* sites(one, unit, [node, ...above]);
}

/** The enums in these files, by solc's name of the type. */
export function enumsOf(roots: readonly Node[], unit: Omit<Unit, "enums">): Unit["enums"] {
  const found = roots.flatMap((root) => [...sites(root, { ...unit, enums: new Map() })]);
  const declared = found.filter(({ node }) => node.nodeType === "EnumDefinition");
  return new Map(
    declared.map(({ node }) => [
      `enum ${node.canonicalName}`,
      list(node, "members").map((member) => String(member.name)),
    ]),
  );
}

/** solc's name of an expression's type, such as "uint256". */
export function typeOf(node: Node): string {
  const types = node.typeDescriptions;
  const name = typeof types === "object" && types !== null && "typeString" in types ? types.typeString : undefined;
  return typeof name === "string" ? name : "";
}
