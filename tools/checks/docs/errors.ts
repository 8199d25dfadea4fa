import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { codeSpans, page, pages } from "./tree.ts";

/** "family.what-happened": what a code looks like. */
const CODE = /^[a-z][a-zA-Z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
const FILE = /\.(ts|md|json|sol|mjs|js)$/;
const FINDINGS = "src/verdict/words.ts";

/** The codes among the string literals of a source text. */
export function codesIn(text: string): ReadonlySet<string> {
  const codes = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && CODE.test(node.text) && !FILE.test(node.text)) codes.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true));
  return codes;
}

const minus = (codes: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...codes].filter((code) => !others.has(code)));

const findingCodes = (): ReadonlySet<string> => codesIn(readFileSync(FINDINGS, "utf8"));

const family = (code: string): string => code.split(".")[0] ?? code;

/**
 * Codes of errors. Not every one stands in a `throw`: helpers are given them. So all of a family count, if one of it is thrown
 * or is on the page of errors; other strings of this look (the council's actions, say) are no errors.
 */
function errorCodes(): ReadonlySet<string> {
  const texts = globSync("src/**/*.ts", { exclude: [FINDINGS] }).map((path) => readFileSync(path, "utf8"));
  const thrown = texts.flatMap((text) =>
    [...text.matchAll(/new DidimError\(\s*"([^"]+)"/g)].map(([, code = ""]) => code),
  );
  const families = new Set([...thrown, ...documented("docs/errors.md")].map(family));
  const codes = minus(new Set(texts.flatMap((text) => [...codesIn(text)])), findingCodes());
  return new Set([...codes].filter((code) => families.has(family(code))));
}

function documented(path: string): ReadonlySet<string> {
  return new Set(codeSpans(page(path)?.text ?? "").filter((span) => CODE.test(span) && !FILE.test(span)));
}

function unexplained(codes: ReadonlySet<string>, path: string): readonly string[] {
  return [...minus(codes, documented(path))].map((code) => `${code} is not on ${path}`);
}

/** What a page explains and src/ does not know. A page may speak of the other page's codes. */
function unknown(path: string): readonly string[] {
  const known = new Set(globSync("src/**/*.ts").flatMap((file) => [...codesIn(readFileSync(file, "utf8"))]));
  return [...minus(documented(path), known)].map((code) => `${path} explains ${code}, which src/ does not know`);
}

export const errorPage = (): readonly string[] => [
  ...unexplained(errorCodes(), "docs/errors.md"),
  ...unknown("docs/errors.md"),
];

export const verdictPage = (): readonly string[] => [
  ...unexplained(findingCodes(), "docs/verdicts.md"),
  ...unknown("docs/verdicts.md"),
];

/** Every custom error of the contracts is named on some page, in code. */
export function solidityErrors(): readonly string[] {
  const files = globSync("contracts/**/*.sol", { exclude: ["contracts/test-doubles/**"] });
  const texts = files.map((path) => readFileSync(path, "utf8"));
  const errors = texts.flatMap((text) => [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name = ""]) => name));
  const text = pages().map((each) => each.text);
  const missing = [...new Set(errors)].filter((name) => !text.some((each) => new RegExp(`\\b${name}\\b`).test(each)));
  return missing.sort().map((name) => `the contracts' error ${name} is on no page of docs/`);
}
