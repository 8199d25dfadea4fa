import { compressPoint } from "../../src/crypto/keys/jwk.ts";
import type { Signer } from "../../src/crypto/keys/keys.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Facts, FactsQuery, TrustRecords } from "../../src/facts/facts.ts";
import {
  createIssuer,
  createMemoryIndexStore,
  type Issuer,
  type IssuerOptions,
  openAllocator,
} from "../../src/public/issuer.ts";
import type { EpochRecord } from "../../src/records/records.ts";

export const SEJONG = `0x${"5e".repeat(20)}`;
export const MOI = `0x${"01".repeat(20)}`;
export const SEJONG_DID = `did:ethr:0x7a69:${SEJONG}`;
export const CIVIL_SERVANT_ID = "https://didim.example/vct/civil-servant-id";
/** The time of registration, and the current time of these tests (20 past the hour), in seconds since 1970. */
export const REGISTERED = 1_790_000_000;
export const NOW = REGISTERED - (REGISTERED % 3600) + 10 * 86_400 + 1200;

export const SCHEMA = JSON.stringify({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    family_name: { type: "string", minLength: 1 },
    given_name: { type: "string" },
    birth_date: { type: "string", format: "date" },
    agency: { type: "string" },
    address: { type: "object", properties: { postal: { type: "string", pattern: "^[0-9]{5}$" } } },
  },
  required: ["family_name", "given_name"],
  additionalProperties: false,
});

export const CLAIMS = { family_name: "정", given_name: "새롬", birth_date: "1999-03-02", agency: "세종특별자치시" };

export const sejong: Signer = generateSigner("ES256");
export const saerom: Signer = generateSigner("ES256");
export const clock = { now: () => NOW };

export async function issuerFor(changes: Partial<IssuerOptions> = {}): Promise<Issuer> {
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 3, capacity: 8192 });
  return createIssuer({
    did: SEJONG_DID,
    signer: sejong,
    allocator,
    schemas: { [CIVIL_SERVANT_ID]: SCHEMA },
    clock,
    ...changes,
  });
}

const EPOCH: EpochRecord = {
  index: 0,
  accreditor: MOI,
  root: true,
  from: REGISTERED,
  until: 2 ** 40 - 1,
  reason: "none",
  mayIssue: true,
  levels: 0,
  parentGeneration: 0,
};

/** A registry in which the ministry accredits Sejong, and Sejong's key and list 3 are valid. */
export const GOOD: TrustRecords = {
  issuerDeactivated: false,
  key: {
    algorithm: 1,
    publicKey: compressPoint(sejong.publicJwk),
    from: REGISTERED,
    until: 2 ** 40 - 1,
    reason: "none",
    compromisedSince: 0,
  },
  type: {
    registered: REGISTERED,
    retired: 0,
    applicationStatusIsValid: false,
    status: "required",
    holderBinding: "required",
    authority: MOI,
    authorityDeactivated: false,
  },
  links: [
    {
      ...{ holder: SEJONG, holderDeactivated: false, generation: 0, generationStart: 0, noStatus: false },
      ...{ atIssue: EPOCH, newest: EPOCH },
    },
  ],
  status: { opened: REGISTERED, capacity: 8192, value: 0 },
};

/** Facts with these records for any query, as of now; `asked` collects the queries. */
export function factsSaying(changes: Partial<TrustRecords> = {}, asOf: object = {}): Facts & { asked: FactsQuery[] } {
  const asked: FactsQuery[] = [];
  return {
    source: "memory",
    asked,
    async lookup(queries) {
      asked.push(...queries);
      const records = queries.map(({ status, issuer, typeId }) => {
        const { status: known, ...rest } = { ...GOOD, ...changes };
        const named = { ...rest, ...(issuer && { issuer }), ...(typeId && { typeId }) };
        return status && known ? { ...named, status: known } : named;
      });
      return { asOf: { chainId: 31337n, block: 100n, time: NOW, ...asOf }, records };
    },
  };
}

/** The policy of the city hall's gate. */
export const GATE = {
  audience: "https://gate.sejong.example",
  nonce: "8f1c0a7e5b6d4932",
  credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name"] }],
} as const;
