import { rpc } from "../src/facts/rpc/rpc.ts";
import { lensReader } from "../src/registry/lens.ts";
import { counting } from "./counting.ts";
import type { Measured } from "./figures.ts";
import { interleave } from "./statistics.ts";
import { floor, peers, sdJwtVc, vcJwt } from "./verify/contenders.ts";
import { openScene, type Scene, send } from "./verify/scene.ts";

const CHAIN = 31337n;

export interface Sizes {
  readonly rounds: number;
  readonly size: number;
  readonly warmUp: number;
  readonly cold: number;
}

/** Warm: our own code is compiled through after some two thousand verifications, measured. */
const SIZES: Sizes = { rounds: 11, size: 100, warmUp: 2_500, cold: 50 };

/** Verifications a CPU second, on one core: ours and our peers' by turns, after the node's own P-256. */
export async function verify(sizes: Sizes = SIZES): Promise<Measured> {
  const { rounds, size, warmUp, cold } = sizes;
  const scene = await openScene();
  const count = warmUp + rounds * size;
  const { contenders, notes } = await peers(scene, count);
  const ours = [
    await floor(scene, count),
    { id: "verify.vcJwtEs256.perSecond", run: await vcJwt(scene, count) },
    { id: "verify.sdJwtVc.perSecond", run: await sdJwtVc(scene, count) },
  ];
  const rates = await interleave([...ours, ...contenders], { rounds, size, warmUp });
  const asked = await byNode(scene, cold);
  await scene.replica.close();
  return { figures: { ...Object.fromEntries(rates), ...asked }, notes };
}

/** Each presentation asks a node; by the wall clock, for that is what it waits for. */
async function byNode(scene: Scene, count: number): Promise<Readonly<Record<string, number>>> {
  const { provider, requests } = counting(send, CHAIN);
  const lens = lensReader(provider, await scene.world.lens.getAddress());
  const ask = await sdJwtVc(scene, count, rpc({ lens, chainId: CHAIN }));
  const start = performance.now();
  for (let i = 0; i < count; i++) await ask(i);
  const seconds = (performance.now() - start) / 1000;
  return { "verify.rpc.perSecond": count / seconds, "verify.rpc.requests": requests() / count };
}
