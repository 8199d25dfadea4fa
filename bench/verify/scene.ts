import { encodeDidJwk } from "../../src/crypto/keys/did-jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { openReplica } from "../../src/facts/replica/replica.ts";
import { formatNamed } from "../../src/formats/index.ts";
import type { JsonRpcSend } from "../../src/registry/logs/asking.ts";
import { jsonRpcLogSource } from "../../src/registry/logs/source.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { issueIn } from "../../test/formats/issuing.ts";
import { chainOfTwo, connection, issue, now, POLICY, present, VCT, type World } from "../../test/verifier/world.ts";
import { issueVc11 } from "../peers/vc-1.1.ts";
import { type Given, recording } from "./given.ts";

/** Ten claims, of which three are shown. */
const CLAIMS = {
  family_name: "정",
  given_name: "새롬",
  birth_date: "1999-03-02",
  department: "세종특별자치시청 자치행정과",
  grade: 7,
  employee_number: "2024-30103",
  appointed: "2024-03-01",
  phone: "+82-44-120",
  duties: "주민등록",
  active: true,
};
const SHOWN = ["family_name", "given_name", "department"];

/** A chain of trust (authority → province → Sejong, the issuer), and a verifier's input. */
export interface Scene {
  readonly world: World;
  readonly clock: SealedClock;
  readonly given: Omit<Given, "id" | "tokens">;
}

export const send: JsonRpcSend = (method, params) => connection.provider.request({ method, params: [...params] });

export async function openScene(): Promise<Scene> {
  const world = await chainOfTwo();
  const { addresses, sejong } = world;
  const recorded = recording(send);
  const source = jsonRpcLogSource(recorded.send, addresses);
  const replica = await openReplica({ source, addresses, chainId: 31337n, pollMs: 0 });
  await replica.sync();
  await replica.close();
  const time = await now();
  const issuer = { did: sejong.did, key: sejong.signer.publicJwk };
  const given = { policy, time, issuer, addresses, answers: recorded.answers };
  return { world, clock: new SealedClock({ now: () => time }), given };
}

export const policy = { ...POLICY, credentials: [{ id: "id", type: VCT, claims: SHOWN }] };

/** A presented SD-JWT VC with a new holder key. */
export async function sdJwtPresentation({ world }: Scene, status?: { list: number; index: number }): Promise<string> {
  return present(await issue(world.sejong, { claims: CLAIMS, status }), { disclose: SHOWN });
}

/** A bare VC-JWT, without a holder's proof. */
export async function vcJwtCredential({ world, clock }: Scene, index: number): Promise<string> {
  const { signer, did } = world.sejong;
  const holderKey = generateSigner("ES256").publicJwk;
  const status = { list: 0, index };
  const issuance = { signer, issuer: did, vct: VCT, claims: CLAIMS, holderKey, issuedAt: clock.now(), status };
  return issueIn(formatNamed("vc+jwt"), issuance);
}

/** A similar credential in VCDM 1.1, for the peers. */
export async function vc11Credential({ world, clock }: Scene): Promise<string> {
  const { signer, did } = world.sejong;
  const id = encodeDidJwk(generateSigner("ES256").publicJwk);
  return issueVc11(signer, did, { id, claims: CLAIMS, type: VCT, at: clock.now() });
}
