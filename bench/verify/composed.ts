import { createPublicKey, verify as cryptoVerify, hash, type KeyObject } from "node:crypto";
import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import { ecdsaSigValue, pem } from "../../src/crypto/port/der.ts";
import { queryFor } from "../../src/facts/query.ts";
import type { Replica } from "../../src/facts/replica/replica.ts";
import { decode } from "../../src/formats/index.ts";
import type { LinkRecord } from "../../src/records/records.ts";
import type { Given } from "./given.ts";

/**
 * What no verifier of these tokens can do without, in straight-line code: it splits, decodes and parses, hashes the
 * disclosures and puts them in their places, verifies the signatures, compares the registered claims, and looks up the
 * key, the type, the chain and the status in tables of its own. Beside Didim's verifier it lacks all that makes one
 * fit for use: the strict reading (base64url and JSON of one spelling only, limits, forbidden names), any source of
 * facts that may fail or lie, findings, evidence and texts. It is a measure, and no verifier.
 */
export interface Composed {
  readonly vcJwt: (token: string) => void;
  readonly sdJwtVc: (token: string) => void;
}

type Members = Record<string, unknown>;

export function composed({ issuer, policy, time, tokens }: Given, facts: Replica): Composed {
  const registry = tablesOf(tokens[0] ?? "", issuer.key, facts);
  const headers = new Map<string, Members>();
  const asked = policy.credentials[0];

  /** Header and payload of a JWS, once its signature holds. `keyOf` finds the key by them. */
  const jws = (
    text: string,
    typ: string,
    keyOf: (header: Members, payload: Members) => KeyObject | string,
  ): Members => {
    const [head = "", body = "", tail = ""] = text.split(".");
    let header = headers.get(head);
    if (header === undefined) {
      header = parsed(head) as Members;
      headers.set(head, header);
    }
    must(header.alg === "ES256" && header.typ === typ);
    const payload = parsed(body) as Members;
    const signed = Buffer.from(text.slice(0, head.length + 1 + body.length), "latin1");
    const signature = ecdsaSigValue(Buffer.from(tail, "base64url"));
    must(cryptoVerify("sha256", signed, keyOf(header, payload), signature));
    return payload;
  };

  const issuersKey = ({ kid }: Members, { iss, iat }: Members): KeyObject => {
    const key = registry.keys.get(kid as string);
    if (key === undefined) throw new Error("no such key");
    must(key.did === iss && (iat as number) >= key.from && (iat as number) < key.until);
    return key.object;
  };

  const judge = (payload: Members, type: unknown, list: string, index: number): void => {
    const { iss, iat, nbf, exp } = payload as { iss: string; iat: number; nbf?: number; exp?: number };
    must(type === asked?.type && iat <= time && (nbf ?? 0) <= time && (exp ?? time + 1) > time);
    let link = registry.links.get(iss);
    while (link?.atIssue !== undefined && iat >= link.atIssue.from && iat < link.atIssue.until && !link.atIssue.root) {
      link = registry.links.get(link.atIssue.accreditor);
    }
    must(link?.atIssue?.root === true && link.newest.reason === "none");
    const number = list.slice(list.lastIndexOf("/") + 1);
    const words = registry.statuses.get(number);
    must(words !== undefined && (((words[index >> 2] ?? 1) >> ((index & 3) * 2)) & 3) === 0);
  };

  return {
    vcJwt(token) {
      const payload = jws(token, "vc+jwt", issuersKey);
      const status = payload.credentialStatus as Members;
      const schema = payload.credentialSchema as Members;
      judge(payload, schema.id, status.statusListCredential as string, Number(status.statusListIndex));
    },
    sdJwtVc(token) {
      const parts = token.split("~");
      const binding = parts.pop() ?? "";
      const payload = jws(parts[0] ?? "", "dc+sd-jwt", issuersKey);
      const digests = new Set(payload._sd as string[]);
      const claims: Members = {};
      for (let i = 1; i < parts.length; i++) {
        const part = parts[i] ?? "";
        // Taken out: none may come twice.
        must(digests.delete(hash("sha256", part, "base64url")));
        const [, name, value] = parsed(part) as [string, string, unknown];
        claims[name] = value;
      }
      must(asked?.claims?.every((claim) => claims[claim as string] !== undefined) === true);
      const { status_list } = payload.status as { status_list: { idx: number; uri: string } };
      judge(payload, payload.vct, status_list.uri, status_list.idx);
      const { jwk } = payload.cnf as { jwk: PublicJwk };
      const { aud, nonce, iat, sd_hash } = jws(binding, "kb+jwt", () => pem(jwk));
      must(aud === policy.audience && nonce === policy.nonce && Math.abs(time - (iat as number)) <= 300);
      must(sd_hash === hash("sha256", token.slice(0, token.length - binding.length), "base64url"));
    },
  };
}

function parsed(text: string): unknown {
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
}

function must(holds: boolean): void {
  if (!holds) throw new Error("the composed floor gave way");
}

interface Tables {
  /** By `kid`. */
  readonly keys: ReadonlyMap<string, { did: string; object: KeyObject; from: number; until: number }>;
  /** By holder: the issuer by its DID, those above it by their addresses. */
  readonly links: ReadonlyMap<string, LinkRecord>;
  /** The words of a list, by its number. */
  readonly statuses: ReadonlyMap<string, Uint8Array>;
}

/** The issuer's records, as the replica has them. All tokens of a run are of one issuer and one list. */
function tablesOf(token: string, jwk: PublicJwk, facts: Replica): Tables {
  const [credential] = decode(token);
  if (credential === undefined) throw new RangeError("there is no token");
  const [records] = facts.look([queryFor(credential)]).records;
  if (records?.key === undefined) throw new Error("the replica does not know the key");
  const { issuer: did, keyThumbprint, status } = credential;
  const { from, until } = records.key;
  const object = createPublicKey(pem(jwk));
  const links = records.links.map((link, i) => [i === 0 ? did : link.holder, link] as const);
  return {
    keys: new Map([[`${did}#${keyThumbprint}`, { did, object, from, until }]]),
    links: new Map(links),
    statuses: new Map([[String(status?.list ?? 0), new Uint8Array(4096)]]),
  };
}
