import { createPublicKey, verify as cryptoVerify, type KeyObject, randomBytes } from "node:crypto";
import type { PublicJwk, Signer } from "../../src/crypto/keys/keys.ts";
import { ecdsaSigValue } from "../../src/crypto/port/der.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { openReplica, type Replica } from "../../src/facts/replica/replica.ts";
import { jsonRpcLogSource } from "../../src/registry/logs/source.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { preparePolicy } from "../../src/verdict/policy-check.ts";
import { CHECKS, type Verdict } from "../../src/verdict/verdict.ts";
import { verify } from "../../src/verifier/verify.ts";
import { type Contenders, oneByOne, serve, type Turn } from "../apart/child.ts";
import { inTurn } from "../in-turn.ts";
import { sdJwtPeer } from "../peers/sd-jwt.ts";
import { didJwtVcPeer, veramoPeer } from "../peers/vc-1.1.ts";
import { composed } from "./composed.ts";
import { type Given, recalled } from "./given.ts";
import { type Parts, partsOf } from "./parts.ts";

/** Contenders by their figure's id. The i-th turn verifies the i-th token; it throws if the token is not valid. */
export const CONTENDERS: Contenders<Given> = {
  "verify.floor.p256": floor,
  "verify.floor.sdJwtVc": sdJwtFloor,
  "verify.floor.vcJwtComposed": async (given) => {
    const { vcJwt } = composed(given, await upToDate(given));
    return oneByOne((i) => vcJwt(of(given.tokens, i)));
  },
  "verify.floor.sdJwtVcComposed": async (given) => {
    const { sdJwtVc } = composed(given, await upToDate(given));
    return oneByOne((i) => sdJwtVc(of(given.tokens, i)));
  },
  "verify.vcJwtEs256.perSecond": async (given) => {
    const check = await verifier(given);
    return oneByOne(async (i) => fourHold(await check(i)));
  },
  "verify.sdJwtVc.perSecond": async (given) => {
    const check = await verifier(given);
    return oneByOne(async (i) => allHold(await check(i)));
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

serve(CONTENDERS);

/**
 * The lower bound for any verifier: one imported P-256 key, a message of a credential's length, nothing to convert.
 * (With options beside the key, such as another signature encoding, node:crypto takes half as long again.)
 */
async function floor({ tokens }: Given): Promise<Turn> {
  const issuer = generateSigner("ES256");
  const key = keyObject(issuer.publicJwk);
  const signed = await inTurn(tokens, () => signedOf(issuer, 1024));
  return oneByOne((i) => mustHold(key, of(signed, i)));
}

/**
 * What an SD-JWT VC with key binding cannot do without: the issuer's signature by a key that is there, the holder's by one that is
 * new, which node:crypto imports fastest from PEM; over messages as long as the token's two.
 */
async function sdJwtFloor({ tokens }: Given): Promise<Turn> {
  const issuer = generateSigner("ES256");
  const key = keyObject(issuer.publicJwk);
  const signed = await inTurn(tokens, async (token) => {
    const [jwt = "", binding = ""] = [token.split("~").at(0), token.split("~").at(-1)];
    const holder = generateSigner("ES256");
    return {
      credential: await signedOf(issuer, jwt.lastIndexOf(".")),
      binding: await signedOf(holder, binding.lastIndexOf(".")),
      holderKey: keyObject(holder.publicJwk).export({ type: "spki", format: "pem" }) as string,
    };
  });
  return oneByOne((i) => {
    const { credential, binding, holderKey } = of(signed, i);
    mustHold(key, credential);
    mustHold(createPublicKey(holderKey), binding);
  });
}

interface Signed {
  readonly message: Buffer;
  readonly signature: Uint8Array;
}

/** A message of this length, another each time, and its signature in DER. */
async function signedOf(signer: Signer, length: number): Promise<Signed> {
  const message = randomBytes(length);
  return { message, signature: ecdsaSigValue(await signer.sign(message)) };
}

const keyObject = (key: PublicJwk): KeyObject => createPublicKey({ key: { ...key }, format: "jwk" });

function mustHold(key: KeyObject, { message, signature }: Signed): void {
  if (!cryptoVerify("sha256", message, key, signature)) throw new Error("the floor gave way");
}

/** Our verifier, with a replica that has caught up with the chain. */
async function verifier(given: Given): Promise<(i: number) => Promise<Verdict>> {
  const { time, tokens } = given;
  const policy = preparePolicy(given.policy);
  const replica = await upToDate(given);
  const clock = new SealedClock({ now: () => time });
  return (i) => verify(of(tokens, i), policy, replica, clock);
}

function part(name: keyof Parts): (given: Given) => Promise<Turn> {
  return async (given) => oneByOne((await partsOf(given, await upToDate(given)))[name]);
}

async function upToDate({ answers, addresses }: Given): Promise<Replica> {
  const source = jsonRpcLogSource(recalled(answers), addresses);
  const replica = await openReplica({ source, addresses, chainId: 31337n, pollMs: 0 });
  await replica.sync();
  return replica;
}

function allHold(verdict: Verdict): void {
  if (verdict.outcome !== "valid") throw new Error(`not valid: ${verdict.text.en}`);
}

/** For a bare credential: the fifth check is made, and finds no holder's proof. */
function fourHold({ credentials: [verdict], text }: Verdict): void {
  const failed = CHECKS.filter((name) => verdict?.checks[name].outcome !== "valid");
  if (failed.join() !== "holderBinding") throw new Error(`${failed.join(", ")}: ${text.en}`);
}

function taking(tokens: readonly string[], check: (token: string) => Promise<void>): Turn {
  return oneByOne((i) => check(of(tokens, i)));
}

function of<T>(list: readonly T[], i: number): T {
  const one = list[i];
  if (one === undefined) throw new RangeError(`there is no token ${i}`);
  return one;
}
