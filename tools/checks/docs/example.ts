import { readFileSync } from "node:fs";
import { fences, page } from "./tree.ts";

const EXAMPLE = "examples/fifteen-lines.ts";
const PAGE = "docs/getting-started.md";
const FRAME = /^(import |export async function |return verdict;$|console\.log\(verdict\.text\.en\);$|\}$)/;

/** The statements of a code block: without comments, imports, and the function that the example stands in. */
export function statements(code: string): readonly string[] {
  const lines = code.replace(/\/\*\*[\s\S]*?\*\//g, "").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//") && !FRAME.test(line));
}

/** The first block on a page that calls the verifier. */
function exampleOn(path: string): readonly string[] {
  return statements(fences(page(path)?.text ?? "").find((code) => code.includes("createVerifier(")) ?? "");
}

/** docs/getting-started.md shows the whole example, word for word. */
export function example(): readonly string[] {
  const tested = statements(readFileSync(EXAMPLE, "utf8"));
  const shown = exampleOn(PAGE);
  return shown.join("\n") === tested.join("\n") ? [] : [`${PAGE} shows other code than ${EXAMPLE}`];
}
