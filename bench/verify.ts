import { rpc } from "../src/facts/rpc/rpc.ts";
import { lensReader } from "../src/registry/lens.ts";
import { verify as verifyPresentation } from "../src/verifier.ts";
import { counting } from "./counting.ts";
import type { Measured } from "./figures.ts";
import { installPeers } from "./peers/install.ts";
import { interleave } from "./statistics.ts";
import { apart } from "./verify/processes.ts";
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
  readonly cold: number;
}

/** Warm: our own code is compiled through after some two thousand verifications, measured. */
const SIZES: Sizes = { rounds: 11, size: 100, warmUp: 2_500, cold: 50 };

type Running = Awaited<ReturnType<typeof apart>>;

/** Verifications a CPU second, on one core: ours and our peers' by turns, after the node's own P-256. */
export async function verify(sizes: Sizes = SIZES): Promise<Measured> {
  const { rounds, size, warmUp, cold } = sizes;
  const scene = await openScene();
  const count = warmUp + rounds * size;
  const running: Running[] = [];
  try {
    running.push(...(await ours(scene, count)));
    const { contenders, notes } = await peers(scene, count);
    running.push(...contenders);
    const rates = await interleave(running, { rounds, size, warmUp });
    return { figures: { ...Object.fromEntries(rates), ...(await byNode(scene, cold)) }, notes };
  } finally {
    for (const { end } of running) end();
  }
}

async function ours(scene: Scene, count: number): Promise<Running[]> {
  const credential = await many(count, (i) => vcJwtCredential(scene, i % 1024));
  const presentation = await many(count, (i) => sdJwtPresentation(scene, { list: 0, index: i % 1024 }));
  return [
    await apart({ ...scene.given, id: "verify.floor.p256", tokens: credential }),
    await apart({ ...scene.given, id: "verify.vcJwtEs256.perSecond", tokens: credential }),
    await apart({ ...scene.given, id: "verify.sdJwtVc.perSecond", tokens: presentation }),
  ];
}

/** All that can be installed; who cannot is in `notes`. */
async function peers(scene: Scene, count: number): Promise<{ contenders: Running[]; notes: string[] }> {
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
      await installPeers();
      contenders.push(await apart({ ...scene.given, id, tokens }));
    } catch (error) {
      notes.push(`${id}: left out, ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { contenders, notes };
}

/** Each presentation asks a node; by the wall clock, for that is what it waits for. */
async function byNode(scene: Scene, count: number): Promise<Readonly<Record<string, number>>> {
  const { provider, requests } = counting(send, CHAIN);
  const lens = lensReader(provider, await scene.world.lens.getAddress());
  const facts = rpc({ lens, chainId: CHAIN });
  const presented = await many(count, (i) => sdJwtPresentation(scene, { list: 0, index: i % 1024 }));
  const start = performance.now();
  for (const presentation of presented) {
    const verdict = await verifyPresentation(presentation, policy, facts, scene.clock);
    if (verdict.outcome !== "valid") throw new Error(`not valid: ${verdict.words.en}`);
  }
  const seconds = (performance.now() - start) / 1000;
  return { "verify.rpc.perSecond": count / seconds, "verify.rpc.requests": requests() / count };
}

/** `count` of what `make` makes, ready before the clock runs. */
async function many<T>(count: number, make: (i: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let i = 0; i < count; i++) made.push(await make(i));
  return made;
}
