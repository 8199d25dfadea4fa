import { lensFacts } from "../src/facts/rpc/rpc.ts";
import { lensReader } from "../src/registry/questions/lens.ts";
import { verify as verifyPresentation } from "../src/verifier/verify.ts";
import { apart as apartFrom, type Running } from "./apart/process.ts";
import { counting } from "./counting.ts";
import type { Measured } from "./figures.ts";
import { inTurn, many } from "./in-turn.ts";
import { installPeers } from "./peers/install.ts";
import { interleave } from "./statistics.ts";
import type { Given } from "./verify/given.ts";
import {
  openScene,
  policy,
  type Scene,
  sdJwtPresentation,
  send,
  vc11Credential,
  vcJwtCredential,
} from "./verify/scene.ts";

const CHAIN = 31337n;

export interface Sizes {
  readonly rounds: number;
  readonly size: number;
  readonly warmUp: number;
  readonly laps: number;
  readonly cold: number;
}

/**
 * Warm: an SD-JWT VC becomes faster until some fifteen thousand are verified. There are many rounds, because a virtual
 * machine's cores may be a third faster in one second than in the next. A turn is long, because the first token of it
 * takes some 500 µs after the others' turns, and a busy verifier has no such first token.
 */
const SIZES: Sizes = { rounds: 21, size: 400, warmUp: 2_500, laps: 12, cold: 50 };

const apart = (given: Given): Promise<Running> => apartFrom(new URL("verify/contenders.ts", import.meta.url), given);

/** Verifications per CPU second on one core: ours and the peers' in turns, after Node's own P-256. */
export async function verify(sizes: Sizes = SIZES): Promise<Measured> {
  const { rounds, size, warmUp, laps, cold } = sizes;
  const scene = await openScene();
  const count = warmUp + rounds * size;
  const running: Running[] = [];
  try {
    running.push(...(await ours(scene, count)));
    const { contenders, notes } = await peers(scene, count);
    running.push(...contenders);
    const rates = await interleave(running, { rounds, size, warmUp, laps });
    return { figures: { ...inParts(rates), ...(await byNode(scene, cold)) }, notes };
  } finally {
    for (const { end } of running) end();
  }
}

async function ours(scene: Scene, count: number): Promise<Running[]> {
  const credential = await many(count, (i) => vcJwtCredential(scene, i % 1024));
  const presentation = await many(count, (i) => sdJwtPresentation(scene, { list: 0, index: i % 1024 }));
  return [
    await apart({ ...scene.given, id: "verify.floor.p256", tokens: credential }),
    await apart({ ...scene.given, id: "verify.floor.vcJwtComposed", tokens: credential }),
    await apart({ ...scene.given, id: WHOLE, tokens: credential }),
    ...(await inTurn(["signature", "parse", "lookUp", "judge"], (part) =>
      apart({ ...scene.given, id: PART + part, tokens: credential }),
    )),
    await apart({ ...scene.given, id: "verify.floor.sdJwtVc", tokens: presentation }),
    await apart({ ...scene.given, id: "verify.floor.sdJwtVcComposed", tokens: presentation }),
    await apart({ ...scene.given, id: "verify.sdJwtVc.perSecond", tokens: presentation }),
  ];
}

const WHOLE = "verify.vcJwtEs256.perSecond";
const PART = "verify.part.";

/** Converts the rates of parts to microseconds, and computes what remains of the whole. */
function inParts(rates: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const isPart = ([id]: readonly [string, number]) => id.startsWith(PART);
  const parts = [...rates].filter(isPart).map(([id, rate]) => [`${id}.microseconds`, 1e6 / rate] as const);
  const rest = parts.reduce((left, [, took]) => left - took, 1e6 / (rates.get(WHOLE) ?? Number.NaN));
  const others = [...rates].filter((rate) => !isPart(rate));
  return Object.fromEntries([...others, ...parts, [`${PART}rest.microseconds`, rest]]);
}

/** All peers that can be installed; `notes` names the others. */
async function peers(scene: Scene, count: number): Promise<{ contenders: Running[]; notes: string[] }> {
  try {
    await installPeers();
  } catch (error) {
    return { contenders: [], notes: [`verify.peer: all left out, ${reason(error)}`] };
  }
  const presentation = await many(count, () => sdJwtPresentation(scene));
  const credential = await many(count, () => vc11Credential(scene));
  const tokensOf: readonly (readonly [id: string, tokens: readonly string[]])[] = [
    ["verify.peer.sdJwt.perSecond", presentation],
    ["verify.peer.didJwtVc.perSecond", credential],
    ["verify.peer.veramo.perSecond", credential],
  ];
  const [contenders, notes]: [Running[], string[]] = [[], []];
  for (const [id, tokens] of tokensOf) {
    try {
      contenders.push(await apart({ ...scene.given, id, tokens }));
    } catch (error) {
      notes.push(`${id}: left out, ${reason(error)}`);
    }
  }
  return { contenders, notes };
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Each presentation makes a request to a node. Measured by wall clock, because it is mostly waiting. */
async function byNode(scene: Scene, count: number): Promise<Readonly<Record<string, number>>> {
  const { provider, requests } = counting(send, CHAIN);
  const lens = lensReader(provider, await scene.world.lens.getAddress());
  const facts = lensFacts({ lens, chainId: CHAIN });
  const presented = await many(count, (i) => sdJwtPresentation(scene, { list: 0, index: i % 1024 }));
  const start = performance.now();
  for (const presentation of presented) {
    const verdict = await verifyPresentation(presentation, policy, facts, scene.clock);
    if (verdict.outcome !== "valid") throw new Error(`not valid: ${verdict.text.en}`);
  }
  const seconds = (performance.now() - start) / 1000;
  return { "verify.rpc.perSecond": count / seconds, "verify.rpc.requests": requests() / count };
}
