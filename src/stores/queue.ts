const turns = new Map<string, Promise<unknown>>();

/** Runs `work` after all earlier work of that name in this process. */
export function inQueue<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(name) ?? Promise.resolve()).then(work);
  const done = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(name, done);
  return turn.finally(() => {
    if (turns.get(name) === done) turns.delete(name);
  });
}
