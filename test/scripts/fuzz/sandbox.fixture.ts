import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { bundledScript } from "../../../tools/testing/bundled.ts";
import { filled, type Place } from "./words.fixture.ts";

/** A process that ended. */
export interface Ran {
  /** The words as the process got them. */
  readonly said: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It did not end by itself, and was killed. */
  readonly hung: boolean;
}

export interface Running {
  readonly env?: Readonly<Record<string, string | null>>;
  /** Node's own arguments. */
  readonly node?: readonly string[];
  /** Called when it runs. */
  readonly begun?: (child: ChildProcess) => void;
}

/** No command that ends by itself takes so long, even on a busy machine. */
const LONGEST_MS = 90_000;

/** Folders of one test, in which commands run as a person runs them. */
export class Sandbox {
  readonly root: string;
  readonly place: Place;

  constructor(root: string, place: Place) {
    [this.root, this.place] = [root, place];
  }

  async run(program: string, words: readonly string[], { env = {}, node = [], begun }: Running = {}): Promise<Ran> {
    const args = words.map((word) => filled(word, this.place));
    const child = spawn(process.execPath, [...node, await bundledScript(program), ...args], {
      cwd: join(this.root, "cwd"),
      env: this.#environment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    begun?.(child);
    let hung = false;
    const tooLong = setTimeout(() => {
      hung = child.kill("SIGKILL");
    }, LONGEST_MS);
    const [stdout, stderr, [code, signal]] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.on("close", (...how) => resolve(how))),
    ]);
    clearTimeout(tooLong);
    return { said: [program, ...args.map(shown)].join(" "), code, signal, stdout, stderr, hung };
  }

  /** Runs a command of `didim` that must succeed. */
  async done(words: readonly string[]): Promise<Ran> {
    const ran = await this.run("didim", [...words, "--json"]);
    if (ran.code !== 0) throw new Error(`${ran.said} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`);
    return ran;
  }

  #environment(changed: Readonly<Record<string, string | null>>): Record<string, string> {
    const { home, files } = this.place;
    const folders = { HOME: this.root, TMPDIR: join(this.root, "tmp"), XDG_STATE_HOME: join(home, "state") };
    const own = { ...folders, DIDIM_LANG: "en" };
    const usual = { PATH: process.env.PATH ?? "", DIDIM_HOME: home, DIDIM_PASSWORD_FILE: join(files, "password") };
    const all = { ...own, ...usual, ...changed };
    return Object.fromEntries(
      Object.entries(all).flatMap(([name, text]) => (text === null ? [] : [[name, filled(text, this.place)]])),
    );
  }

  /** All files by their path in it; a folder ends with a slash. */
  files(): ReadonlyMap<string, Buffer> {
    const all = readdirSync(this.root, { recursive: true, encoding: "utf8" }).map((name) => join(this.root, name));
    return new Map(
      all.sort().map((path) => {
        const name = relative(this.root, path);
        return statSync(path).isFile() ? [name, readFileSync(path)] : [`${name}/`, Buffer.alloc(0)];
      }),
    );
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A word as a shell takes it, and shortened. */
const shown = (word: string): string => {
  const short = word.length > 300 ? `${word.slice(0, 20)}…(${word.length})` : word;
  return /^[\w./:=,@-]+$/.test(short) ? short : JSON.stringify(short);
};
