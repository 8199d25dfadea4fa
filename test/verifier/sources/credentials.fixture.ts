import { formatDid } from "../../../src/did/did.ts";
import type { FactsQueryByName } from "../../../src/facts/facts.ts";
import { queryFor } from "../../../src/facts/query.ts";
import { formatOf } from "../../../src/formats/index.ts";
import { issueSdJwtVc } from "../../../src/formats/sd-jwt-vc/issue.ts";
import { presentSdJwtVc } from "../../../src/formats/sd-jwt-vc/present.ts";
import { ONE_TIME_LIFE } from "../../../src/verdict/checks/status.ts";
import type { Policy } from "../../../src/verifier.ts";
import { type Chain, key, type TestKey } from "../../facts/replica/chain.fixture.ts";
import { KEYS, LISTS, STATUS_INDICES, VCTS } from "../../facts/replica/histories.ts";
import { AUDIENCE, NONCE } from "../world.ts";
import type { Choose } from "./choice.fixture.ts";

const CHAIN = 31_337n;
const holder = key(9_999).signer;

/** A credential that an agency signed, and what the registry is asked about it. */
export interface Issued {
  readonly credential: string;
  readonly query: FactsQueryByName;
  readonly issuedAt: number;
  readonly policy: Policy;
  /** Signed by its holder at this second. */
  readonly present: (at: number, extra?: Readonly<Record<string, string>>) => Promise<string>;
}

interface Choice {
  readonly issuer: string;
  readonly key: TestKey;
  readonly vct: string;
  readonly issuedAt: number;
}

/**
 * Credentials by keys of the agencies, dated at any of these moments: mostly where the agency had registered the key,
 * and has been accredited at some time; but also before that, after its end, and by what was never registered.
 */
export async function issueSome(chain: Chain, moments: readonly number[], count: number, choose: Choose) {
  const likely = await likelyOnes(chain, moments);
  const issued: Issued[] = [];
  for (let i = 0; i < count; i++) {
    const any = (): Choice => {
      const [issuer, vct] = [choose(chain.agencies).address.toLowerCase(), choose(VCTS)];
      return { issuer, vct, key: choose(KEYS), issuedAt: choose(moments) };
    };
    const isLikely = likely.length > 0 && choose([true, true, true, false]);
    issued.push(await issue(chain, isLikely ? choose(likely) : any(), choose));
  }
  return issued;
}

/** Whatever the chain says today was signed by a registered key, and dated in its time. */
async function likelyOnes({ agencies, read }: Chain, moments: readonly number[]): Promise<readonly Choice[]> {
  const last = moments.at(-1) ?? 0;
  const all = agencies.flatMap(({ address }) =>
    KEYS.flatMap((key) => VCTS.map((vct) => ({ issuer: address.toLowerCase(), key, vct }))),
  );
  const queries = all.map(({ issuer, key: { thumbprint }, vct }) =>
    queryFor({ issuer: formatDid(CHAIN, issuer), keyThumbprint: base64url(thumbprint), type: vct, issuedAt: last }),
  );
  const { records } = await read(queries, "latest");
  return all.flatMap((one, i) => {
    const { key, links = [] } = records[i] ?? {};
    if (key === undefined || links.length === 0) return [];
    return moments.filter((time) => key.from <= time && time < key.until).map((issuedAt) => ({ ...one, issuedAt }));
  });
}

const base64url = (hex: string): string => Buffer.from(hex.slice(2), "hex").toString("base64url");

async function issue(chain: Chain, { issuer, key, vct, issuedAt }: Choice, choose: Choose): Promise<Issued> {
  const kind = choose(["one-time", "one-time", "status", "neither"]);
  const credential = await issueSdJwtVc({
    signer: key.signer,
    issuer: formatDid(CHAIN, issuer),
    vct,
    claims: { family_name: "정" },
    holderKey: holder.publicJwk,
    issuedAt,
    ...(kind === "one-time" && { expires: issuedAt + ONE_TIME_LIFE }),
    ...(kind === "status" && { status: { list: choose(LISTS), index: choose(STATUS_INDICES) } }),
  });
  const accepted = [choose(chain.agencies), choose(chain.agencies)].map(({ address }) => formatDid(CHAIN, address));
  const only = choose([true, false, false, false]) ? { authorities: accepted } : {};
  const policy = {
    audience: AUDIENCE,
    nonce: NONCE,
    credentials: [{ type: vct, claims: ["family_name"], oneTimeCopies: true, ...only }],
  };
  const [query] = formatOf(credential).parse(credential).map(queryFor);
  if (query === undefined) throw new Error("there is no credential in it");
  const shown = { credential, holder, audience: AUDIENCE, nonce: NONCE, disclose: ["family_name"] };
  const present = (at: number, extra = {}) => presentSdJwtVc({ ...shown, issuedAt: at, extra });
  return { credential, query, issuedAt, policy, present };
}
