import { quietTimer } from "../../sleep.ts";

/** Resolves when all have answered, or `graceMs` after enough have. */
export function untilEnough(asked: readonly Promise<void>[], isEnough: () => boolean, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isEnough()) quietTimer(resolve, graceMs);
    };
    Promise.all(asked.map((one) => one.then(look))).then(() => resolve(), reject);
  });
}
