/**
 * Shows untrusted text where people decide by what they read. It must not pass for a line of ours, nor push our lines
 * off the screen. Invisible characters are made visible first, by {@link oneLine}.
 */
import { type Bilingual, type Language, oneLine } from "./output.ts";

/** A terminal has at least 80 columns; a longer line would wrap to the left edge, where our own lines begin. */
const COLUMNS = 72;
const EDGE = "| ";

/** A short value is quoted on its label's line; a longer one goes below it, each line marked by `| `. */
const SHORT = 40;

/** Latin letters are one column wide; others may be two (Korean, Chinese, most symbols). */
const widthOf = (character: string): number => (/^[\x20-\x7e]$/.test(character) ? 1 : 2);

function wide(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** The text broken into lines of at most `columns` columns, whatever line breaks it had. */
function linesOf(text: string, columns: number): string[] {
  const lines = [""];
  let width = 0;
  for (const character of oneLine(text)) {
    width += widthOf(character);
    if (width > columns) {
      lines.push("");
      width = widthOf(character);
    }
    lines.push(`${lines.pop()}${character}`);
  }
  return lines;
}

/** The text in at most `most` lines, each marked by `| `. */
export function quotedLines(text: string, most: number, indent = "  "): Bilingual {
  const lines = linesOf(text, COLUMNS - indent.length - EDGE.length);
  const shown = lines.slice(0, most).map((line) => `${indent}${EDGE}${line}`);
  const left = [...lines.slice(most).join("")].length;
  const more = (lang: Language): string[] =>
    left === 0
      ? []
      : [`${indent}${lang === "en" ? `… ${left} more characters: see --json` : `… ${left}자 더 있음: --json`}`];
  return { en: [...shown, ...more("en")].join("\n"), ko: [...shown, ...more("ko")].join("\n") };
}

/** Lines; enough for the longest values that the registries accept. */
const MAX_LINES = 8;

/** A value for its label: quoted, so that its end is visible; a long one below. */
export function quoted(text: string, indent: string): Bilingual {
  const line = `"${oneLine(text)}"`;
  if (wide(line) <= SHORT) return { en: line, ko: line };
  const { en, ko } = quotedLines(text, MAX_LINES, indent);
  return { en: `\n${en}`, ko: `\n${ko}` };
}
