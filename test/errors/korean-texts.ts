import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { partsOf } from "../../tools/checks/docs/parts.ts";

/** All files whose Korean people read. */
const FILES = [
  "src/verdict/texts.ts",
  "src/holder/{texts,review}.ts",
  "src/issuer/texts.ts",
  "src/errors/catalogue/**/*.ts",
  "src/registry/council/action-*.ts",
  "scripts/**/*.ts",
];

export interface KoreanText {
  /** File and line. */
  readonly at: string;
  /** Each expression of a template stands as `{…}`, in its own words. */
  readonly text: string;
}

/** The Korean texts in the sources: literals and templates with a Hangul letter. */
export function koreanTexts(): readonly KoreanText[] {
  return FILES.flatMap((pattern) => globSync(pattern)).flatMap(textsIn);
}

/** The pages in Korean: their headings, paragraphs, items and cells, without code and the targets of links. */
export function koreanPages(): readonly KoreanText[] {
  return globSync(["README.ko.md", "docs/ko/*.md"]).flatMap((path) =>
    partsOf(readFileSync(path, "utf8"))
      .filter(({ kind }) => !kind.startsWith("```") && kind !== "comment")
      .flatMap(({ line, text }) => wordsOf(text).map((each) => ({ at: `${path}:${line}`, text: each.trim() }))),
  );
}

function wordsOf(text: string): readonly string[] {
  const words = text.replaceAll(/`[^`]*`/g, "``").replaceAll(/\]\([^)]*\)/g, "]");
  return words.startsWith("|") ? words.split("|") : [words];
}

function textsIn(path: string): KoreanText[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: KoreanText[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && /[가-힣]/.test(text)) {
      found.push({ at: `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return (
    node.head.text + node.templateSpans.map((span) => `{${span.expression.getText()}}${span.literal.text}`).join("")
  );
}
