/** docs/api.md: every public name of the package by entry, made from the types and their comments. */
import { globSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript";
import { page } from "./tree.ts";

const ENTRIES = "src/public";
export const API_PAGE = "docs/api.md";

const HEAD = `# The public API

Every name that the package exports, by entry. Made from the types by \`npm run docs:api\`, and held to them by \`npm run docs:check\`.
A name that is not here is not public, and may change without notice.
`;

interface Program {
  readonly checker: ts.TypeChecker;
  readonly entries: readonly ts.SourceFile[];
}

function programOf(): Program {
  const files = globSync(`${ENTRIES}/**/*.ts`).sort((a, b) => order(a).localeCompare(order(b)));
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const program = ts.createProgram(files, options);
  return { checker: program.getTypeChecker(), entries: files.flatMap((file) => program.getSourceFile(file) ?? []) };
}

/** The root first, then by name. */
const order = (file: string): string => (file === `${ENTRIES}/index.ts` ? "" : file);

/** \`didim/facts/rpc\` for src/public/facts/rpc.ts. */
export function specifierOf(file: string): string {
  const name = file.slice(ENTRIES.length + 1, -".ts".length);
  return name === "index" ? "didim" : `didim/${name}`;
}

function exportsOf({ checker }: Program, entry: ts.SourceFile): readonly ts.Symbol[] {
  const module = checker.getSymbolAtLocation(entry);
  const found = module === undefined ? [] : checker.getExportsOfModule(module);
  return found.toSorted((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase()));
}

const resolved = ({ checker }: Program, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** What the page must say. */
export function apiText(): string {
  const program = programOf();
  return [HEAD, ...program.entries.map((entry) => section(program, entry))].join("\n");
}

function section(program: Program, entry: ts.SourceFile): string {
  const rows = exportsOf(program, entry).map((symbol) => row(program, symbol));
  const about = ts.getLeadingCommentRanges(entry.text, 0)?.[0];
  const words =
    about === undefined ? "" : plain(entry.text.slice(about.pos + 3, about.end - 2)).replace(" No logic.", "");
  return `## \`${specifierOf(entry.fileName)}\`\n\n${words}\n\n| name | what |\n| --- | --- |\n${rows.join("\n")}\n`;
}

function row(program: Program, symbol: ts.Symbol): string {
  const target = resolved(program, symbol);
  const [declaration] = target.declarations ?? [];
  const words = firstParagraph(ts.displayPartsToString(target.getDocumentationComment(program.checker)));
  if (declaration === undefined) throw new Error(`${symbol.name} has no declaration`);
  const file = relative(".", declaration.getSourceFile().fileName);
  const members = membersOf(program, declaration).map((member) => `\`${member}\``);
  const told = [words, ...(members.length > 0 ? [`Members: ${members.join(", ")}.`] : [])].join(" ").trim();
  return `| [\`${cell(signature(symbol.name, declaration))}\`](../${file}) | ${cell(told)} |`;
}

/** A function with its parameters and result; a constant with its type; of everything else, what it is. */
function signature(name: string, declaration: ts.Declaration): string {
  if (
    ts.isFunctionDeclaration(declaration) ||
    ts.isMethodSignature(declaration) ||
    ts.isMethodDeclaration(declaration)
  ) {
    const parameters = declaration.parameters.map(parameter).join(", ");
    return `${name}(${parameters})${declaration.type === undefined ? "" : `: ${oneLine(declaration.type.getText())}`}`;
  }
  if (ts.isInterfaceDeclaration(declaration)) return `interface ${name}`;
  if (ts.isTypeAliasDeclaration(declaration)) return `type ${name}`;
  if (ts.isClassDeclaration(declaration)) return `class ${name}`;
  return `const ${name}`;
}

/** Options that are taken apart at once have no name of their own. */
function parameter({ name, type, initializer, questionToken, dotDotDotToken }: ts.ParameterDeclaration): string {
  const shown = ts.isIdentifier(name) ? name.text : "options";
  const optional = initializer !== undefined || questionToken !== undefined ? "?" : "";
  return `${dotDotDotToken ? "..." : ""}${shown}${optional}${type === undefined ? "" : `: ${oneLine(type.getText())}`}`;
}

/** The members of an interface with those that it inherits, or a class's public ones; methods with their signatures. */
function membersOf(program: Program, declaration: ts.Declaration): readonly string[] {
  if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) return [];
  const properties = program.checker.getTypeAtLocation(declaration).getProperties();
  return properties.flatMap((property) => {
    const [member] = property.declarations ?? [];
    if (member === undefined || !isInSources(member)) return [];
    const { name } = member as ts.NamedDeclaration;
    if (name === undefined || ts.isPrivateIdentifier(name)) return [];
    if (ts.isMethodSignature(member) || ts.isMethodDeclaration(member)) return [signature(nameOf(property), member)];
    return [`${nameOf(property)}${property.flags & ts.SymbolFlags.Optional ? "?" : ""}`];
  });
}

const isInSources = (node: ts.Node): boolean => relative(".", node.getSourceFile().fileName).startsWith("src/");

/** Up to an empty line, or to a list, which the source has. */
const firstParagraph = (comment: string): string =>
  plain(comment.split(/\n\s*\n|\n\s*- /)[0] ?? "").replace(/:$/, ": see the source.");

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The compiler numbers well-known symbols; the number changes with the program. */
const nameOf = ({ name }: ts.Symbol): string => name.replace(/^__@(\w+)@\d+$/, "[Symbol.$1]");

/** A comment as one line, without links that lead nowhere outside the code. */
function plain(comment: string): string {
  return oneLine(comment.replaceAll(/^\s*\* ?/gm, "").replaceAll(/\{@link\s+(?:\*\s+)?([^}]+)\}/g, "`$1`")).trim();
}

/** That the page says what the types say. */
export function apiPage(): readonly string[] {
  return page(API_PAGE)?.text === apiText() ? [] : [`${API_PAGE} is not what the types say: npm run docs:api`];
}

/** Types that a public signature names and no entry exports: nobody outside could name them. */
export function unnamedTypes(): readonly string[] {
  const program = programOf();
  const all = program.entries.flatMap((entry) => exportsOf(program, entry)).map((symbol) => resolved(program, symbol));
  const known = new Set(all);
  const problems = new Set<string>();
  for (const symbol of known) {
    for (const named of [...(symbol.declarations ?? [])].flatMap((declaration) => typesIn(program, declaration))) {
      if (!known.has(named) && isOurs(named))
        problems.add(`${symbol.name} names ${named.name}, which no entry exports`);
    }
  }
  return [...problems].sort();
}

/** The types that the outside of a declaration names: not what is in a function's body, nor private members. */
function typesIn({ checker }: Program, declaration: ts.Declaration): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || isPrivate(node)) return;
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name === undefined ? undefined : checker.getSymbolAtLocation(name);
    if (symbol !== undefined)
      found.push(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

function isPrivate(node: ts.Node): boolean {
  return (ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node)) && ts.isPrivateIdentifier(node.name);
}

/** Not a file's own helper, which is spelt out where it is used. */
function isOurs(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || !ts.canHaveModifiers(declaration)) return false;
  const isExported = ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return isExported && isInSources(declaration);
}
