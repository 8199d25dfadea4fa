import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { KOREAN_BY_SORT } from "../../../scripts/lib/terminal/language/korean.ts";
import { namesIn } from "../../../src/errors/catalogue/sentence.ts";
import { isContractError } from "../../../src/errors/contracts.ts";
import { ERRORS } from "../../../src/public/errors.ts";

const SOURCES = "{src,scripts,network}/**/*.ts";

/** The code of a key, which may be `code --option`. */
const codeOf = (key: string): string => key.split(" ")[0] ?? key;

/**
 * For each code, the names of the facts in each throw, as far as the sources show them; undefined if some come from a
 * variable.
 */
type Facts = ReadonlySet<string> | undefined;

/**
 * Finds throws in the sources: `new DidimError(…)` or a helper's call with the code, the message, and the facts in
 * braces.
 */
function factsInSources(codes: ReadonlySet<string>): ReadonlyMap<string, readonly Facts[]> {
  const throws = new Map<string, Facts[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && codes.has(node.text)) {
      throws.set(node.text, [...(throws.get(node.text) ?? []), factsBeside(node)]);
    }
    ts.forEachChild(node, visit);
  };
  for (const path of globSync(SOURCES, { exclude: ["src/errors/**"] })) {
    visit(ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true));
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

/**
 * A fact in brackets must be in some throw of the code; a fact outside brackets, in each of them. Contract errors get
 * their values from the ABI; another test checks their sentences.
 */
export function koreanFacts(): readonly string[] {
  const ofCatalogue = Object.entries(ERRORS).map(([code, { ko }]) => [code, ko] as const);
  const own = ofCatalogue.filter(([code]) => !isContractError(code.replace("registry.", "")));
  const throws = factsInSources(new Set(own.map(([code]) => code)));
  return [...own, ...Object.entries(KOREAN_BY_SORT)].flatMap(([key, sentence]) => {
    const known = throws.get(codeOf(key)) ?? [undefined];
    const { needed, aside } = namesIn(sentence);
    return [
      ...aside.filter((name) => !known.some((facts) => facts === undefined || facts.has(name))),
      ...needed.filter((name) => !known.every((facts) => facts === undefined || facts.has(name))),
    ].map((name) => `the Korean sentence of ${key} names {${name}}, which that error does not have`);
  });
}
