import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { isContractError } from "../../../src/errors/contracts.ts";
import { ERRORS } from "../../../src/public/errors.ts";
import { codeSpans, page, pages } from "./tree.ts";

/** The form of a code: "family.what-happened". */
const CODE = /^[a-z][a-zA-Z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
const FILE = /\.(ts|md|json|sol|mjs|js)$/;
const FINDINGS = "src/verdict/texts.ts";

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

const CODES: ReadonlySet<string> = new Set(Object.keys(ERRORS));

/** The codes without those of contract errors, which are on their registry's page. */
const OWN_CODES: ReadonlySet<string> = new Set(
  [...CODES].filter((code) => !isContractError(code.replace("registry.", ""))),
);

const findingCodes = (): ReadonlySet<string> => codesIn(readFileSync(FINDINGS, "utf8"));

function documented(path: string): ReadonlySet<string> {
  const isCode = (span: string): boolean => CODES.has(span) || (CODE.test(span) && !FILE.test(span));
  return new Set(codeSpans(page(path)?.text ?? "").filter(isCode));
}

function unexplained(codes: ReadonlySet<string>, path: string): readonly string[] {
  return [...minus(codes, documented(path))].map((code) => `${code} is not on ${path}`);
}

/** Codes that a page explains but that do not exist. A page may mention the other page's codes. */
function unknown(path: string): readonly string[] {
  const known = new Set([...CODES, ...findingCodes()]);
  return [...minus(documented(path), known)].map((code) => `${path} explains ${code}, which there is not`);
}

export const errorPage = (): readonly string[] => [
  ...unexplained(OWN_CODES, "docs/errors.md"),
  ...unknown("docs/errors.md"),
];

export const verdictPage = (): readonly string[] => [
  ...unexplained(findingCodes(), "docs/verdicts.md"),
  ...unknown("docs/verdicts.md"),
];

/** Codes of the catalogue that nothing throws. Contract errors are left out: contracts throw them. */
export function unthrown(): readonly string[] {
  const paths = globSync("{src,scripts,network}/**/*.ts", { exclude: ["src/errors/**"] });
  const texts = paths.map((path) => readFileSync(path, "utf8")).join("\n");
  const left = [...OWN_CODES].filter((code) => !texts.includes(`"${code}"`));
  return left.map((code) => `${code} is in the catalogue, and nobody throws it`);
}

/** Every custom error of the contracts is named on some page, as code. */
export function solidityErrors(): readonly string[] {
  const files = globSync("contracts/**/*.sol", { exclude: ["contracts/test-doubles/**"] });
  const texts = files.map((path) => readFileSync(path, "utf8"));
  const errors = texts.flatMap((text) => [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name = ""]) => name));
  const text = pages().map((each) => each.text);
  const missing = [...new Set(errors)].filter((name) => !text.some((each) => new RegExp(`\\b${name}\\b`).test(each)));
  return missing.sort().map((name) => `the contracts' error ${name} is on no page of docs/`);
}
