/**
 * Waits. On every platform there is setTimeout(); node:timers/promises is Node's alone.
 *
 * @param ms Milliseconds.
 * @param options `keepsAlive: false`: a process that has nothing else to do ends meanwhile.
 */
export function sleep(ms: number, { keepsAlive = true }: { readonly keepsAlive?: boolean } = {}): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    // Browsers have numbers for timers.
    if (!keepsAlive && typeof timer === "object") timer.unref();
  });
}
