import { DidimError } from "../errors/error.ts";

/** A node may accept a request and never answer, or answer each of many late; the caller must not wait forever. */
export async function withTimeout<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new DidimError("facts.node-unreachable", `The node did not answer in ${timeoutMs} ms.`, {
      timeoutMs,
    });
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
