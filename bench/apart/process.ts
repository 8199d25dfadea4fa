import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contender } from "../statistics.ts";
import type { Named, Order, Said } from "./child.ts";

export type Running = Contender & { readonly end: () => void };

/**
 * A contender in a process of its own, as a verifier would be: no chain runs beside it, and one contender's compilation
 * and garbage do not slow down another. Throws if it cannot prepare.
 */
export async function apart(program: URL, given: Named): Promise<Running> {
  const child = fork(fileURLToPath(program), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then(() => ({ why: "its process ended" }));
  const ask = async (message: Named | Order): Promise<number> => {
    const answer = once(child, "message").then(([said]) => said as Said);
    child.send(message);
    const said = await Promise.race([answer, ended]);
    if ("why" in said) throw new Error(`${given.id}: ${said.why}`);
    return said.cpu;
  };
  const end = () => void child.kill();
  try {
    await ask(given);
  } catch (error) {
    end();
    throw error;
  }
  return { id: given.id, turn: (from, to) => ask({ from, to }), end };
}
