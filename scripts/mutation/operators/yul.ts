import type { Edit, Node } from "../ast.ts";
import { replace } from "./expressions.ts";
import type { Operator } from "./operator.ts";

const OTHERS: Readonly<Record<string, string>> = {
  ...{ add: "sub", sub: "add", and: "or", or: "and", shl: "shr", shr: "shl", lt: "gt", gt: "lt" },
};

/** The few lines of inline assembly: numbers one off, functions for one another, statements and conditions forgotten. */
const assembly: Operator = {
  name: "assembly",
  edits({ node, source }) {
    switch (node.nodeType) {
      case "YulLiteral":
        return numbers(node);
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

function numbers(node: Node): readonly Edit[] {
  const value = BigInt(String(node.value));
  return [value + 1n, value - 1n].filter((other) => other >= 0n).map((other) => replace(node, other.toString()));
}

export const YUL: readonly Operator[] = [assembly];
