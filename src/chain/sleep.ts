/** On every platform there are setTimeout() and its kind; node:timers/promises is Node's alone. */
export type Timer = ReturnType<typeof setTimeout>;

/** Calls `act` after so many milliseconds. A process that has nothing else to do ends meanwhile. */
export function quietTimer(act: () => void, ms: number): Timer {
  const timer = setTimeout(act, ms);
  // Browsers have numbers for timers.
  if (typeof timer === "object") timer.unref();
  return timer;
}

/**
 * Waits. With 0, others may run in between.
 *
 * @param ms Milliseconds.
 * @param options `keepsAlive: false`: a process that has nothing else to do ends meanwhile.
 */
export function sleep(ms: number, { keepsAlive = true }: { readonly keepsAlive?: boolean } = {}): Promise<undefined> {
  return new Promise((resolve) => {
    const start = keepsAlive ? setTimeout : quietTimer;
    start(() => resolve(undefined), ms);
  });
}
