import { posix } from "node:path";
import { anchorOf } from "./links.ts";
import { numbersIn, type Part, partsOf, spansIn, targetsIn } from "./parts.ts";
import { type Page, pages } from "./tree.ts";

/** The page that a Korean page translates; any other page's own path. */
export const englishOf = (path: string): string =>
  path.replace(/^docs\/ko\//, "docs/").replace(/^README\.ko\.md$/, "README.md");

/** Where a Korean page is no longer like the English one. */
export function translations(): readonly string[] {
  const all = pages();
  const korean = all.filter(({ path }) => englishOf(path) !== path);
  if (korean.length === 0) return ["there is no Korean page: README.ko.md, docs/ko/"];
  return korean.flatMap((page) => {
    const english = all.find(({ path }) => path === englishOf(page.path));
    return english === undefined ? [`${page.path} translates no page`] : differences(english, page, all);
  });
}

/**
 * What differs between a page's two languages and should not. Both consist of the same parts, and each part has the same
 * code, links and numbers as in English. Comments of commands and lines of output may be Korean.
 *
 * @param all Every page, for what the links lead to.
 */
export function differences(english: Page, korean: Page, all: readonly Page[]): readonly string[] {
  const [en, ko] = [partsOf(english.text), partsOf(korean.text)];
  const at = (i: number): string => `${korean.path}:${ko[i]?.line ?? "end"} (${english.path}:${en[i]?.line ?? "end"})`;
  const apart = waysToOther(english, en, korean, ko);
  if (apart.length > 0) return apart;
  const odd = [...en.keys(), en.length].find((i) => en[i]?.kind !== ko[i]?.kind);
  if (odd !== undefined)
    return [`${at(odd)}: "${ko[odd]?.kind ?? "nothing"}" in Korean, "${en[odd]?.kind ?? "nothing"}" in English`];
  const targets = targetReader(all);
  return en.flatMap((part, i) => {
    const other = ko[i];
    if (i === BELOW_HEADING || other === undefined) return [];
    const found = isFence(part)
      ? blockDifferences(part, other)
      : [
          ...textDifferences(part, other),
          ...lacking("link to", targets(english.path, part), targets(korean.path, other)),
        ];
    return found.map((what) => `${at(i)}: ${what}`);
  });
}

/** The part that leads to the other language. */
const BELOW_HEADING = 1;

function waysToOther(english: Page, en: readonly Part[], korean: Page, ko: readonly Part[]): readonly string[] {
  const to = (from: Page, other: Page): string => posix.relative(posix.dirname(from.path), other.path);
  const ways: [Page, readonly Part[], string][] = [
    [english, en, `**English** · [한국어](${to(english, korean)})`],
    [korean, ko, `[English](${to(korean, english)}) · **한국어**`],
  ];
  return ways
    .filter(([, parts, way]) => parts[BELOW_HEADING]?.text.startsWith(way) !== true)
    .map(([{ path }, , way]) => `${path} does not have "${way}" below its heading`);
}

const isFence = ({ kind }: Part): boolean => kind.startsWith("```");

function textDifferences(en: Part, ko: Part): readonly string[] {
  if (en.kind === "comment") return en.text === ko.text ? [] : ["another comment"];
  return [
    ...lacking("code", unique(spansIn(en.text)), unique(spansIn(ko.text))),
    ...missing("number", numbersIn(en.text), numbersIn(ko.text)),
  ];
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Output and pictures, whose lines may be Korean. */
const SPOKEN = /^```(?:text|json|mermaid)$/;

function blockDifferences(en: Part, ko: Part): readonly string[] {
  const [ofEnglish, ofKorean] = [linesIn(en), linesIn(ko)];
  if (ofEnglish.length !== ofKorean.length) return [`${ofKorean.length} lines instead of ${ofEnglish.length}`];
  return ofEnglish.flatMap((line, i) => {
    const other = ofKorean[i] ?? "";
    if (line === other) return [];
    if (!SPOKEN.test(en.kind) || !/[가-힣]/.test(other)) return [`the block's line ${i + 1} is not ${line.trim()}`];
    return missing("number", numbersIn(line), numbersIn(other));
  });
}

/** A block's lines, without the comments of commands. */
function linesIn({ kind, text }: Part): readonly string[] {
  const lines = text.split("\n");
  return kind.startsWith("```sh") ? lines.map((line) => line.replace(/(?:^|\s+)# .*$/, "")) : lines;
}

/** Reads where a part's links lead: to a page's heading by its number, and of a page in two languages, to which one. */
function targetReader(all: readonly Page[]): (path: string, part: Part) => readonly string[] {
  const translated = new Set(all.flatMap(({ path }) => (englishOf(path) === path ? [] : [englishOf(path)])));
  const headings = new Map(all.map(({ path, text }) => [path, headingsIn(text)]));
  return (path, { text }) =>
    targetsIn(text).map((target) => {
      if (/^[a-z]+:/.test(target)) return target;
      const [file = "", anchor] = target.split("#");
      const to = file === "" ? path : posix.join(posix.dirname(path), file);
      const english = englishOf(to);
      const isSame = !translated.has(english) || (english === to) === (englishOf(path) === path);
      const heading = anchor === undefined ? "" : ` heading ${(headings.get(to) ?? []).indexOf(anchor) + 1}`;
      return `${english}${heading}${isSame ? "" : " in the other language"}`;
    });
}

function headingsIn(text: string): readonly string[] {
  const headings = partsOf(text).filter(({ kind }) => /^#+ $/.test(kind));
  return headings.map(({ text: heading }) => anchorOf(heading.replace(/^#+ /, "")));
}

/** What only one of two lists has, counted. */
const lacking = (what: string, en: readonly string[], ko: readonly string[]): readonly string[] => [
  ...missing(what, en, ko),
  ...without(ko, en).map((each) => `the ${what} ${each} is not in the English`),
];

const missing = (what: string, en: readonly string[], ko: readonly string[]): readonly string[] =>
  without(en, ko).map((each) => `the ${what} ${each} is not in the Korean`);

/** The texts of the first list that are left over when each of the second list is taken away once. */
function without(texts: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken];
  return texts.filter((text) => {
    const i = left.indexOf(text);
    if (i >= 0) left.splice(i, 1);
    return i < 0;
  });
}
