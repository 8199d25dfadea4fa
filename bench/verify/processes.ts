import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contender } from "../statistics.ts";
import type { Order, Said } from "./apart.ts";
import type { Given } from "./given.ts";

const APART = fileURLToPath(new URL("apart.ts", import.meta.url));

/**
 * A contender in a process of its own, as a verifier would be: no chain runs beside it, and one contender's compilation
 * and garbage do not slow down another. Throws if it cannot prepare.
 */
export async function apart(given: Given): Promise<Contender & { readonly end: () => void }> {
  const child = fork(APART, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then(() => ({ why: "its process ended" }));
  const ask = async (message: Given | Order): Promise<number> => {
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
