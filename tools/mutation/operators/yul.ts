import { type Edit, list, type Node, type Source } from "../ast.ts";
import { replace } from "./expressions.ts";
import type { Operator } from "./operator.ts";

const OTHERS: Readonly<Record<string, string>> = {
  ...{ add: "sub", sub: "add", and: "or", or: "and", shl: "shr", shr: "shl", lt: "gt", gt: "lt" },
};

/** For each argument that is a length, the argument with the start of its memory range. */
const BEGINNINGS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  ...{ revert: { 1: 0 }, return: { 1: 0 } },
  ...{ delegatecall: { 3: 2, 5: 4 }, staticcall: { 3: 2, 5: 4 } },
};

/** Mutates inline assembly: numbers by one, one function for another, dropped statements and conditions. */
const assembly: Operator = {
  name: "assembly",
  edits({ node, above, source }) {
    switch (node.nodeType) {
      case "YulLiteral":
        return isNowhere(node, above[0], source) ? [] : numbers(node);
      case "YulFunctionCall": {
        const name = node.functionName as Node;
        const other = OTHERS[source.of(name)];
        return other === undefined ? [] : [replace(name, other)];
      }
      case "YulExpressionStatement":
      case "YulAssignment":
        return [replace(node, "{}")];
      case "YulIf":
        return ["0", "1"].map((always) => replace(node.condition as Node, always));
      default:
        return [];
    }
  },
};

/** Whether it is the start of an empty range, which the EVM ignores (Yellow Paper, appendix H: M(s, f, 0) = s). */
function isNowhere(node: Node, call: Node | undefined, source: Source): boolean {
  if (call?.nodeType !== "YulFunctionCall") return false;
  const given = list(call, "arguments");
  const beginnings = BEGINNINGS[source.of(call.functionName as Node)] ?? {};
  return given.some((length, i) => {
    const beginning = beginnings[i];
    return beginning !== undefined && given[beginning] === node && source.of(length) === "0";
  });
}

function numbers(node: Node): readonly Edit[] {
  const value = BigInt(String(node.value));
  return [value + 1n, value - 1n].filter((other) => other >= 0n).map((other) => replace(node, other.toString()));
}

export const YUL: readonly Operator[] = [assembly];
