/** What a page of docs/ tells its reader to do, step by step. docs/development.md explains the marks of the blocks. */

interface At {
  /** The line of the block's first fence on its page. */
  readonly line: number;
  /** The name of that page, if it is another one. */
  readonly page?: string;
}

/** Writes a file, as the reader would by copying it. */
export interface WriteFile extends At {
  readonly do: "write";
  readonly file: string;
  readonly text: string;
}

/** Runs commands in the page's shell. */
export interface RunCommands extends At {
  readonly do: "run";
  readonly commands: string;
  /** The exit code that the page expects. */
  readonly exit: number;
  /** What the commands print, if the page shows it. */
  readonly prints?: string;
}

/** Starts a program in a terminal of its own, where it runs until the page or the recipe ends it. */
export interface StartProgram extends At {
  readonly do: "start";
  readonly name: string;
  readonly commands: string;
  /** What it prints when it is ready. */
  readonly prints: string;
}

/** Ends a program, as Ctrl-C would. */
export interface StopProgram extends At {
  readonly do: "stop";
  readonly name: string;
}

export type Step = WriteFile | RunCommands | StartProgram | StopProgram;

/** A block of commands that the recipe leaves out. */
export interface LeftOut extends At {
  readonly why: string;
}

export interface Recipe {
  readonly steps: readonly Step[];
  readonly leftOut: readonly LeftOut[];
}

/** A page that cannot be run as it is written. */
export class RecipeError extends Error {}

interface Block extends At {
  readonly language: string;
  readonly marks: Readonly<Record<string, string | true>>;
  readonly text: string;
  /** The line of text before the block. */
  readonly before: string;
}

const FENCE = /^( *)```(.*)$/;
const STOP = /^<!-- stop: ([a-z]+) -->$/;
const FIRST = /^<!-- first: ([\w-]+\.md) ([\d ]+) -->$/;
/** Blocks that are only looked at. */
const PICTURES = ["mermaid"];
const OUTPUT = ["text", "json"];
const MARKS = ["file", "part-of", "exit", "background", "no-test"];

/** The text of another page in the same folder, by its name. */
export type OtherPage = (name: string) => string;

const none: OtherPage = (name) => {
  throw new RecipeError(`there is no page ${name}`);
};

/** Reads a page's recipe. Throws {@link RecipeError} for a block that it does not know. */
export function readRecipe(page: string, otherPage: OtherPage = none): Recipe {
  const steps: Step[] = [];
  const leftOut: LeftOut[] = [];
  let last: Block | undefined;
  for (const part of partsOf(page)) {
    if ("first" in part) steps.push(...sectionsOf(part, otherPage));
    else if ("do" in part) steps.push(part);
    else if (part.language === "sh" && part.marks["no-test"] !== undefined) leftOut.push(reasonOf(part));
    else if (part.language === "sh") steps.push(commandsIn(part));
    else if (isOutput(part)) steps.push(withOutput(steps.pop(), part, last));
    else if (part.marks.file !== undefined) steps.push(fileIn(part));
    else if (part.marks["part-of"] !== undefined) checkPart(part, steps);
    else if (!PICTURES.includes(part.language)) throw unknown(part);
    last = "marks" in part ? part : undefined;
  }
  const silent = steps.find((step) => step.do === "start" && step.prints === "");
  if (silent)
    throw fault(silent, "a program in the background is not followed by a block of what it prints when ready");
  return { steps, leftOut };
}

/** Numbered sections of another page, which the reader follows first. */
interface First extends At {
  readonly first: string;
  readonly sections: readonly string[];
}

function sectionsOf({ first: page, sections, line }: First, otherPage: OtherPage): readonly Step[] {
  const text = otherPage(page);
  const lines = text.split("\n");
  const begins = (number: string): number => lines.findIndex((each) => each.startsWith(`## ${number}. `));
  const missing = sections.find((number) => begins(number) < 0);
  if (missing !== undefined) throw fault({ line }, `${page} has no section ${missing}`);
  const isIn = (at: number): boolean =>
    sections.some((number) => {
      const end = lines.findIndex((each, i) => i > begins(number) && each.startsWith("## "));
      return at > begins(number) && (end < 0 || at <= end);
    });
  return readRecipe(text, otherPage)
    .steps.filter((step) => isIn(step.line))
    .map((step) => ({ page, ...step }));
}

function* partsOf(page: string): Generator<Block | StopProgram | First> {
  const lines = page.split("\n");
  let before = "";
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i] ?? "";
    const stop = STOP.exec(text);
    if (stop) yield { do: "stop", name: stop[1] ?? "", line: i + 1 };
    const [, first, sections = ""] = FIRST.exec(text) ?? [];
    if (first !== undefined) yield { first, sections: sections.split(" "), line: i + 1 };
    const fence = FENCE.exec(text);
    if (fence === null) {
      if (text.trim() !== "") before = text;
      continue;
    }
    const [, indent = "", info = ""] = fence;
    const end = lines.findIndex((line, n) => n > i && line === `${indent}\`\`\``);
    if (end < 0) throw new RecipeError(`line ${i + 1}: the block has no end`);
    const body = lines.slice(i + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    yield { line: i + 1, ...infoOf(info, i + 1), text: body.map((line) => `${line}\n`).join(""), before };
    i = end;
  }
}

/** Reads the first line of a block: a language, and marks: `sh exit=1`, `sh no-test="it takes an hour"`. */
function infoOf(info: string, line: number): Pick<Block, "language" | "marks"> {
  const [, language = "", rest = ""] = /^(\w*)(.*)$/.exec(info) ?? [];
  const marks: Record<string, string | true> = Object.create(null);
  const left = rest.replaceAll(/ ([a-z-]+)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)/g, (_, name, quoted, bare) => {
    marks[name] = quoted ?? bare ?? true;
    return "";
  });
  const strange = Object.keys(marks).find((name) => !MARKS.includes(name)) ?? left.trim();
  if (strange !== "") throw new RecipeError(`line ${line}: the block's mark "${strange}" is not known`);
  return { language, marks };
}

function reasonOf({ line, marks }: Block): LeftOut {
  const why = marks["no-test"];
  if (typeof why !== "string" || why === "") throw new RecipeError(`line ${line}: no-test gives no reason`);
  return { line, why };
}

function commandsIn(block: Block): RunCommands | StartProgram {
  const { line, marks, text: commands } = block;
  const name = marks.background;
  if (name === true) throw fault(block, "background has no name, such as background=node");
  if (name !== undefined) return { do: "start", line, name, commands, prints: "" };
  const exit = Number(marks.exit ?? 0);
  if (!Number.isInteger(exit)) throw fault(block, "exit is not a number");
  return { do: "run", line, commands, exit };
}

const isOutput = ({ language, marks }: Block): boolean => OUTPUT.includes(language) && Object.keys(marks).length === 0;

function withOutput(step: Step | undefined, block: Block, last: Block | undefined): Step {
  const isAfter = last?.language === "sh" && last.marks["no-test"] === undefined;
  if (step === undefined || !isAfter || (step.do !== "run" && step.do !== "start"))
    throw fault(block, "the output follows no commands");
  return { ...step, prints: block.text };
}

/** The reader sees no mark of a block. So the text before it has to name the file. */
function fileIn(block: Block): WriteFile {
  const { line, marks, text, before } = block;
  const { file } = marks;
  if (typeof file !== "string" || !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file))
    throw fault(block, "file= is not a name in the page's folder");
  if (!before.includes(`\`${file}\``)) throw fault(block, `the line before does not tell the reader to write ${file}`);
  return { do: "write", line, file, text };
}

/** A block that shows lines of a file which the page has written before. */
function checkPart(block: Block, steps: readonly Step[]): void {
  const name = block.marks["part-of"];
  const written = steps.findLast((step) => step.do === "write" && step.file === name);
  if (written?.do !== "write") throw fault(block, `no block before it writes ${name}`);
  if (!written.text.includes(block.text)) throw fault(block, `${name} has other lines`);
}

function unknown(block: Block): RecipeError {
  const what = block.language === "" ? "has no language" : `"${block.language}" is neither commands, output nor a file`;
  return fault(block, `a block ${what}`);
}

export function fault({ line, page }: At, what: string): RecipeError {
  return new RecipeError(`${page === undefined ? "" : `${page}, `}line ${line}: ${what}`);
}
