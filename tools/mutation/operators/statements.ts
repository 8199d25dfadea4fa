import { type CodeSite, child, isNode, list, type Node, type Source, sites, span, typeOf } from "../ast.ts";
import { replace } from "./expressions.ts";
import type { Operator } from "./operator.ts";

const DELETABLE = ["ExpressionStatement", "EmitStatement", "RevertStatement", "Return", "Break", "Continue"];

/** A statement with the semicolon after it, which solc leaves out. */
function whole(node: Node, source: Source): { readonly start: number; readonly end: number } {
  const { start, end } = span(node);
  const gap = /^\s*;/.exec(source.text(end))?.[0] ?? "";
  return { start, end: end + Buffer.byteLength(gap) };
}

/**
 * Whether the parent needs the statement. Without its only statement, `if (c) …` equals `if (false) …`, which another
 * operator makes; a loop's header must stay.
 */
function neededByItsParent(node: Node, above: readonly Node[]): boolean {
  const block = above[0]?.nodeType === "Block" && list(above[0], "statements").length === 1;
  const [inner, parent] = block ? [above[0], above[1]] : [node, above[0]];
  if (parent?.nodeType === "IfStatement") return parent.trueBody === inner && !isNode(parent.falseBody);
  return parent?.nodeType === "ForStatement" && parent.body !== inner;
}

const deleted: Operator = {
  name: "deleted statement",
  edits({ node, above, source }) {
    if (!DELETABLE.includes(node.nodeType) || neededByItsParent(node, above)) return [];
    return [{ ...whole(node, source), text: "{}" }];
  },
};

/** Drops one component of `(a, b) = (x, y)`. */
const component: Operator = {
  name: "deleted assignment",
  edits({ node }) {
    if (node.nodeType !== "Assignment") return [];
    const left = child(node, "leftHandSide");
    return left.nodeType === "TupleExpression" ? list(left, "components").map((one) => replace(one, "")) : [];
  },
};

const initial: Operator = {
  name: "deleted initial value",
  edits({ node }) {
    if (node.nodeType === "VariableDeclarationStatement") {
      const [declared, ...others] = list(node, "declarations");
      if (!declared || others.length > 0 || !isNode(node.initialValue)) return [];
      return [{ start: span(declared).end, end: span(node.initialValue).end, text: "" }];
    }
    if (node.nodeType !== "VariableDeclaration" || node.mutability !== "immutable" || !isNode(node.value)) return [];
    const name = String(node.nameLocation).split(":").map(Number);
    return [{ start: (name[0] ?? 0) + (name[1] ?? 0), end: span(node.value).end, text: "" }];
  },
};

const modifier: Operator = {
  name: "deleted modifier",
  edits({ node }) {
    return node.nodeType === "ModifierInvocation" && node.kind === "modifierInvocation" ? [replace(node, "")] : [];
  },
};

const loops: Operator = {
  name: "loop",
  edits({ node }) {
    if (node.nodeType === "Continue") return [replace(node, "break")];
    return node.nodeType === "Break" ? [replace(node, "continue")] : [];
  },
};

const CHECKED = ["+", "-", "*", "+=", "-=", "*=", "++", "--"];

/** Whether an overflow check may happen inside the place. Constants are computed by the compiler, without a check. */
function checksOverflow(site: CodeSite): boolean {
  if (site.above.some(({ nodeType }) => nodeType === "UncheckedBlock")) return false;
  return [...sites(site.node, site)].some(
    ({ node }) => CHECKED.includes(String(node.operator)) && /^u?int\d/.test(typeOf(node)),
  );
}

/** Removes overflow checks, and adds them where there are none. */
const unchecked: Operator = {
  name: "unchecked",
  edits(site) {
    const { node, source } = site;
    if (node.nodeType === "UncheckedBlock") return [replace(node, source.of(node).replace("unchecked", ""))];
    if (!["ExpressionStatement", "Return", "VariableDeclarationStatement"].includes(node.nodeType)) return [];
    if (loopHeader(site) || !checksOverflow(site)) return [];
    const { start, end } = whole(node, source);
    const text = node.nodeType === "VariableDeclarationStatement" ? declared(node, source) : source.text(start, end);
    return text === undefined ? [] : [{ start, end, text: wrapped(node, text) }];
  },
};

const loopHeader = ({ node, above }: CodeSite): boolean =>
  above[0]?.nodeType === "ForStatement" && above[0].body !== node;

const wrapped = (node: Node, text: string): string =>
  node.nodeType === "VariableDeclarationStatement" ? text : `unchecked { ${text} }`;

/** The declaration comes before the block, so that the variable outlives it. */
function declared(node: Node, source: Source): string | undefined {
  const [variable, ...others] = list(node, "declarations");
  if (!variable || others.length > 0 || !isNode(node.initialValue)) return undefined;
  return `${source.of(variable)}; unchecked { ${variable.name} = ${source.of(node.initialValue)}; }`;
}

export const STATEMENTS: readonly Operator[] = [deleted, component, initial, modifier, loops, unchecked];
