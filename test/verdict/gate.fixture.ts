import { compressPoint, thumbprint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Facts, FactsAnswer, FactsQuery, TrustRecords } from "../../src/facts/facts.ts";
import type { Policy, Verdict } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { issueSdJwtVc } from "../formats/issuing.ts";
import { presentSdJwtVc } from "../formats/presenting.ts";

/** A gate without a chain. The registry's answers are made up, so that a source of facts can answer anything. */

export const TIME = 1_790_000_000;
export const ISSUED = TIME - 86_400;
export const ISSUER = `0x${"ab".repeat(20)}`;
export const ISSUER_DID = `did:ethr:0x7a69:${ISSUER}`;
export const PARENT = `0x${"cd".repeat(20)}`;
const AUTHORITY = `0x${"ef".repeat(20)}`;
export const AUTHORITY_DID = `did:ethr:0x7a69:${AUTHORITY}`;
export const VCT = "https://credentials.go.kr/civil-servant-id/1";
export const EXTRACT = "https://credentials.go.kr/resident-extract/1";
const NO_END = 2 ** 40 - 1;

export const issuer = generateSigner("ES256");
export const saerom = generateSigner("ES256");

export const POLICY: Policy = {
  audience: "https://gate.sejong.go.kr",
  nonce: "n-0S6_WzA2Mj-n-0S6_WzA2Mj",
  credentials: [{ id: "id", type: VCT }],
};

export function issue(changes: Record<string, unknown> = {}): Promise<string> {
  return issueSdJwtVc({
    signer: issuer,
    issuer: ISSUER_DID,
    vct: VCT,
    claims: { family_name: "정", given_name: "새롬" },
    holderKey: saerom.publicJwk,
    issuedAt: ISSUED,
    status: { list: 0, index: 7 },
    ...changes,
  });
}

export async function present(
  credential: string | Promise<string>,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const { audience, nonce } = POLICY;
  const request = { audience, nonce, holder: saerom, issuedAt: TIME, disclose: ["family_name"], ...changes };
  return presentSdJwtVc({ credential: await credential, ...request });
}

const EPOCH = { from: TIME - 10_000_000, until: NO_END, reason: "none", parentGeneration: 0 } as const;
const CHILD = { ...EPOCH, index: 0, accreditor: PARENT, root: false, mayIssue: true, levels: 0 } as const;
const ROOT = { ...EPOCH, index: 0, accreditor: AUTHORITY, root: true, mayIssue: false, levels: 1 } as const;
const LINK = { holderDeactivated: false, generation: 0, generationStart: 0, noStatus: false } as const;

const TERM = { authority: AUTHORITY, deactivated: false, from: TIME - 20_000_000, until: NO_END } as const;

/** The records of an honest registry, in which everything is valid. */
export function goodRecords({ issuer: asked, typeId, status, withTerm }: Partial<FactsQuery>): TrustRecords {
  return {
    ...(asked && { issuer: asked }),
    ...(typeId && { typeId }),
    issuerDeactivated: false,
    key: {
      algorithm: 1,
      publicKey: compressPoint(issuer.publicJwk),
      from: TIME - 10_000_000,
      until: NO_END,
      reason: "none",
      compromisedSince: 0,
    },
    type: {
      registered: TIME - 20_000_000,
      retired: 0,
      applicationStatusIsValid: false,
      status: "required",
      holderBinding: "required",
      authority: AUTHORITY,
      authorityDeactivated: false,
    },
    links: [
      { ...LINK, holder: ISSUER, atIssue: CHILD, newest: CHILD },
      { ...LINK, holder: PARENT, atIssue: ROOT, newest: ROOT },
    ],
    ...(status && { status: { opened: TIME - 9_000_000, capacity: 1024, value: 0 as const } }),
    ...(withTerm && { term: TERM }),
  };
}

export const ISSUER_KEY = `0x${Buffer.from(thumbprint(issuer.publicJwk), "base64url").toString("hex")}`;

/** A source that answers `change(the true answer)`, which may be malformed. */
export function facts(change: (answer: FactsAnswer) => unknown = (answer) => answer, source: Facts["source"] = "rpc") {
  const lookup = async (queries: readonly FactsQuery[]) =>
    change({
      asOf: { chainId: 31337n, block: 100n, time: TIME },
      records: queries.map(goodRecords),
    }) as FactsAnswer;
  return { source, lookup } satisfies Facts;
}

/** One change deep inside the first credential's records: `at("links", 0, "newest", "until")`. */
export function lying(path: readonly (string | number)[], value: unknown) {
  return facts((answer) => {
    const copy = structuredClone(answer) as unknown as Record<string | number, never>;
    const place = path.slice(0, -1).reduce<Record<string | number, never>>((at, step) => at[step] as never, copy);
    place[path.at(-1) ?? ""] = value as never;
    return copy;
  });
}

export async function gate(
  presented: unknown,
  { policy = {}, source = facts(), time = TIME }: { policy?: object; source?: Facts; time?: number } = {},
): Promise<Verdict> {
  const clock = new SealedClock({ now: () => time });
  return verify(presented as string, { ...POLICY, ...policy }, source, clock);
}

export const codes = (verdict: Verdict): string[] =>
  [
    ...verdict.presentation,
    ...verdict.credentials.flatMap((credential) => [...Object.values(credential.checks), ...credential.policy]),
  ]
    .filter((finding) => finding.outcome === verdict.outcome && finding.outcome !== "valid")
    .map((finding) => finding.code);
