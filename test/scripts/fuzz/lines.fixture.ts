import type { Argument, Command, Option } from "commander";
import fc from "fast-check";
import { consortiumProgram } from "../../../scripts/programs/consortium.ts";
import { didimProgram } from "../../../scripts/programs/didim.ts";
import { type Damage, damage } from "./damage.fixture.ts";
import { ENVIRONMENT, value } from "./words.fixture.ts";

/** A command line, and what is changed around it. */
export interface Line {
  readonly program: string;
  /** Its noun and its verb, if it has any. */
  readonly verb: readonly string[];
  readonly words: readonly string[];
  readonly json: boolean;
  readonly env: Readonly<Record<string, string | null>>;
  /** What happened to one of the files before. */
  readonly damage: Damage | null;
}

/** These run until they are stopped, or start and stop processes of others. */
const NOT_RUN = ["consortium up", "consortium watch", "consortium drill", "consortium down"];

/** The verbs: the leaves of the command tree. */
export function verbsOf(command: Command): Command[] {
  const below = command.commands.filter((one) => one.name() !== "help");
  return below.length === 0 ? [command] : below.flatMap(verbsOf);
}

export const pathOf = (command: Command): string[] => [
  ...(command.parent === null ? [] : pathOf(command.parent)),
  command.name(),
];

type Bilingual = fc.Arbitrary<readonly string[]>;

function ofArgument(argument: Argument): Bilingual {
  const one = value({ placeholder: argument.name(), choices: argument.argChoices });
  const [least, most] = [argument.required ? 1 : 0, argument.variadic ? 3 : 1];
  const some = fc.array(one, { minLength: least, maxLength: most });
  return mostly(some, fc.array(one, { maxLength: 3 }));
}

/** Options are left to chance, except those that are usually there. */
const USUAL = ["--audience", "--nonce", "--type", "--account", "--list"];

function ofOption({ long, short, flags, mandatory, required, optional, argChoices }: Option): Bilingual {
  const name = long ?? short ?? "";
  const placeholder = /[<[](.+)[>\]]/.exec(flags)?.[1] ?? "";
  const given = value({ option: name, placeholder, choices: argChoices }).map((text) => [name, text]);
  const alone = fc.constant([name]);
  const words = required ? mostly(given, alone) : optional ? fc.oneof(given, alone) : alone;
  const odds = mandatory ? 19 : USUAL.includes(name) ? 14 : 4;
  return fc.oneof({ weight: odds, arbitrary: words }, { weight: 20 - odds, arbitrary: fc.constant([]) });
}

/** Nearly always the first. */
const mostly = (first: Bilingual, other: Bilingual): Bilingual =>
  fc.oneof({ weight: 30, arbitrary: first }, { weight: 1, arbitrary: other });

/** Given by {@link Line} itself. */
const APART = ["--json", "--help", "--version"];

function wordsOf(verb: Command): Bilingual {
  const options = verb.options.filter(({ long }) => !APART.includes(long ?? "")).map(ofOption);
  return fc.tuple(...verb.registeredArguments.map(ofArgument), ...options).map((all) => all.flat());
}

const environment = fc.dictionary(fc.constantFrom(...Object.keys(ENVIRONMENT)), fc.nat(), { maxKeys: 2 }).map((some) =>
  Object.fromEntries(
    Object.entries(some).map(([name, n]) => {
      const values = ENVIRONMENT[name] ?? [];
      return [name, values[n % values.length] ?? null];
    }),
  ),
);

const around = {
  json: fc.boolean(),
  env: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: environment }),
  damage: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: damage }),
};

/** Lines of every verb, by the options and arguments that it defines. */
export async function lines(): Promise<fc.Arbitrary<Line>> {
  const verbs = [await didimProgram("en"), consortiumProgram("en")].flatMap(verbsOf);
  const run = verbs.filter((verb) => !NOT_RUN.includes(pathOf(verb).join(" ")));
  const ofVerbs = run.map((verb) => {
    const [program = "", ...names] = pathOf(verb);
    return fc.record({ program: fc.constant(program), verb: fc.constant(names), words: wordsOf(verb), ...around });
  });
  return fc.oneof(...ofVerbs, ...PLAIN);
}

const flag = (option: string, placeholder: string): Bilingual =>
  value({ option, placeholder }).map((text) => [option, text]);
const maybe = (words: Bilingual): Bilingual => fc.oneof(words, fc.constant([]));
const wrongPort = fc.constantFrom("NaN", "-1", "1e999", "65536", "0x10", "", "1.5", "{long}");

/** The programs without verbs. Node and tour get a port that does not exist, because otherwise they would stay up. */
const PLAIN = [
  plain("deploy", flag("--network", "URL"), maybe(flag("--parameters", "file")), maybe(flag("--out", "file"))),
  plain("deploy", flag("--network", "URL"), flag("--replace", "names"), maybe(flag("--out", "file"))),
  plain(
    "node",
    wrongPort.map((port) => ["--port", port]),
    maybe(flag("--host", "text")),
  ),
  plain(
    "tour",
    wrongPort.map((port) => ["--exit", "--port", port]),
    maybe(flag("--network", "URL")),
  ),
];

function plain(program: string, ...words: readonly Bilingual[]): fc.Arbitrary<Line> {
  const json = program === "tour" ? fc.constant(false) : around.json;
  const all = fc.tuple(...words).map((some) => some.flat());
  return fc.record({ program: fc.constant(program), verb: fc.constant([]), words: all, ...around, json });
}
