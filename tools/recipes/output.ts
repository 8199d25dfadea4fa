/**
 * Whether a program printed what a page shows. `…` on a page stands for any text within a line; a line with nothing but
 * `…` stands for any lines, also none.
 */
export function matches(printed: string, shown: string, how: "whole" | "beginning" = "whole"): boolean {
  const lines = trimmed(shown).split("\n");
  const pattern = lines.map((line) => (line.trim() === "…" ? "(?:[^\\n]*\\n)*?" : `${patternOf(line)}\\n`)).join("");
  return new RegExp(`^${pattern}${how === "whole" ? "$" : ""}`).test(`${trimmed(printed)}\n`);
}

const patternOf = (line: string): string => line.split("…").map(escaped).join("[^\\n]*?");

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Blanks at the ends of lines, and blank lines around the whole, do not count. */
function trimmed(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .replaceAll(/^\n+|\n+$/g, "");
}
