/**
 * What strangers wrote, where people decide by what they read: it must not pass for a line of ours, and must not push
 * our lines off the screen. Characters that show as nothing are made visible first, by {@link oneLine}.
 */
import { type Language, oneLine, type Words } from "./output.ts";

/** A terminal has 80 columns at least; what is longer would be broken at its edge, where our own lines begin. */
const COLUMNS = 72;
const EDGE = "| ";

/** A value of a few words stands in its line, in quotes; a longer one below it, behind an edge. */
const SHORT = 40;

/** Latin letters are one column wide; what is not may be two (Korean, Chinese, most symbols). */
const widthOf = (character: string): number => (/^[\x20-\x7e]$/.test(character) ? 1 : 2);

function wide(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** In lines of that many columns at most, however it was spaced. */
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

/** A text behind an edge, in so many lines at most. */
export function quotedLines(text: string, most: number, indent = "  "): Words {
  const lines = linesOf(text, COLUMNS - indent.length - EDGE.length);
  const shown = lines.slice(0, most).map((line) => `${indent}${EDGE}${line}`);
  const left = [...lines.slice(most).join("")].length;
  const more = (lang: Language): string[] =>
    left === 0
      ? []
      : [`${indent}${lang === "en" ? `… ${left} more characters: see --json` : `… ${left}자 더 있음: --json`}`];
  return { en: [...shown, ...more("en")].join("\n"), ko: [...shown, ...more("ko")].join("\n") };
}

/** The longest value that is shown whole: what the registries take at most. */
const MAX_LINES = 8;

/** A value beside its label: in quotes, so that its end is seen; a long one below. */
export function quoted(text: string, indent: string): Words {
  const line = `"${oneLine(text)}"`;
  if (wide(line) <= SHORT) return { en: line, ko: line };
  const { en, ko } = quotedLines(text, MAX_LINES, indent);
  return { en: `\n${en}`, ko: `\n${ko}` };
}
