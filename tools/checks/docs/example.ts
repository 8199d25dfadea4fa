import { readFileSync } from "node:fs";
import { fences, page } from "./tree.ts";

const EXAMPLE = "examples/fifteen-lines.ts";
const FRAME = /^(import |export async function |return verdict;$|\}$)/;

/** The statements of a code block: without comments, imports, and the function that the example stands in. */
export function statements(code: string): readonly string[] {
  const lines = code.replace(/\/\*\*[\s\S]*?\*\//g, "").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//") && !FRAME.test(line));
}

/** The first block on a page that calls the verifier. */
function exampleOn(path: string): readonly string[] {
  return statements(fences(page(path)?.text ?? "").find((code) => code.includes("createVerifier(")) ?? "");
}

/** docs/getting-started.md shows the whole example, word for word; README.md shows some of its statements. */
export function example(): readonly string[] {
  const tested = statements(readFileSync(EXAMPLE, "utf8"));
  const whole = exampleOn("docs/getting-started.md");
  const snippet = exampleOn("README.md");
  return [
    ...(snippet.length === 0 ? ["README.md shows no snippet that calls createVerifier()"] : []),
    ...snippet.filter((line) => !tested.includes(line)).map((line) => `README.md: not in ${EXAMPLE}: ${line}`),
    ...(whole.join("\n") === tested.join("\n") ? [] : [`docs/getting-started.md shows other code than ${EXAMPLE}`]),
  ];
}
