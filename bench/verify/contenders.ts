import { createPublicKey, verify as cryptoVerify } from "node:crypto";
import type { Facts } from "../../src/facts/facts.ts";
import { CHECKS, type Verdict } from "../../src/verdict/verdict.ts";
import { verify } from "../../src/verifier.ts";
import { installPeers } from "../peers/install.ts";
import { sdJwtPeer } from "../peers/sd-jwt.ts";
import { didJwtVcPeer, veramoPeer } from "../peers/vc-1.1.ts";
import type { Contender } from "../statistics.ts";
import { policy, type Scene, sdJwtPresentation, vc11Credential, vcJwtCredential } from "./scene.ts";

/** `count` of what `make` makes, ready before the clock runs. */
async function many<T>(count: number, make: (i: number) => Promise<T>): Promise<(i: number) => T> {
  const made: T[] = [];
  for (let i = 0; i < count; i++) made.push(await make(i));
  return (i) => made[i] as T;
}

/** One P-256 key that is there, a message of a credential's length: what no verifier can be faster than. */
export async function floor(scene: Scene, count: number): Promise<Contender> {
  const { signer } = scene.world.sejong;
  const key = createPublicKey({ key: { ...signer.publicJwk }, format: "jwk" });
  const given = { key, dsaEncoding: "ieee-p1363" } as const;
  const signed = await many(count, async (i) => {
    const message = Buffer.from(String(i).padEnd(1024, "."));
    return { message, signature: await signer.sign(message) };
  });
  const run = (i: number) => {
    const { message, signature } = signed(i);
    if (!cryptoVerify("sha256", message, given, signature)) throw new Error("the floor gave way");
  };
  return { id: "verify.floor.p256", run };
}

/** Five checks, two signatures. */
export async function sdJwtVc(scene: Scene, count: number, facts: Facts = scene.replica): Promise<Contender["run"]> {
  const presentation = await many(count, (i) => sdJwtPresentation(scene, { list: 0, index: i % 1024 }));
  return async (i) => {
    const verdict = await verify(presentation(i), policy, facts, scene.clock);
    if (verdict.outcome !== "valid") throw new Error(`not valid: ${verdict.words.en}`);
  };
}

/** A bare credential: the fifth check is made, and says that no holder showed it. */
export async function vcJwt(scene: Scene, count: number): Promise<Contender["run"]> {
  const credential = await many(count, (i) => vcJwtCredential(scene, i % 1024));
  return async (i) => fourHold(await verify(credential(i), policy, scene.replica, scene.clock));
}

function fourHold({ credentials: [verdict], words }: Verdict): void {
  const failed = CHECKS.filter((name) => verdict?.checks[name].outcome !== "valid");
  if (failed.join() !== "holderBinding") throw new Error(`${failed.join(", ")}: ${words.en}`);
}

/** All that can be installed; who cannot is in `notes`. */
export async function peers(scene: Scene, count: number): Promise<{ contenders: Contender[]; notes: string[] }> {
  const { did, signer } = scene.world.sejong;
  const presentation = await many(count, () => sdJwtPresentation(scene));
  const credential = await many(count, () => vc11Credential(scene));
  const made: [id: string, make: () => Promise<(text: string) => Promise<void>>, text: (i: number) => string][] = [
    ["verify.peer.sdJwt.perSecond", () => sdJwtPeer(signer.publicJwk, policy.nonce, scene.clock.now()), presentation],
    ["verify.peer.didJwtVc.perSecond", () => didJwtVcPeer(did, signer.publicJwk), credential],
    ["verify.peer.veramo.perSecond", () => veramoPeer(did, signer.publicJwk), credential],
  ];
  const [contenders, notes]: [Contender[], string[]] = [[], []];
  for (const [id, make, text] of made) {
    try {
      await installPeers();
      const check = await make();
      await check(text(0));
      contenders.push({ id, run: (i) => check(text(i)) });
    } catch (error) {
      notes.push(`${id}: left out, ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { contenders, notes };
}
