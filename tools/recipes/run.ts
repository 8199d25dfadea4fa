import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { matches } from "./output.ts";
import { fault, type Recipe, type RunCommands, type StartProgram, type Step } from "./page.ts";
import type { Sandbox } from "./sandbox.ts";
import { Terminal } from "./terminal.ts";

/** How long one block may take: it may install packages. */
export const LONGEST_SECONDS = 180;

/** Does what a page says, in order. Throws RecipeError, which names the line, at the first thing that is not as it says. */
export async function runRecipe({ steps }: Recipe, sandbox: Sandbox, seconds = LONGEST_SECONDS): Promise<void> {
  const shell = new Terminal(sandbox);
  const programs = new Map<string, Terminal>();
  try {
    for (const step of steps) {
      checkAlive(step, programs);
      if (step.do === "write") write(join(sandbox.folder, step.file), sandbox.adapt(step.text));
      else if (step.do === "run") await run(step, shell, sandbox, seconds);
      else if (step.do === "start") programs.set(step.name, await start(step, sandbox, seconds));
      else await stop(step, programs);
    }
  } finally {
    await Promise.all([shell, ...programs.values()].map((terminal) => terminal.close()));
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function run(step: RunCommands, shell: Terminal, { adapt }: Sandbox, seconds: number): Promise<void> {
  const { code, printed } = await shell.run(adapt(step.commands), { seconds, expected: step.exit });
  if (code === undefined) throw fault(step, `not done after ${seconds} s; it printed\n${printed}`);
  if (code !== step.exit) throw fault(step, `exit code ${code} instead of ${step.exit}; it printed\n${printed}`);
  if (step.prints === undefined || matches(printed, adapt(step.prints))) return;
  throw fault(step, `it printed\n${printed}\nwhere the page shows\n${step.prints}`);
}

async function start(step: StartProgram, sandbox: Sandbox, seconds: number): Promise<Terminal> {
  const terminal = new Terminal(sandbox);
  const isReady = (): boolean => matches(terminal.printed, sandbox.adapt(step.prints), "beginning");
  terminal.start(sandbox.adapt(step.commands));
  await terminal.until(isReady, seconds);
  if (isReady() && !terminal.hasEnded) return terminal;
  const { printed } = terminal;
  await terminal.close();
  throw fault(step, `${step.name} did not get ready; it printed\n${printed}\nwhere the page shows\n${step.prints}`);
}

async function stop(step: Step & { name: string }, programs: Map<string, Terminal>): Promise<void> {
  const program = programs.get(step.name);
  if (program === undefined) throw fault(step, `nothing named ${step.name} runs`);
  programs.delete(step.name);
  await program.close();
}

function checkAlive(step: Step, programs: ReadonlyMap<string, Terminal>): void {
  for (const [name, { hasEnded, printed }] of programs) {
    if (hasEnded) throw fault(step, `${name}, which should still run, ended before; it printed\n${printed}`);
  }
}
