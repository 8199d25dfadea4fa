import { type CodeSite, child, type Edit, list, type Node, span, typeOf } from "../ast.ts";
import type { Operator } from "./operator.ts";

/** For each operator, its likely mistakes: the boundary and the opposite. */
const BINARY: Readonly<Record<string, readonly [operator: string, others: readonly string[]]>> = {
  "<": ["relational", ["<=", ">="]],
  "<=": ["relational", ["<", ">"]],
  ">": ["relational", [">=", "<="]],
  ">=": ["relational", [">", "<"]],
  "==": ["relational", ["!="]],
  "!=": ["relational", ["=="]],
  "+": ["arithmetic", ["-"]],
  "-": ["arithmetic", ["+"]],
  "*": ["arithmetic", ["/"]],
  "/": ["arithmetic", ["*"]],
  "%": ["arithmetic", ["*"]],
  "**": ["arithmetic", ["*"]],
  "&": ["bitwise", ["|"]],
  "|": ["bitwise", ["&"]],
  "^": ["bitwise", ["|"]],
  "<<": ["shift", [">>"]],
  ">>": ["shift", ["<<"]],
  "&&": ["logical", ["||"]],
  "||": ["logical", ["&&"]],
};

const ASSIGNED: Readonly<Record<string, readonly string[]>> = {
  "+=": ["-=", "="],
  "-=": ["+=", "="],
  "*=": ["/=", "="],
  "|=": ["&=", "="],
  "&=": ["|=", "="],
  "^=": ["|=", "="],
};

export const replace = (node: Node, text: string): Edit => ({ ...span(node), text });

/** Relational, arithmetic, bitwise, shift or logical operators; for `a && b` also each side alone. */
function binary(kind: string): Operator {
  return {
    name: kind,
    edits({ node, source }) {
      const [own, others] = BINARY[String(node.operator)] ?? [undefined, []];
      if (node.nodeType !== "BinaryOperation" || own !== kind) return [];
      const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
      const swapped = others.map((other) => replace(node, `((${source.of(left)}) ${other} (${source.of(right)}))`));
      return kind === "logical"
        ? [...swapped, ...[left, right].map((side) => replace(node, source.of(side)))]
        : swapped;
    },
  };
}

const compound: Operator = {
  name: "compound assignment",
  edits({ node, source }) {
    if (node.nodeType !== "Assignment") return [];
    const [left, right] = [child(node, "leftHandSide"), child(node, "rightHandSide")];
    return (ASSIGNED[String(node.operator)] ?? []).map((other) =>
      replace(node, `${source.of(left)} ${other} ${source.of(right)}`),
    );
  },
};

const inLoopHeader = (above: readonly Node[], node: Node): boolean =>
  above[1]?.nodeType === "ForStatement" && above[1].loopExpression === above[0] && above[0] !== node;

/**
 * Removes ! or ~, and swaps ++ and --. Not in a loop's header: the loop would never end, or leave its array, which any
 * test detects.
 */
const unary: Operator = {
  name: "unary",
  edits({ node, above, source }) {
    if (node.nodeType !== "UnaryOperation" || inLoopHeader(above, node)) return [];
    const [operator, operand] = [String(node.operator), source.of(child(node, "subExpression"))];
    const other = { "++": "--", "--": "++", "!": "", "~": "" }[operator];
    if (other === undefined) return [];
    return [replace(node, node.prefix === true ? `${other}${operand}` : `${operand}${other}`)];
  },
};

const isComparison = (node: Node): boolean =>
  node.nodeType === "BinaryOperation" && ["relational", "logical"].includes(BINARY[String(node.operator)]?.[0] ?? "");

/** Makes a condition always true, always false, or negated (unless another operator negates it). */
const condition: Operator = {
  name: "condition",
  edits({ node, source }) {
    if (node.nodeType === "ForStatement" || node.nodeType === "WhileStatement") {
      return [replace(child(node, "condition"), "false")];
    }
    if (node.nodeType !== "IfStatement" && node.nodeType !== "Conditional") return [];
    const asked = child(node, "condition");
    return [replace(asked, "true"), replace(asked, "false"), ...opposite(asked, source.of(asked))];
  },
};

function opposite(asked: Node, text: string): readonly Edit[] {
  const turned = isComparison(asked) || (asked.nodeType === "UnaryOperation" && asked.operator === "!");
  return turned ? [] : [replace(asked, `!(${text})`)];
}

const answer: Operator = {
  name: "answer",
  edits({ node, source }) {
    if (node.nodeType !== "Return" || node.expression === null || node.expression === undefined) return [];
    const said = child(node, "expression");
    return typeOf(said) === "bool" ? opposite(said, source.of(said)) : [];
  },
};

function nextMember({ node, source, enums }: CodeSite): readonly Edit[] {
  const members = enums.get(typeOf(node));
  if (node.nodeType !== "MemberAccess" || members === undefined) return [];
  const next = members.indexOf(String(node.memberName)) + 1;
  const type = source.of(child(node, "expression"));
  return next === 0 ? [] : [replace(node, `${type}.${members[next % members.length]}`)];
}

/** Changes a number by one, flips a bool, picks another enum member, empties a string, lowers a bound by one. */
const constant: Operator = {
  name: "constant",
  edits(site) {
    const { node } = site;
    if (node.nodeType === "MemberAccess" && node.memberName === "max" && /^uint/.test(typeOf(node))) {
      return [replace(node, `(${site.source.of(node)} - 1)`)];
    }
    return node.nodeType === "Literal" ? literals(node) : nextMember(site);
  },
};

function literals(node: Node): readonly Edit[] {
  const value = String(node.value);
  switch (node.kind) {
    case "bool":
      return [replace(node, value === "true" ? "false" : "true")];
    case "string":
      return value === "" ? [] : [replace(node, '""')];
    case "number":
      return neighbours(value).map((other) => replace(node, [other, node.subdenomination].join(" ").trim()));
    default:
      return [];
  }
}

function neighbours(value: string): readonly string[] {
  if (!/^(0x[0-9a-f]+|[0-9_]+)$/i.test(value)) return [];
  const number = BigInt(value.replaceAll("_", ""));
  const hex = (other: bigint): string => `0x${other.toString(16).padStart(value.length - 2, "0")}`;
  const written = (other: bigint): string => (value.startsWith("0x") ? hex(other) : other.toString());
  return number === 0n ? [written(1n)] : [written(number + 1n), written(number - 1n)];
}

/** Functions for which the order of the first two arguments does not matter. */
const COMMUTATIVE = ["addmod", "mulmod"];

/** Swaps two arguments of the same type. */
const swapped: Operator = {
  name: "swapped arguments",
  edits({ node, source }) {
    if (node.nodeType !== "FunctionCall" || node.kind === "typeConversion") return [];
    const given = list(node, "arguments");
    const operands = COMMUTATIVE.includes(source.of(child(node, "expression"))) ? given.slice(0, 2) : [];
    return given.flatMap((first, i) =>
      given
        .slice(i + 1)
        .filter((second) => !operands.includes(first) || !operands.includes(second))
        .filter((second) => typeOf(first) === typeOf(second) && source.of(first) !== source.of(second))
        .map((second) => {
          const [from, to] = [span(first), span(second)];
          const text = source.of(second) + source.text(from.end, to.start) + source.of(first);
          return { start: from.start, end: to.end, text };
        }),
    );
  },
};

export const EXPRESSIONS: readonly Operator[] = [
  ...["relational", "arithmetic", "bitwise", "shift", "logical"].map(binary),
  ...[compound, unary, condition, answer, constant, swapped],
];
