/** setTimeout() exists on every platform, node:timers/promises only in Node. */
export type Timer = ReturnType<typeof setTimeout>;

/** Calls `act` after so many milliseconds. The timer alone does not keep a process alive. */
export function quietTimer(act: () => void, ms: number): Timer {
  const timer = setTimeout(act, ms);
  // In browsers, timers are numbers.
  if (typeof timer === "object") timer.unref();
  return timer;
}

/**
 * Waits. With 0, other work may run in between.
 *
 * @param ms Milliseconds.
 * @param options `keepsAlive: false` lets a process that has nothing else to do exit meanwhile.
 */
export function sleep(ms: number, { keepsAlive = true }: { readonly keepsAlive?: boolean } = {}): Promise<undefined> {
  return new Promise((resolve) => {
    const start = keepsAlive ? setTimeout : quietTimer;
    start(() => resolve(undefined), ms);
  });
}
