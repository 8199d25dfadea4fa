import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

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
