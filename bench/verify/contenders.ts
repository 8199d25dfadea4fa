import { createPublicKey, verify as cryptoVerify } from "node:crypto";
import { ecdsaSigValue } from "../../src/crypto/port/der.ts";
import { generateSigner } from "../../src/crypto/signer.ts";
import { openReplica, type Replica } from "../../src/facts/replica/replica.ts";
import { jsonRpcLogSource } from "../../src/registry/logs/source.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { CHECKS, type Verdict } from "../../src/verdict/verdict.ts";
import { verify } from "../../src/verifier.ts";
import { sdJwtPeer } from "../peers/sd-jwt.ts";
import { didJwtVcPeer, veramoPeer } from "../peers/vc-1.1.ts";
import { type Given, recalled } from "./given.ts";
import { type Parts, partsOf } from "./parts.ts";

/** Verifies the i-th token; throws if it is not valid. */
export type Turn = (i: number) => unknown;

/** Contenders by their figure's id. Each prepares in a process of its own. */
export const CONTENDERS: Readonly<Record<string, (given: Given) => Promise<Turn>>> = {
  "verify.floor.p256": floor,
  "verify.vcJwtEs256.perSecond": async (given) => {
    const check = await verifier(given);
    return async (i) => fourHold(await check(i));
  },
  "verify.sdJwtVc.perSecond": async (given) => {
    const check = await verifier(given);
    return async (i) => allHold(await check(i));
  },
  "verify.part.parse": part("parse"),
  "verify.part.lookUp": part("lookUp"),
  "verify.part.signature": part("signature"),
  "verify.part.judge": part("judge"),
  "verify.peer.sdJwt.perSecond": async ({ issuer, policy, time, tokens }) =>
    taking(tokens, await sdJwtPeer(issuer.key, policy.nonce, time)),
  "verify.peer.didJwtVc.perSecond": async ({ issuer, tokens }) =>
    taking(tokens, await didJwtVcPeer(issuer.did, issuer.key)),
  "verify.peer.veramo.perSecond": async ({ issuer, tokens }) =>
    taking(tokens, await veramoPeer(issuer.did, issuer.key)),
};

/**
 * The lower bound for any verifier: one imported P-256 key, a message of a credential's length, nothing to convert.
 * (With options beside the key, such as another signature encoding, node:crypto takes half as long again.)
 */
async function floor({ tokens }: Given): Promise<Turn> {
  const signer = generateSigner("ES256");
  const key = createPublicKey({ key: { ...signer.publicJwk }, format: "jwk" });
  const signed: { message: Buffer; signature: Uint8Array }[] = [];
  for (const token of tokens) {
    const message = Buffer.from(token.slice(0, 1024).padEnd(1024, "."));
    signed.push({ message, signature: ecdsaSigValue(await signer.sign(message)) });
  }
  return (i) => {
    const { message, signature } = of(signed, i);
    if (!cryptoVerify("sha256", message, key, signature)) throw new Error("the floor gave way");
  };
}

/** Our verifier, with a replica that has caught up with the chain. */
async function verifier(given: Given): Promise<(i: number) => Promise<Verdict>> {
  const { policy, time, tokens } = given;
  const replica = await upToDate(given);
  const clock = new SealedClock({ now: () => time });
  return (i) => verify(of(tokens, i), policy, replica, clock);
}

function part(name: keyof Parts): (given: Given) => Promise<Turn> {
  return async (given) => (await partsOf(given, await upToDate(given)))[name];
}

async function upToDate({ answers, addresses }: Given): Promise<Replica> {
  const source = jsonRpcLogSource(recalled(answers), addresses);
  const replica = await openReplica({ source, addresses, chainId: 31337n, pollMs: 0 });
  await replica.sync();
  return replica;
}

function allHold(verdict: Verdict): void {
  if (verdict.outcome !== "valid") throw new Error(`not valid: ${verdict.words.en}`);
}

/** For a bare credential: the fifth check is made, and finds no holder's proof. */
function fourHold({ credentials: [verdict], words }: Verdict): void {
  const failed = CHECKS.filter((name) => verdict?.checks[name].outcome !== "valid");
  if (failed.join() !== "holderBinding") throw new Error(`${failed.join(", ")}: ${words.en}`);
}

function taking(tokens: readonly string[], check: (token: string) => Promise<void>): Turn {
  return (i) => check(of(tokens, i));
}

function of<T>(list: readonly T[], i: number): T {
  const one = list[i];
  if (one === undefined) throw new RangeError(`there is no token ${i}`);
  return one;
}
