import { setTimeout as sleep } from "node:timers/promises";
import { DidimError } from "../../../src/public/index.ts";
import type { Registry } from "../../../src/public/registry.ts";
import { when } from "../terminal/input/values.ts";
import type { Bilingual } from "../terminal/output/output.ts";
import type { Context } from "../terminal/verb.ts";

/** Seconds. Nobody waits longer in front of a screen. */
const PATIENCE = 120;

/** Waits until the chain's time is past a moment, and says so. */
export async function waitUntil(registry: Registry, moment: number, context: Context, what: Bilingual): Promise<void> {
  const left = moment - (await registry.head()).time;
  if (left < 0) return;
  if (left > PATIENCE) {
    throw new DidimError("council.too-early", `It is too early. This can be done after ${when(moment).en}.`, {
      moment,
    });
  }
  context.progress({ en: `waiting ${left + 1} s ${what.en}`, ko: `${left + 1}초 기다립니다: ${what.ko}` });
  const deadline = Date.now() + (left + 30) * 1000;
  while ((await registry.head()).time <= moment && Date.now() < deadline) await sleep(250);
}
