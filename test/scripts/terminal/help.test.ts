import { globSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Command } from "commander";
import type { Language } from "../../../scripts/lib/terminal/output/output.ts";
import { consortiumProgram } from "../../../scripts/programs/consortium.ts";
import { didimProgram } from "../../../scripts/programs/didim.ts";
import { NOUNS } from "../../../scripts/programs/didim-verbs.ts";
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
  const verbs = async (lang: Language): Promise<Command[]> => verbsOf(await programIn(lang));

  describe(`The help of ${name}`, () => {
    it("is in English, or in Korean, for every noun, verb, argument and option", async () => {
      for (const [lang, isSpoken] of [
        ["en", (text: string) => text !== "" && !HANGUL.test(text)],
        ["ko", (text: string) => HANGUL.test(text)],
      ] as const) {
        const program = await programIn(lang);
        for (const command of [program, ...shownBelow(program), ...verbsOf(program)]) {
          const told = [{ name: "about", description: command.description() }, ...parts(command)];
          for (const { name, description } of told) {
            expect(description, `${nameOf(command)}: ${name}`).to.satisfy(isSpoken);
          }
        }
      }
    });

    it("has titles in its language", async () => {
      const [verb] = await verbs("ko");
      expect(helpOf(verb!)).to.match(/^사용법: [\s\S]*\n옵션:\n[\s\S]*\n예:\n/);
      const english = await verbs("en");
      expect(helpOf(english[0]!)).to.match(/^Usage: [\s\S]*\nOptions:\n[\s\S]*\nExample:\n/);
    });

    it("marks exactly the mandatory options", async () => {
      for (const [lang, mark] of [
        ["en", "(required"],
        ["ko", "(필수"],
      ] as const) {
        for (const verb of await verbs(lang)) {
          const marks = helpOf(verb).split(mark).length - 1;
          expect(marks, nameOf(verb)).to.equal(verb.options.filter(({ mandatory }) => mandatory).length);
        }
      }
    });

    it("gives an example for each verb, which is a valid command line of that verb", async () => {
      for (const lang of LANGUAGES) {
        const program = await programIn(lang);
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

describe("The verbs of didim", () => {
  const program = async (...words: readonly string[]): Promise<Command> => {
    const whole = await didimProgram("en", ["node", "didim", ...words]);
    for (const command of [whole, ...shownBelow(whole)])
      command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    return whole;
  };
  /** The names of the verbs that a command line loads. */
  const loadedBy = async (...words: readonly string[]): Promise<readonly string[]> => {
    const nouns = shownBelow(await program(...words));
    // All verbs have this option; a noun, or a verb that is only listed, has not.
    const isVerb = ({ options }: Command): boolean => options.some(({ long }) => long === "--json");
    return nouns.flatMap((noun) =>
      isVerb(noun) ? [noun.name()] : shownBelow(noun).map((verb) => `${noun.name()} ${verb.name()}`),
    );
  };

  it("are listed by the names that their files give them, and each file is", async () => {
    const files = globSync("scripts/commands/**/*.ts", { exclude: ["scripts/commands/consortium/**"] });
    const listed = Object.entries(NOUNS).flatMap(([name, noun]) =>
      "verb" in noun ? [[name]] : Object.keys(noun.verbs).map((verb) => [name, verb]),
    );
    const loaded = await Promise.all(listed.map((words) => loadedBy(...words)));
    expect(loaded).to.deep.equal(listed.map((words) => [words.join(" ")]));
    expect(listed.map((words) => `${join("scripts", "commands", ...words)}.ts`).sort()).to.deep.equal(files.sort());
  });

  it("are loaded only as far as a command line needs them", async () => {
    const all = ["create", "list", "show"].map((verb) => `key ${verb}`);
    for (const line of ["--help", "--version", "--lang ko", "nothing", "help", "constructor"])
      expect(await loadedBy(...line.split(" ")), line).to.deep.equal([]);
    for (const line of ["key", "key --help", "help key", "key crate", "key toString", "--lang key key", "-- key"])
      expect(await loadedBy(...line.split(" ")), line).to.deep.equal(all);
    for (const line of ["key list", "--lang ko key list", "--lang=ko key list", "key --lang ko list", "help key list"])
      expect(await loadedBy(...line.split(" ")), line).to.deep.equal(["key list"]);
  });

  it("are suggested for a word that is nearly one", async () => {
    const said = async (...words: readonly string[]): Promise<string> => {
      const called = await program(...words);
      return called.parseAsync(words, { from: "user" }).then(
        () => "",
        (error: Error) => error.message,
      );
    };
    expect(await said("key", "crate")).to.contain("Did you mean create?");
    expect(await said("kye", "create")).to.contain("Did you mean key?");
  });
});

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
