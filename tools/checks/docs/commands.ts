import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { pages } from "./tree.ts";

interface Mention {
  readonly path: string;
  readonly name: string;
}

function mentions(pattern: RegExp): readonly Mention[] {
  return pages().flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, name = ""]) => ({ path, name })));
}

function packageScripts(): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }).scripts;
}

/** Every script of package.json runs existing files, and runs after the bootstrap. */
export function runnableScripts(): readonly string[] {
  const scripts = packageScripts();
  const names = Object.keys(scripts).filter((name) => !name.startsWith("pre"));
  return names.flatMap((name) => {
    const files = [...(scripts[name] ?? "").matchAll(/\S+\.(?:ts|mjs)/g)].map(([file]) => file);
    const missing = files.filter((file) => !existsSync(file)).map((file) => `npm run ${name}: ${file} is not there`);
    const prepared = scripts[`pre${name}`] === "node scripts/bootstrap.mjs";
    return prepared ? missing : [...missing, `npm run ${name}: there is no "pre${name}" that calls the bootstrap`];
  });
}

/** Every `npm start`, `npm test` and `npm run x` on a page is a script of package.json. */
export function npmScripts(): readonly string[] {
  const scripts = packageScripts();
  const named = [...mentions(/\bnpm (start|test)\b/g), ...mentions(/\bnpm run (?:-s |--silent )?([a-z][\w:-]*)/g)];
  return named
    .filter(({ name }) => scripts[name] === undefined)
    .map(({ path, name }) => `${path} says npm run ${name}: package.json has no such script`);
}

/** Commander prints the usage of the command it found; for an unknown verb, that is the noun's. */
function exists(program: string, command: string): boolean {
  const args = [`scripts/${program}.ts`, ...command.split(" "), "--help"];
  const run = spawnSync(process.execPath, args, { encoding: "utf8" });
  return run.status === 0 && new RegExp(`^Usage: .*\\b${command}\\b`, "m").test(run.stdout);
}

/** Every `npm run didim -- noun verb`, or `… -- verb` with an argument such as a DID, on a page is a command. */
export const didimCommands = (): readonly string[] =>
  commandsOf("didim", /\bdidim -- ([a-z]+(?: [a-z][a-z-]*(?![\w:-]))?)/g);

/** Every `npm run consortium -- verb` on a page is a command. */
export const consortiumCommands = (): readonly string[] =>
  commandsOf("consortium", /\bconsortium -- ((?:member |account )?[a-z]+)/g);

function commandsOf(program: string, pattern: RegExp): readonly string[] {
  const named = mentions(pattern);
  const commands = [...new Set(named.map(({ name }) => name))];
  const unknown = commands.filter((command) => !exists(program, command));
  return unknown.map((command) => {
    const where = named.filter(({ name }) => name === command).map(({ path }) => path);
    return `${[...new Set(where)].join(", ")}: there is no command ${program} ${command}`;
  });
}
