import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { KOREAN_BY_SORT } from "../../../scripts/lib/terminal/korean.ts";
import { namesIn } from "../../../src/errors/catalogue/sentence.ts";
import { isContractError } from "../../../src/errors/contracts.ts";
import { ERRORS } from "../../../src/errors.ts";

const SOURCES = "{src,scripts,network}/**/*.ts";

/** Of `code --option` too. */
const codeOf = (key: string): string => key.split(" ")[0] ?? key;

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
 * What stands in brackets some throw of the code has; what stands outside, each of them. A contract's errors have their
 * values from the ABI, to which a test holds their sentences.
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
