/**
 * `npm run lint`: imports go one way (rooms.ts says which), formats and crypto do no I/O, all of src/ runs in a browser that is not
 * named as Node's, and facts are asked for by askFacts().
 */
import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import {
  ASKER,
  GUARDED,
  IMPURE_MODULES,
  IMPURE_NAMES,
  NODE_NAMES,
  NODE_ONLY,
  ROOMS,
  type Room,
  SEAMS,
  UNREF,
} from "./rooms.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly problem: string;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly at: number;
}

/** The room of a file: the longest listed name that is the file itself or a folder above it. */
export function roomOf(path: string): string | undefined {
  const names = Object.keys(ROOMS).filter((name) => path === name || path.startsWith(`${name}/`));
  return names.sort((a, b) => b.length - a.length)[0];
}

const isIn = (path: string, names: readonly string[]): boolean =>
  names.some((name) => path === name || path.startsWith(`${name}/`));

/** Whether a file must run in a browser, too. */
const isPortable = (path: string): boolean => path.startsWith("src/") && !isIn(path, NODE_ONLY);

function importOf(node: ts.Node): Import | undefined {
  const at = node.getStart();
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, typeOnly, at };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, at };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [first] = node.arguments;
    if (first && ts.isStringLiteral(first)) return { specifier: first.text, typeOnly: false, at };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true, at };
  }
  return undefined;
}

function impureNameOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) return "new Date()";
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    return IMPURE_NAMES.includes(text) ? text : undefined;
  }
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ts.isIdentifier(node.expression)) {
    return IMPURE_NAMES.includes(node.expression.text) ? node.expression.text : undefined;
  }
  return undefined;
}

/** A name that Node alone has, where it means that: not a member, and not a name that the file itself gives. */
function nodeNameOf(node: ts.Node, path: string): string | undefined {
  if (ts.isPropertyAccessExpression(node) && node.name.text === "unref") return path === UNREF ? undefined : "unref()";
  if (!ts.isIdentifier(node) || !NODE_NAMES.includes(node.text)) return undefined;
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  const isGiven = (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node;
  const onGlobal = isMember && parent.expression.getText() === "globalThis";
  return (isMember && !onGlobal) || isGiven ? undefined : node.text;
}

function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

/** Whether the node accesses a member `lookup`, to call it now or later. */
function readsLookup(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "lookup";
  if (ts.isElementAccessExpression(node)) {
    return ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === "lookup";
  }
  return ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === "lookup";
}

function problemOfNode({ specifier, typeOnly }: Import, path: string): string | undefined {
  if (isBuiltin(specifier)) return `${path} runs in browsers, too: not ${specifier}`;
  const target = posix.join(posix.dirname(path), specifier);
  if (typeOnly || !specifier.startsWith(".") || !isIn(target, NODE_ONLY)) return undefined;
  return `${path} runs in browsers, too: not ${target}`;
}

function problemOfPackage(name: string, room: string, rules: Room): string | undefined {
  if (isBuiltin(name)) {
    const module = name.replace(/^node:/, "");
    return rules.pure && IMPURE_MODULES.includes(module) ? `${room} does no I/O: not ${name}` : undefined;
  }
  const guarded = Object.keys(GUARDED).find((start) =>
    start.endsWith("/") ? name.startsWith(start) : name === start || name.startsWith(`${start}/`),
  );
  const kind = guarded === undefined ? undefined : GUARDED[guarded];
  if (kind === undefined || rules.packages?.includes(kind)) return undefined;
  return `${room} must not import ${name}`;
}

function problemOfImport(found: Import, path: string, room: string, rules: Room): string | undefined {
  if (!found.specifier.startsWith(".")) return problemOfPackage(found.specifier, room, rules);
  const target = posix.join(posix.dirname(path), found.specifier);
  if (target.endsWith(".json")) return undefined;
  if (found.typeOnly && SEAMS.includes(target)) return undefined;
  const to = target.startsWith("typechain/") ? "typechain" : roomOf(target);
  if (to === room || (to !== undefined && rules.from.includes(to))) return undefined;
  return `${room} must not import ${target}`;
}

/** Every violation in these files, in the order of the text. */
export function checkImports(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const room = roomOf(path);
    const rules = room === undefined ? undefined : ROOMS[room];
    if (room === undefined || rules === undefined) {
      return [{ path, line: 1, problem: "is in no room: give it a line in tools/checks/rooms.ts" }];
    }
    const portable = isPortable(path);
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const violations: Violation[] = [];
    const report = (at: number, problem: string): void => {
      violations.push({ path, line: source.getLineAndCharacterOfPosition(at).line + 1, problem });
    };
    const visit = (node: ts.Node): void => {
      const found = importOf(node);
      const problem = found && ((portable && problemOfNode(found, path)) || problemOfImport(found, path, room, rules));
      if (found && problem) report(found.at, problem);
      const ofNode = portable ? nodeNameOf(node, path) : undefined;
      if (ofNode) report(node.getStart(), `${path} runs in browsers, too: not ${ofNode}`);
      const name = rules.pure ? impureNameOf(node) : undefined;
      if (name) report(node.getStart(), `${room} does no I/O: not ${name}; take it as an argument`);
      if (path !== ASKER && readsLookup(node)) report(node.getStart(), `only askFacts() calls lookup(): see ${ASKER}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    if (rules.exportsOnly) {
      const others = source.statements.filter((statement) => !isReExport(statement));
      for (const statement of others) report(statement.getStart(), `${room} only re-exports`);
    }
    return violations;
  });
}

/** The files that the rules apply to. Tests may import everything, so they are left out. */
export function houseFiles(): SourceFile[] {
  const patterns = [
    "src/**/*.ts",
    "scripts/**/*.ts",
    "tools/**/*.ts",
    "network/**/*.ts",
    "apps/**/*.ts",
    "examples/**/*.ts",
    "bench/**/*.ts",
    "deploy/**/*.ts",
  ];
  const paths = globSync(patterns, { exclude: ["**/*.test.ts", "**/node_modules/**"] });
  return paths.sort().map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}

if (import.meta.main) {
  const files = houseFiles();
  const violations = checkImports(files);
  for (const { path, line, problem } of violations) console.log(`${path}:${line}  ${problem}`);
  console.log(`imports: ${files.length} files, ${violations.length} problems`);
  process.exitCode = violations.length === 0 && files.length > 0 ? 0 : 1;
}
