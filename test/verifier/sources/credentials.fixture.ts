import { formatDid } from "../../../src/did/did.ts";
import type { FactsQueryByName } from "../../../src/facts/facts.ts";
import { queryFor } from "../../../src/facts/query.ts";
import { decode } from "../../../src/formats/index.ts";
import type { Policy } from "../../../src/public/verifier.ts";
import { judgeAccreditation } from "../../../src/verdict/checks/accreditation.ts";
import { judgeIssuerKey } from "../../../src/verdict/checks/issuer-key.ts";
import { ONE_TIME_LIFE } from "../../../src/verdict/checks/status.ts";
import { type Chain, key, type TestKey } from "../../facts/replica/chain.fixture.ts";
import { KEYS, LISTS, STATUS_INDICES, VCTS } from "../../facts/replica/histories.ts";
import { issueSdJwtVc } from "../../formats/issuing.ts";
import { presentSdJwtVc } from "../../formats/presenting.ts";
import { AUDIENCE, NONCE } from "../world.ts";
import type { Choose } from "./choice.fixture.ts";

const CHAIN = 31_337n;
const holder = key(9_999).signer;

/** A credential that an agency signed, and the query about it. */
export interface Issued {
  readonly credential: string;
  readonly query: FactsQueryByName;
  readonly issuedAt: number;
  readonly policy: Policy;
  /** Presents the credential, signed by its holder at this second. */
  readonly present: (at: number, extra?: Readonly<Record<string, string>>) => Promise<string>;
}

interface Choice {
  readonly issuer: string;
  readonly key: TestKey;
  readonly vct: string;
  readonly issuedAt: number;
}

/**
 * Issues credentials with agencies' keys, dated at some of these moments. Some are still valid, some have a chain of
 * trust that was broken later, some are signed by a registered key of an agency that was once accredited, and some by
 * any key at any time.
 */
export async function issueSome(chain: Chain, moments: readonly number[], count: number, choose: Choose) {
  const likely = await likelyOnes(chain, moments);
  const { good, broken } = await judged(chain, likely, choose);
  const issued: Issued[] = [];
  for (let i = 0; i < count; i++) {
    const any = (): Choice => {
      const [issuer, vct] = [choose(chain.agencies).address.toLowerCase(), choose(VCTS)];
      return { issuer, vct, key: choose(KEYS), issuedAt: choose(moments) };
    };
    const ofOneKind = broken.size > 0 ? choose([...broken.values()]) : [];
    const from = choose([good, good, ofOneKind, ofOneKind, likely, []]);
    issued.push(await issue(chain, from.length > 0 ? choose(from) : any(), choose));
  }
  return issued;
}

/** All combinations of agency, key, type and moment in which the key is registered and the moment lies in its epoch. */
async function likelyOnes({ agencies, read }: Chain, moments: readonly number[]): Promise<readonly Choice[]> {
  const last = moments.at(-1) ?? 0;
  const all = agencies.flatMap(({ address }) =>
    KEYS.flatMap((key) => VCTS.map((vct) => ({ issuer: address.toLowerCase(), key, vct }))),
  );
  const { records } = await read(
    all.map((one) => questionOf({ ...one, issuedAt: last })),
    "latest",
  );
  return all.flatMap((one, i) => {
    const { key, links = [] } = records[i] ?? {};
    if (key === undefined || links.length === 0) return [];
    return moments.filter((time) => key.from <= time && time < key.until).map((issuedAt) => ({ ...one, issuedAt }));
  });
}

/** Codes of chains that never held, so that nothing was broken later. */
const NEVER = ["accreditation.never", "accreditation.not-then"];

/**
 * Of two hundred random combinations, returns those that are valid now, and those whose chain of trust was broken
 * later, by code.
 */
async function judged({ read }: Chain, likely: readonly Choice[], choose: Choose) {
  const [good, broken] = [[] as Choice[], new Map<string, Choice[]>()];
  if (likely.length === 0) return { good, broken };
  const some = Array.from({ length: 200 }, () => choose(likely));
  const { records } = await read(some.map(questionOf), "latest");
  for (const [i, one] of some.entries()) {
    const { outcome } = judgeIssuerKey(records[i]!, one.issuedAt);
    const chain = judgeAccreditation(records[i]!, one.issuer, one.issuedAt);
    if (outcome === "valid" && chain.outcome === "valid") good.push(one);
    if (outcome !== "valid" || chain.outcome === "valid" || NEVER.includes(chain.code)) continue;
    broken.set(chain.code, [...(broken.get(chain.code) ?? []), one]);
  }
  return { good, broken };
}

const questionOf = ({ issuer, key: { thumbprint }, vct, issuedAt }: Choice) =>
  queryFor({ issuer: formatDid(CHAIN, issuer), keyThumbprint: base64url(thumbprint), type: vct, issuedAt });

const base64url = (hex: string): string => Buffer.from(hex.slice(2), "hex").toString("base64url");

/** The status of a credential, and the authorities that its verifier accepts: any, if not given. */
interface Terms {
  readonly status?: { readonly list: number; readonly index: number };
  readonly oneTime?: boolean;
  readonly authorities?: readonly string[];
}

function issue(chain: Chain, choice: Choice, choose: Choose): Promise<Issued> {
  const kind = choose(["one-time", "one-time", "one-time", "status", "status", "neither"]);
  const accepted = [choose(chain.agencies), choose(chain.agencies)].map(({ address }) => formatDid(CHAIN, address));
  return issueOn(choice, {
    oneTime: kind === "one-time",
    ...(kind === "status" && { status: { list: choose(LISTS), index: choose(STATUS_INDICES) } }),
    ...(choose([true, false, false, false]) && { authorities: accepted }),
  });
}

/** A credential on these terms. */
export async function issueOn({ issuer, key, vct, issuedAt }: Choice, terms: Terms): Promise<Issued> {
  const { status, oneTime = false, authorities } = terms;
  const credential = await issueSdJwtVc({
    signer: key.signer,
    issuer: formatDid(CHAIN, issuer),
    vct,
    claims: { family_name: "정" },
    holderKey: holder.publicJwk,
    issuedAt,
    ...(oneTime && { expires: issuedAt + ONE_TIME_LIFE }),
    ...(status && { status }),
  });
  const policy = {
    audience: AUDIENCE,
    nonce: NONCE,
    credentials: [
      { id: "id", type: vct, claims: ["family_name"], oneTimeCopies: true, ...(authorities && { authorities }) },
    ],
  };
  const [query] = decode(credential).map(queryFor);
  if (query === undefined) throw new Error("there is no credential in it");
  const shown = { credential, holder, audience: AUDIENCE, nonce: NONCE, disclose: ["family_name"] };
  const present = (at: number, extra = {}) => presentSdJwtVc({ ...shown, issuedAt: at, extra });
  return { credential, query, issuedAt, policy, present };
}
