import { createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { sha256, toHex } from "../../src/crypto/encodings/bytes.ts";
import { thumbprint } from "../../src/crypto/keys/jwk.ts";
import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import { generatePrivateKey, generateSigner, signerFromPrivateKey } from "../../src/crypto/signatures/signer.ts";
import { createIssuer, type IssueRequest, type Issuer, openAllocator } from "../../src/public/issuer.ts";
import { createFileIndexStore } from "../../src/public/node.ts";
import { type Contenders, type Named, oneByOne, serve, type Turn } from "../apart/child.ts";
import { sdJwtIssuer } from "../peers/sd-jwt.ts";

/** The contenders of `npm run bench -- issue`. */

export interface Given extends Named {
  /** How many credentials are issued in all: whose, is made up beforehand. */
  readonly count: number;
  /** A folder of the contender's own. */
  readonly folder: string;
}

/** How many credentials are issued at a time, and so how many indices are taken at a time. */
export const BATCH = 1_000;

export const CONTENDERS: Contenders<Given> = {
  "issue.floor.p256Sign": floor,
  "issue.sdJwtVc.perSecond": ours,
  "issue.peer.sdJwt": peer,
};

serve(CONTENDERS);

const DID = `did:ethr:0x7a69:0x${"5e".repeat(20)}`;
const VCT = "https://credentials.go.kr/civil-servant-id/1";
const LIST = 0;
const YEAR = 365 * 86_400;

/** Ten claims of 20 bytes each. */
const NAMES = Array.from({ length: 10 }, (_, i) => `claim_${i}`);
const SCHEMA = JSON.stringify({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: Object.fromEntries(NAMES.map((name) => [name, { type: "string", minLength: 1, maxLength: 64 }])),
  required: NAMES,
  additionalProperties: false,
});

const PRIVATE = generatePrivateKey("ES256");
const signer = signerFromPrivateKey("ES256", PRIVATE);

/**
 * One P-256 key that is there, and messages as long as what an issuer signs; the signature as node:crypto writes it. What no issuer can be faster
 * than.
 */
async function floor({ count, folder }: Given): Promise<Turn> {
  const { issuer, close } = await openIssuer(folder);
  const { credential } = await issuer.issue(requestFor(generateSigner("ES256").publicJwk));
  await close();
  const length = credential.slice(0, credential.indexOf("~")).lastIndexOf(".");
  const messages = Array.from({ length: count }, () => randomBytes(length));
  const key = keyObject();
  return oneByOne((i) => sign("sha256", messages[i] ?? Buffer.alloc(0), key));
}

async function ours({ count, folder }: Given): Promise<Turn> {
  const requests = everybody(count).map(requestFor);
  const { issuer } = await openIssuer(folder);
  return async (from, to) => {
    const issued = await issuer.issueBatch(requests.slice(from, to));
    if (issued.length !== to - from) throw new Error(`${issued.length} credentials were issued`);
  };
}

/** The schema is the registered one, and the indices' journal is on the disk. */
async function openIssuer(folder: string): Promise<{ issuer: Issuer; close(): Promise<void> }> {
  const store = createFileIndexStore({ folder, create: true });
  const allocator = await openAllocator({ store, list: LIST, capacity: 2 ** 30 });
  const schemaHashOf = async () => toHex(sha256(SCHEMA));
  const issuer = createIssuer({ did: DID, signer, allocator, schemas: { [VCT]: SCHEMA }, schemaHashOf });
  return { issuer, close: () => allocator.close() };
}

const requestFor = (holderKey: PublicJwk): IssueRequest => ({ type: VCT, claims: claims(), holderKey, validFor: YEAR });

const claims = (): Record<string, string> =>
  Object.fromEntries(NAMES.map((name) => [name, randomBytes(15).toString("base64url")]));

const everybody = (count: number): readonly PublicJwk[] =>
  Array.from({ length: count }, () => generateSigner("ES256").publicJwk);

/** Writes what ours writes; the indices are just counted. */
async function peer({ count }: Given): Promise<Turn> {
  const issue = await sdJwtIssuer(signer, `${DID}#${thumbprint(signer.publicJwk)}`);
  const written = everybody(count).map((jwk, idx) => {
    const uri = `${DID}/status-lists/${LIST}`;
    return { iss: DID, vct: VCT, cnf: { jwk }, status: { status_list: { idx, uri } }, ...claims() };
  });
  return oneByOne((i) => {
    const iat = Math.floor(Date.now() / 1000);
    return issue({ ...written[i], iat, exp: iat + YEAR }, NAMES);
  });
}

function keyObject(): KeyObject {
  const { kty, crv, x, y } = signer.publicJwk;
  const d = Buffer.from(PRIVATE).toString("base64url");
  return createPrivateKey({ key: { kty, crv, x, y, d }, format: "jwk" });
}
