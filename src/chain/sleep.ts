/**
 * Waits, on every platform: setTimeout() exists everywhere, node:timers/promises only in Node.
 *
 * @param ms Milliseconds.
 * @param options `keepsAlive: false` lets a process that has nothing else to do exit meanwhile.
 */
export function sleep(ms: number, { keepsAlive = true }: { readonly keepsAlive?: boolean } = {}): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    // In browsers, timers are numbers.
    if (!keepsAlive && typeof timer === "object") timer.unref();
  });
}
