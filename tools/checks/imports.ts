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
  IMPORTS_BY_VARIABLE,
  IMPURE_MODULES,
  IMPURE_NAMES,
  NODE_NAMES,
  NODE_ONLY,
  PARTLY_IMPURE,
  RANDOMNESS,
  ROOMS,
  type Room,
  SEAMS,
  SUBPATHS,
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
  /** Undefined where the text does not say it: `import(name)`. */
  readonly specifier: string | undefined;
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
  const from = (specifier: ts.Node | undefined, typeOnly: boolean): Import => ({
    specifier: specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined,
    typeOnly,
    at,
  });
  if (ts.isImportDeclaration(node)) {
    return from(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return from(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return from(node.moduleReference.expression, node.isTypeOnly);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return from(node.arguments[0], false);
  }
  if (ts.isImportTypeNode(node)) {
    return from(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
  }
  return undefined;
}

/**
 * The expression by which an identifier refers to a variable or a global: itself, or `globalThis.name`. Undefined for
 * the name of a member, of an argument's field, and the like.
 */
function reference(node: ts.Identifier): ts.Expression | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() === "globalThis" ? parent : undefined;
  }
  if (ts.isBindingElement(parent) && parent.propertyName === node) return undefined;
  const named =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isAccessor(parent);
  return named && parent.name === node ? undefined : node;
}

/** The name of the member that a node reads: `a.name` or `a["name"]`. */
function memberOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (!ts.isElementAccessExpression(node)) return undefined;
  return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

/** Whether a global is read as a whole, and not for one member: its members can then be had by any name. */
const isGlobalThisItself = (node: ts.Identifier): boolean =>
  node.text === "globalThis" && reference(node) === node && !ts.isPropertyAccessExpression(node.parent);

function impureNameOf(node: ts.Node, path: string): string | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  if (isGlobalThisItself(node)) return "globalThis";
  const used = reference(node);
  if (used === undefined || isInType(used)) return undefined;
  if (IMPURE_NAMES.includes(node.text)) return node.text;
  const impure = Object.hasOwn(PARTLY_IMPURE, node.text) ? PARTLY_IMPURE[node.text] : undefined;
  if (impure === undefined || (node.text === "crypto" && path === RANDOMNESS)) return undefined;
  return isPureUse(used, impure) ? undefined : used.parent.getText();
}

/** Whether an expression is part of a type, where nothing is read. What a class extends is read. */
const isInType = ({ parent }: ts.Node): boolean =>
  ts.isQualifiedName(parent) || (ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent));

/** Whether this use of a global reaches none of its impure members. */
function isPureUse(used: ts.Expression, impure: readonly string[]): boolean {
  const { parent } = used;
  if (ts.isNewExpression(parent) && parent.expression === used) return (parent.arguments?.length ?? 0) > 0;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  const member = memberOf(parent);
  return member !== undefined && !impure.includes(member);
}

/** A name that Node alone has, where it means that: not a member, and not a name that the file itself gives. */
function nodeNameOf(node: ts.Node, path: string): string | undefined {
  if (memberOf(node) === "unref") return path === UNREF ? undefined : "unref()";
  if (!ts.isIdentifier(node) || reference(node) === undefined) return undefined;
  return NODE_NAMES.includes(node.text) || isGlobalThisItself(node) ? node.text : undefined;
}

function isReExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined;
}

/** Whether the node accesses a member `lookup`, to call it now or later, or is its name as a text. */
function readsLookup(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === "lookup";
  if (ts.isStringLiteralLike(node)) return node.text === "lookup" && !isInType(node) && !isCompared(node);
  if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).getText() === "lookup";
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  return node.name.getText() === "lookup" && isAssignedTo(node.parent);
}

const isCompared = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken;

/** Whether an object or list literal is a pattern, to whose parts a value is assigned. */
function isAssignedTo(literal: ts.Node): boolean {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return parent.left === literal;
  }
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === literal;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === literal && isAssignedTo(parent.parent);
  return (ts.isArrayLiteralExpression(parent) || ts.isParenthesizedExpression(parent)) && isAssignedTo(parent);
}

/** A specifier that names a file in a way that these rules, or other machines, do not follow. */
function problemOfSpecifier(specifier: string | undefined, path: string): string | undefined {
  if (specifier === undefined) {
    return IMPORTS_BY_VARIABLE.includes(path)
      ? undefined
      : "import() takes a literal, so that the rules can be checked";
  }
  if (isBuiltin(specifier)) return undefined;
  if (/^(?:[/\\]|[a-z][a-z0-9+.-]*:)/i.test(specifier))
    return `an import is relative or of a package: not ${specifier}`;
  if (specifier.startsWith("#")) {
    return Object.hasOwn(SUBPATHS, specifier) ? undefined : `tools/checks/rooms.ts does not know ${specifier}`;
  }
  return /[?#%\\]/.test(specifier) ? `an import is a plain path: not ${specifier}` : undefined;
}

/** The path of the file that is imported; undefined for a package. */
function targetOf(specifier: string, path: string): string | undefined {
  if (Object.hasOwn(SUBPATHS, specifier)) return SUBPATHS[specifier];
  return /^\.\.?(?:\/|$)/.test(specifier) ? posix.join(posix.dirname(path), specifier) : undefined;
}

function problemOfNode(specifier: string, typeOnly: boolean, path: string): string | undefined {
  if (isBuiltin(specifier)) return `${path} runs in browsers, too: not ${specifier}`;
  const target = targetOf(specifier, path);
  if (typeOnly || target === undefined || !isIn(target, NODE_ONLY)) return undefined;
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

function problemOfImport({ specifier, typeOnly }: Import, path: string, room: string, rules: Room): string | undefined {
  const unclear = problemOfSpecifier(specifier, path);
  if (unclear !== undefined || specifier === undefined) return unclear;
  const ofNode = isPortable(path) ? problemOfNode(specifier, typeOnly, path) : undefined;
  if (ofNode !== undefined) return ofNode;
  const target = targetOf(specifier, path);
  if (target === undefined) return problemOfPackage(specifier, room, rules);
  if (target.endsWith(".json")) return undefined;
  if (typeOnly && SEAMS.includes(target)) return undefined;
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
      const problem = found && problemOfImport(found, path, room, rules);
      if (found && problem) report(found.at, problem);
      const ofNode = portable ? nodeNameOf(node, path) : undefined;
      if (ofNode) report(node.getStart(), `${path} runs in browsers, too: not ${ofNode}`);
      const name = rules.pure ? impureNameOf(node, path) : undefined;
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
