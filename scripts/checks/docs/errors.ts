import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { codeSpans, page, pages } from "./tree.ts";

const CODE = /^[a-z][a-z0-9]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
const FILE = /\.(ts|md|json|sol|mjs|js)$/;

export interface CodesInSource {
  /** String literals in the first argument of `new DidimError(…)`. */
  readonly thrown: ReadonlySet<string>;
  /** Every string literal that looks like a code: helpers take codes as arguments. */
  readonly literals: ReadonlySet<string>;
}

function strings(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  const inside: string[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...strings(child));
  });
  return inside;
}

export function codesIn(texts: readonly string[]): CodesInSource {
  const thrown = new Set<string>();
  const literals = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && CODE.test(node.text)) literals.add(node.text);
    if (ts.isNewExpression(node) && node.expression.getText() === "DidimError" && node.arguments?.[0]) {
      for (const code of strings(node.arguments[0])) thrown.add(code);
    }
    ts.forEachChild(node, visit);
  };
  for (const text of texts) visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true));
  return { thrown, literals };
}

function documented(path: string): ReadonlySet<string> {
  return new Set(codeSpans(page(path)?.text ?? "").filter((span) => CODE.test(span) && !FILE.test(span)));
}

const family = (code: string): string => code.split(".")[0] ?? code;

function source(): CodesInSource {
  return codesIn(globSync("src/**/*.ts").map((path) => readFileSync(path, "utf8")));
}

/** Every code that src/ throws is on docs/errors.md (a code that findings share may be on docs/verdicts.md). */
export function undocumentedCodes(): readonly string[] {
  const { thrown, literals } = source();
  const known = new Set([...documented("docs/errors.md"), ...documented("docs/verdicts.md")]);
  const families = new Set([...thrown].map(family));
  const codes = new Set([...thrown, ...[...literals].filter((code) => families.has(family(code)) && !FILE.test(code))]);
  return [...codes].filter((code) => !known.has(code)).map((code) => `${code} is thrown, and not on docs/errors.md`);
}

/** Every code on docs/errors.md is thrown by src/. */
export function unthrownCodes(): readonly string[] {
  const { thrown, literals } = source();
  const codes = documented("docs/errors.md");
  if (codes.size === 0) return ["docs/errors.md names no code"];
  const unknown = [...codes].filter((code) => !thrown.has(code) && !literals.has(code));
  return unknown.map((code) => `docs/errors.md explains ${code}, which src/ never throws`);
}

/** Every custom error of the contracts is named on some page, in code. */
export function solidityErrors(): readonly string[] {
  const files = globSync("contracts/**/*.sol", { exclude: ["contracts/test-doubles/**"] });
  const texts = files.map((path) => readFileSync(path, "utf8"));
  const errors = texts.flatMap((text) => [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name = ""]) => name));
  const text = pages().map((each) => each.text);
  const missing = [...new Set(errors)].filter((name) => !text.some((each) => new RegExp(`\\b${name}\\b`).test(each)));
  return missing.sort().map((name) => `the contracts' error ${name} is on no page of docs/`);
}
