/** What a page consists of, in order, whatever its language. */

/** A heading, a paragraph, an item of a list, a row of a table, a fenced block, or an HTML comment. */
export interface Part {
  /** What it is: `## `, `paragraph`, `- `, `1. `, `row of 3`, a block's first line such as `sh exit=1`, or `comment`. */
  readonly kind: string;
  /** The line where it begins. */
  readonly line: number;
  /** Its text. A paragraph's lines are joined; a fenced block's lines have lost the indentation of its fences. */
  readonly text: string;
}

const FENCE = /^( *)(```.*)$/;

/** Reads a page's parts. The line below a table's header is not one of them. */
export function partsOf(page: string): readonly Part[] {
  const parts: Part[] = [];
  const lines = page.split("\n");
  let isOpen = false;
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i] ?? "";
    const [, indent = "", info] = FENCE.exec(text) ?? [];
    const line = i + 1;
    if (info !== undefined) {
      const end = lines.findIndex((each, n) => n > i && each === `${indent}\`\`\``);
      const body = lines.slice(i + 1, end < 0 ? undefined : end);
      parts.push({ kind: info, line, text: body.map((each) => each.replace(indent, "")).join("\n") });
      i = end < 0 ? lines.length : end;
      isOpen = false;
    } else if (isOpen && text.trim() !== "" && beginningOf(text) === undefined) {
      const before = parts.pop();
      if (before !== undefined) parts.push({ ...before, text: `${before.text} ${text.trim()}` });
    } else if (text.trim() !== "" && !/^\|[ |:-]+$/.test(text)) {
      const kind = beginningOf(text) ?? "paragraph";
      parts.push({ kind, line, text: text.trim() });
      isOpen = kind === "paragraph" || kind === "- " || kind === "1. ";
    } else isOpen = false;
  }
  return parts;
}

/** What a line begins, or undefined for a line of plain text. */
function beginningOf(line: string): string | undefined {
  const text = line.trim();
  if (text.startsWith("|")) return `row of ${cells(text)}`;
  if (text.startsWith("<!--")) return "comment";
  const [marker] = /^(?:#+ |- |\d+\. )/.exec(text) ?? [];
  return marker?.replace(/\d+/, "1");
}

const cells = (row: string): number => row.replaceAll("\\|", "").split("|").length - 2;

/** What stands between single backticks. */
export function spansIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span.replaceAll(/\s+/g, " "));
}

/** Where its links lead. */
export function targetsIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The numbers of its words, as they are written: `1,024`, `22.13`. Those in code and in links do not count. */
export function numbersIn(text: string): readonly string[] {
  const words = text.replaceAll(/`[^`]+`/g, " ").replaceAll(/\]\([^)]*\)/g, "] ");
  return words.match(/\d+(?:[.,]\d+)*/g) ?? [];
}
