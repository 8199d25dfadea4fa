import { expect } from "chai";
import type { Command } from "commander";
import type { Language } from "../../../scripts/lib/terminal/output/output.ts";
import { consortiumProgram } from "../../../scripts/programs/consortium.ts";
import { didimProgram } from "../../../scripts/programs/didim.ts";
import { Terminal } from "../cli.fixture.ts";

const PROGRAMS = { didim: didimProgram, consortium: consortiumProgram } as const;
const LANGUAGES = ["en", "ko"] as const;
const HANGUL = /[가-힣]/;

/** The verbs: the leaves of the command tree. */
function verbsOf(command: Command): Command[] {
  const below = shownBelow(command);
  return below.length === 0 ? [command] : below.flatMap(verbsOf);
}

/** The commands that a command's help lists, except `help` itself. */
const shownBelow = (command: Command): readonly Command[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((below) => below.name() !== "help");

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

/** The output of --help, with the text after it. */
function helpOf(command: Command): string {
  let printed = "";
  command.configureOutput({ writeOut: (text) => (printed += text), writeErr: () => undefined });
  command.outputHelp();
  return printed;
}

/** Splits a line as a shell does: quotes keep words together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word = ""]) => quoted ?? word);
}

const parts = ({ options, registeredArguments }: Command) => [
  ...options.map(({ flags, description }) => ({ name: flags, description })),
  ...registeredArguments.map((argument) => ({ name: argument.name(), description: argument.description })),
];

for (const [name, programIn] of Object.entries(PROGRAMS)) {
  const verbs = (lang: Language): Command[] => verbsOf(programIn(lang));

  describe(`The help of ${name}`, () => {
    it("is in English, or in Korean, for every noun, verb, argument and option", () => {
      for (const [lang, isSpoken] of [
        ["en", (text: string) => text !== "" && !HANGUL.test(text)],
        ["ko", (text: string) => HANGUL.test(text)],
      ] as const) {
        for (const command of [programIn(lang), ...shownBelow(programIn(lang)), ...verbs(lang)]) {
          const told = [{ name: "about", description: command.description() }, ...parts(command)];
          for (const { name, description } of told) {
            expect(description, `${nameOf(command)}: ${name}`).to.satisfy(isSpoken);
          }
        }
      }
    });

    it("has titles in its language", () => {
      const [verb] = verbs("ko");
      expect(helpOf(verb!)).to.match(/^사용법: [\s\S]*\n옵션:\n[\s\S]*\n예:\n/);
      const english = verbs("en");
      expect(helpOf(english[0]!)).to.match(/^Usage: [\s\S]*\nOptions:\n[\s\S]*\nExample:\n/);
    });

    it("marks exactly the mandatory options", () => {
      for (const [lang, mark] of [
        ["en", "(required"],
        ["ko", "(필수"],
      ] as const) {
        for (const verb of verbs(lang)) {
          const marks = helpOf(verb).split(mark).length - 1;
          expect(marks, nameOf(verb)).to.equal(verb.options.filter(({ mandatory }) => mandatory).length);
        }
      }
    });

    it("gives an example for each verb, which is a valid command line of that verb", async () => {
      for (const lang of LANGUAGES) {
        const program = programIn(lang);
        for (const verb of verbsOf(program)) {
          const [, called, line = ""] = /\n(?:Example|예):\n {2}npm run (\w+) --([^\n]*)\n$/.exec(helpOf(verb)) ?? [];
          expect(called, nameOf(verb)).to.equal(name);
          let taken = 0;
          verb.exitOverride().action(() => {
            taken++;
          });
          await program.parseAsync(wordsOf(line), { from: "user" });
          expect(taken, `${nameOf(verb)}: ${line}`).to.equal(1);
        }
      }
    });
  });
}

describe("The help of the programs without verbs", function () {
  this.timeout(60_000);
  const t = new Terminal();
  after(() => t.close());

  for (const program of ["tour", "node", "deploy"]) {
    it(`is in English and in Korean: ${program}`, async () => {
      const [english, korean] = await Promise.all(LANGUAGES.map((lang) => t.run(program, ["--help", "--lang", lang])));
      expect([english?.code, korean?.code]).to.deep.equal([0, 0]);
      expect(english?.stdout)
        .to.match(/^Usage: [\s\S]*\nOptions:\n/)
        .and.not.match(HANGUL);
      expect(korean?.stdout).to.match(/^사용법: [\s\S]*\n옵션:\n/);
      // The description stands between the usage and the options; each option has a line that begins with its flag.
      const [about, options] = (korean?.stdout ?? "").split("옵션:");
      expect(about?.split("\n").slice(1).join("")).to.match(HANGUL);
      for (const option of (options ?? "").split(/\n {2}(?=-)/).slice(1)) expect(option).to.match(HANGUL);
    });
  }

  it("is in the language of the terminal for the tour, if nothing else is said", async () => {
    const { stdout } = await t.run("tour", ["--help"], { DIDIM_LANG: "ko" });
    expect(stdout).to.match(/^사용법: /);
  });
});
