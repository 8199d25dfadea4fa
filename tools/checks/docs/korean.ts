import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { KOREAN } from "../../../scripts/lib/refusals/korean.ts";
import { ASIDE, namesIn } from "../../../scripts/lib/refusals/sentences.ts";
import { page } from "./tree.ts";

const SOURCES = "{src,scripts,network}/**/*.ts";
const MESSAGES = "src/registry/messages.ts";

/** Of `code --option` too. */
const codeOf = (key: string): string => key.split(" ")[0] ?? key;

const read = (path: string): string => readFileSync(path, "utf8");

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

/** What the contracts refuse, with the names of its values: as declared, or as the English message fills them in. */
function contractErrors(): ReadonlyMap<string, ReadonlySet<string>> {
  const declared = new Map(
    globSync("contracts/**/*.sol").flatMap((path) =>
      [...read(path).matchAll(/^\s*error (\w+)\(([^)]*)\)/gm)].map(([, name = "", values = ""]) => [
        name,
        matches(values, /(\w+)\s*(?:,|$)/g),
      ]),
    ),
  );
  const said = [...read(MESSAGES).matchAll(/^ {2}([A-Z]\w+):\s+"(.*)",$/gm)];
  return new Map(
    said.map(([, name = "", text = ""]) => [
      `registry.${name}`,
      new Set([...namesIn(text), ...(declared.get(name) ?? [])]),
    ]),
  );
}

/** Codes of the page of errors, of the commands' own errors, and of the contracts' refusals. */
export function koreanSentences(): readonly string[] {
  const own = globSync("{scripts,network}/**/*.ts").flatMap((path) =>
    matches(read(path), /new DidimError\(\s*"([^"]+\.[^"]+)"/g),
  );
  const documented = matches(page("docs/errors.md")?.text ?? "", /^\| `([a-z][\w.-]*)` \|/gm);
  const codes = new Set([...own, ...documented, ...contractErrors().keys()]);
  const keys = Object.keys(KOREAN);
  return [
    ...[...codes].filter((code) => !Object.hasOwn(KOREAN, code)).map((code) => `${code} has no Korean sentence`),
    ...keys.filter((key) => !codes.has(codeOf(key))).map((key) => `the Korean sentence of ${key} is of no error`),
  ];
}

/** By code, the facts of each throw as far as the sources show them; undefined where some come out of a variable. */
type Facts = ReadonlySet<string> | undefined;

/** A throw is read off as the error made anew, or as a helper's call: the code, the message, and the facts in braces. */
function factsInSources(codes: ReadonlySet<string>): ReadonlyMap<string, readonly Facts[]> {
  const throws = new Map<string, Facts[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && codes.has(node.text)) {
      throws.set(node.text, [...(throws.get(node.text) ?? []), factsBeside(node)]);
    }
    ts.forEachChild(node, visit);
  };
  for (const path of globSync(SOURCES, { exclude: ["scripts/lib/refusals/**"] })) {
    visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true));
  }
  return throws;
}

function factsBeside(code: ts.StringLiteralLike): Facts {
  const { parent } = code;
  if (!(ts.isNewExpression(parent) || ts.isCallExpression(parent)) || parent.arguments?.[0] !== code) return undefined;
  const [, , facts = ts.factory.createObjectLiteralExpression()] = parent.arguments;
  if (!ts.isObjectLiteralExpression(facts)) return undefined;
  const names = facts.properties.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : undefined));
  return names.includes(undefined) ? undefined : new Set(names.filter((name) => name !== undefined));
}

/** What stands in brackets some throw of the code has; what stands outside, each of them. */
export function koreanFacts(): readonly string[] {
  const contracts = [...contractErrors()].map(([code, facts]) => [code, [facts]] as const);
  const throws = new Map([...factsInSources(new Set(Object.keys(KOREAN).map(codeOf))), ...contracts]);
  return Object.entries(KOREAN).flatMap(([key, sentence]) => {
    const known = throws.get(codeOf(key)) ?? [undefined];
    const asides = namesIn((sentence.match(ASIDE) ?? []).join(""));
    const others = namesIn(sentence.replace(ASIDE, ""));
    return [
      ...asides.filter((name) => !known.some((facts) => facts === undefined || facts.has(name))),
      ...others.filter((name) => !known.every((facts) => facts === undefined || facts.has(name))),
    ].map((name) => `the Korean sentence of ${key} names {${name}}, which that error does not have`);
  });
}
