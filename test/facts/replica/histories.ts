import type { ContractTransactionResponse } from "ethers";
import fc from "fast-check";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import { newestEpoch } from "../../contracts/support/newest-epoch.ts";
import { type Actor, type Chain, ethers, key, NO_END } from "./chain.fixture.ts";

/** An action that an agency attempts. If the registries refuse it, nothing happens. */
export interface Attempt {
  readonly what: keyof typeof ATTEMPTS;
  readonly who: number;
  readonly whom: number;
  readonly which: number;
  readonly how: number;
}

export const VCTS = ["https://credentials.go.kr/civil-servant-id/1", "https://credentials.go.kr/driving-licence/1"];
export const TYPES = VCTS.map((vct) => ethers.id(vct));
export const KEYS = Array.from({ length: 12 }, (_, i) => key(11 + i, i % 3 === 2 ? "secp256k1" : "P-256"));
/** Keys and certificates registered by hash. A certificate's thumbprint is its hash. */
const HASHED = [3, 127, 128, 129].map((algorithm) => {
  const hash = ethers.id(`by its hash: ${algorithm}`);
  return { algorithm, hash, thumbprint: algorithm < 128 ? ethers.id(`thumbprint: ${algorithm}`) : hash };
});
export const THUMBPRINTS = [...KEYS, ...HASHED].map(({ thumbprint }) => thumbprint);
export const LISTS = [0, 7];
/** The indices at which histories set a status. */
export const STATUS_INDICES = Array.from({ length: 60 }, (_, i) => (Math.floor(i / 5) * 37 + (i % 5)) % 700);
export const DOCTYPES = [0, 1, 2, 3].map((number) => `mdl.${number}`);
export const ANCHORS = [1, 2, 3].map((number) => ethers.toBeHex(number, 32));
/** Short names are stored beside their length, longer ones in slots of their own. */
const NAMES = ["", "부산", "대한민국 세종특별자치시청 시민안전과 여권팀", "x".repeat(96)];
const CAPACITY = 4096 + 128;

const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

interface Step extends Attempt {
  readonly chain: Chain;
  readonly id: string;
  readonly other: string;
  readonly typeId: string;
  /** The account that currently acts for `did`. */
  readonly actor: (did: string) => Promise<Actor>;
  readonly now: number;
}
type Act = (step: Step) => Promise<ContractTransactionResponse | unknown>;

const as = async <C extends { connect(actor: Actor): C }>(contract: C, step: Step, did = step.id): Promise<C> =>
  contract.connect(await step.actor(did));
const authority = (step: Step): Promise<string> => step.chain.types.authorityOf(step.typeId);
/** Seldom, because these actions end most of what could follow. */
const rarely = ({ how, which }: Step): boolean => how === 11 && which > 5;
const until = ({ how, now }: Step): bigint => (how % 3 === 0 ? BigInt(now + 50 + how) : NO_END);
/** The accreditor of the newest epoch, or the type's authority. */
async function above(step: Step): Promise<string> {
  const { accreditations } = step.chain;
  const newest = await newestEpoch(accreditations, step.id, step.typeId);
  return newest === undefined || step.how % 2 === 0 ? authority(step) : newest.accreditor;
}

const ATTEMPTS = {
  registerKey: async (s) => {
    const { name, value } = pick(KEYS, s.which);
    const validity = s.how % 3 === 0 ? 40n + BigInt(s.how) : NO_END;
    return (await as(s.chain.dids, s)).setAttribute(s.id, name, value, validity);
  },
  retireKey: async (s) => (await as(s.chain.dids, s)).retireKey(s.id, pick(KEYS, s.which).thumbprint),
  compromiseKey: async (s) =>
    (await as(s.chain.dids, s)).compromiseKey(s.id, pick(KEYS, s.which).thumbprint, s.now - (s.how % 40)),
  registerByHash: async (s) => {
    const { algorithm, thumbprint, hash } = pick(HASHED, s.which);
    const validity = s.how % 3 === 0 ? 40n + BigInt(s.how) : NO_END;
    return (await as(s.chain.dids, s)).registerByHash(s.id, algorithm, thumbprint, hash, validity);
  },
  retireByHash: async (s) => (await as(s.chain.dids, s)).retireKey(s.id, pick(HASHED, s.which).thumbprint),
  compromiseByHash: async (s) =>
    (await as(s.chain.dids, s)).compromiseKey(s.id, pick(HASHED, s.which).thumbprint, s.now - (s.how % 40)),
  otherAttribute: async (s) =>
    (await as(s.chain.dids, s)).setAttribute(s.id, ethers.encodeBytes32String("did/svc/Hub"), "0x01", 100n),
  severalAtOnce: async (s) => {
    const { interface: abi } = s.chain.dids;
    const operations = [KEYS[s.which], KEYS[s.how]]
      .filter((one) => one !== undefined)
      .map(({ name, value }) => abi.encodeFunctionData("setAttribute", [s.id, name, value, NO_END]));
    operations.push(abi.encodeFunctionData("addDelegate", [s.id, ethers.encodeBytes32String("veriKey"), s.other, 99n]));
    return (await as(s.chain.dids, s)).multicall(operations);
  },
  revokeAttribute: async (s) =>
    (await as(s.chain.dids, s)).revokeAttribute(s.id, ethers.encodeBytes32String("did/svc/Hub"), "0x01"),
  longAttribute: async (s) =>
    (await as(s.chain.dids, s)).setAttribute(
      s.id,
      ethers.encodeBytes32String("did/svc/Hub"),
      `0x${"5e".repeat(3 * s.how + 20)}`,
      BigInt(30 + s.which),
    ),
  setRecovery: async (s) => (await as(s.chain.dids, s)).setRecovery(s.id, s.other),
  startRecovery: async (s) => (await as(s.chain.dids, s, s.other)).startRecovery(s.id, s.other, s.how % 2 === 0),
  cancelRecovery: async (s) => (await as(s.chain.dids, s, s.other)).cancelRecovery(s.id),
  finishRecovery: async (s) => {
    if (s.how > 8) await s.chain.networkHelpers.time.increase(8 * 86_400);
    return s.chain.dids.finishRecovery(s.id);
  },
  changeController: async (s) => {
    const dids = await as(s.chain.dids, s);
    return s.how % 2 === 0 ? dids.changeOwner(s.id, s.other) : dids.changeOwnerEndingKeys(s.id, s.other);
  },
  deactivate: async (s) => (rarely(s) ? (await as(s.chain.dids, s)).deactivate(s.id) : undefined),
  registerType: (s) =>
    s.chain.types
      .connect(s.chain.council)
      .register(pick(VCTS, s.which), s.id, ethers.id("schema"), "", s.how > 5 ? "" : DOCTYPES[s.which % 4]!, s.how % 8),
  retireType: async (s) =>
    rarely(s)
      ? (await as(s.chain.types, s, await authority(s))).retire(s.typeId, BigInt(s.now + 100 + s.whom * 10))
      : undefined,
  /** Of the terms that have ended the last one, or the one before it. */
  reopenType: async (s) => {
    const { epochs } = await s.chain.types.typeOf(s.typeId);
    return (await as(s.chain.types, s, await authority(s))).reopen(s.typeId, epochs - 2n - BigInt(s.whom % 2), 0);
  },
  replaceAuthority: (s) =>
    s.chain.types.connect(s.chain.council).replaceAuthority(s.typeId, s.id, s.how % 2 === 0 ? 0 : s.now - 40),
  declareStolen: (s) => s.chain.types.connect(s.chain.council).declareStolen(s.typeId, s.whom % 3, s.now - 10 * s.how),
  handOver: async (s) => {
    await (await as(s.chain.types, s, await authority(s))).offer(s.typeId, s.id);
    return (await as(s.chain.types, s)).accept(s.typeId);
  },
  setSchema: async (s) =>
    (await as(s.chain.types, s, await authority(s))).setSchema(s.typeId, ethers.id(`schema ${s.how}`), "urn:schema"),
  offer: async (s) => (await as(s.chain.types, s, await authority(s))).offer(s.typeId, s.id),
  apply: async (s) =>
    (await as(s.chain.accreditations, s)).applyFor(s.id, s.typeId, s.other, true, s.how % 4, "papers"),
  cancelApplication: async (s) => (await as(s.chain.accreditations, s)).cancelApplication(s.id, s.typeId),
  freeze: async (s) => (await as(s.chain.accreditations, s)).freeze(s.id, s.typeId),
  accredit: async (s) => {
    const accreditor = s.how % 2 === 0 ? ethers.ZeroAddress : s.other;
    const levels = (s.which + s.how) % 4;
    await (await as(s.chain.accreditations, s)).applyFor(s.id, s.typeId, accreditor, true, levels, "");
    const by = await as(s.chain.accreditations, s, s.how % 2 === 0 ? await authority(s) : s.other);
    return by.accredit(s.id, s.typeId, true, levels, until(s), s.whom % 2);
  },
  suspend: async (s) => (await as(s.chain.accreditations, s, await above(s))).suspend(s.id, s.typeId),
  reinstate: async (s) => (await as(s.chain.accreditations, s, await above(s))).reinstate(s.id, s.typeId, until(s)),
  takeBack: async (s) => (await as(s.chain.accreditations, s, await above(s))).reinstate(s.id, s.typeId, 0),
  withdraw: async (s) => (await as(s.chain.accreditations, s, await above(s))).withdraw(s.id, s.typeId),
  endAccreditation: async (s) => (await as(s.chain.accreditations, s)).end(s.id, s.typeId),
  annul: async (s) =>
    (await as(s.chain.accreditations, s, await authority(s))).annul(
      s.id,
      s.typeId,
      BigInt(s.how % 3),
      BigInt(s.whom % 3),
    ),
  nameAgency: async (s) =>
    (await as(s.chain.accreditations, s, await above(s))).nameAgency(
      s.id,
      s.typeId,
      pick(NAMES, s.how),
      pick(NAMES, s.which),
    ),
  assignAnchor: async (s) =>
    (await as(s.chain.accreditations, s, await above(s))).assignAnchor(s.id, s.typeId, pick(ANCHORS, s.whom)),
  releaseAnchor: async (s) =>
    (await as(s.chain.accreditations, s, await authority(s))).releaseAnchor(s.typeId, pick(ANCHORS, s.whom)),
  openList: async (s) =>
    (await as(s.chain.statuses, s)).openList(s.id, pick(LISTS, s.which), 128 * (1 + s.how), s.other),
  extendList: async (s) => (await as(s.chain.statuses, s)).extendList(s.id, pick(LISTS, s.which), CAPACITY),
  setOperator: async (s) => (await as(s.chain.statuses, s)).setOperator(s.id, pick(LISTS, s.which), s.other),
  setStatus: async (s) => {
    const index = pick(STATUS_INDICES, s.how * 5 + s.whom);
    return (await as(s.chain.statuses, s)).setStatus(s.id, pick(LISTS, s.which), index, s.how % 4);
  },
  setStatuses: async (s) => {
    const masks = [3n << BigInt(2 * s.how), 15n << 252n];
    const values = [2n << BigInt(2 * s.how), 9n << 252n];
    return (await as(s.chain.statuses, s)).setStatuses(s.id, pick(LISTS, s.which), [0, 1], masks, values);
  },
  wait: (s) => s.chain.networkHelpers.time.increase(1 + s.how),
} satisfies Record<string, Act>;

const small = fc.nat({ max: 11 });
export const attempt: fc.Arbitrary<Attempt> = fc.record({
  what: fc.constantFrom(...(Object.keys(ATTEMPTS) as (keyof typeof ATTEMPTS)[])),
  who: fc.nat({ max: 4 }),
  whom: fc.nat({ max: 4 }),
  which: small,
  how: small,
});

/** Attempts that make and break chains of trust, mostly by agencies that have one from the beginning. */
export const attemptOfTrust: fc.Arbitrary<Attempt> = fc.record({
  what: fc.constantFrom(
    ...(["accredit", "accredit", "suspend", "suspend", "reinstate", "reinstate", "takeBack", "withdraw"] as const),
    ...(["annul", "endAccreditation", "freeze", "handOver", "replaceAuthority", "registerKey", "retireKey"] as const),
  ),
  who: fc.constantFrom(2, 3, 2, 3, 4),
  whom: fc.nat({ max: 4 }),
  which: small,
  how: small,
});

const ofFirstType = (what: Attempt["what"], who: number, whom = 0, how = 2): Attempt => {
  return { what, who, whom, which: 0, how };
};
const LINKED = [ofFirstType("withdraw", 3), ofFirstType("accredit", 2), ofFirstType("accredit", 3, 2, 1)];
const ANEW = [ofFirstType("withdraw", 2), ofFirstType("accredit", 2)];
/** Agency 3 is suspended; a thief of the authority reinstates it; the successor, agency 4, annuls that. */
const STOLEN = [
  ofFirstType("suspend", 3),
  ofFirstType("wait", 0, 0, 11),
  ofFirstType("reinstate", 3),
  ofFirstType("replaceAuthority", 4, 0, 1),
  ...[0, 1, 2].flatMap((index) => [0, 1, 2].map((term) => ofFirstType("annul", 3, term, index))),
];
/**
 * Sequences that chance seldom produces: agency 3 is accredited by agency 2, which loses its own accreditation and gets
 * another, in the same block or later, or while agency 3 is suspended. Or a theft of the authority, after which agency
 * 3 is suspended, reinstated, or withdrawn and accredited anew.
 */
export const CHAINS: readonly (readonly Attempt[])[] = [
  LINKED,
  [...LINKED, ...ANEW],
  [...LINKED, ofFirstType("suspend", 3), ...ANEW, ofFirstType("reinstate", 3)],
  [...STOLEN, ofFirstType("accredit", 3), ofFirstType("suspend", 3), ofFirstType("reinstate", 3)],
  [...STOLEN, ofFirstType("withdraw", 3), ofFirstType("accredit", 3)],
];

/** A beginning that makes most attempts possible: two types, accredited agencies, keys and lists. */
export const BEGINNING: readonly Attempt[] = [
  { what: "registerType", who: 0, whom: 0, which: 0, how: 0 },
  { what: "registerType", who: 1, whom: 0, which: 1, how: 1 },
  { what: "accredit", who: 2, whom: 0, which: 0, how: 2 },
  { what: "accredit", who: 3, whom: 2, which: 0, how: 1 },
  { what: "accredit", who: 3, whom: 0, which: 1, how: 2 },
  { what: "nameAgency", who: 3, whom: 0, which: 2, how: 1 },
  { what: "nameAgency", who: 3, whom: 0, which: 1, how: 2 },
  { what: "assignAnchor", who: 3, whom: 0, which: 0, how: 0 },
  ...[2, 3].flatMap((who): Attempt[] => [
    { what: "registerKey", who, whom: 0, which: who - 2, how: 1 },
    { what: "openList", who, whom: 4, which: 0, how: 6 },
    { what: "setStatus", who, whom: 0, which: 0, how: 1 },
  ]),
];

/** Makes attempts on this chain. @returns Whether it succeeded; on a chain that mines later, whether it was sent. */
export function trying(chain: Chain): (one: Attempt) => Promise<boolean> {
  const byAddress = new Map(chain.agencies.map((agency) => [agency.address, agency]));
  const actor = async (did: string): Promise<Actor> => {
    const found = byAddress.get(await chain.dids.controllerOf(did));
    if (found === undefined) throw new Error("nobody acts");
    return found;
  };
  return async (one) => {
    const [id, other] = [pick(chain.agencies, one.who).address, pick(chain.agencies, one.whom).address];
    const now = await chain.networkHelpers.time.latest();
    const act: Act = ATTEMPTS[one.what];
    try {
      await act({ ...one, chain, id, other, typeId: pick(TYPES, one.which), actor, now });
      return true;
    } catch {
      // The attempt was refused.
      return false;
    }
  };
}

/** Makes the attempts one by one. @returns How many succeeded. */
export async function live(chain: Chain, attempts: readonly Attempt[]): Promise<number> {
  const attempt = trying(chain);
  let done = 0;
  for (const one of attempts) if (await attempt(one)) done++;
  return done;
}

/** Queries about every identity and type, at several moments, with each key and indices in and out of range. */
export async function questions(chain: Chain): Promise<FactsQuery[]> {
  const now = await chain.networkHelpers.time.latest();
  const moments = [0, now - 40, now - 11, now];
  const indices = [0, 37, 74, 111, 127, 128, 255, 300, 895, 4_223, 1_000_000];
  const queries: FactsQuery[] = [];
  for (const { address } of chain.agencies) {
    for (const typeId of TYPES) {
      for (const issuedAt of moments) {
        const n = queries.length;
        const status = { list: pick([...LISTS, 1], n), index: pick(indices, n) };
        const asked = { issuer: address.toLowerCase(), keyThumbprint: pick(THUMBPRINTS, n), typeId, issuedAt };
        const query = n % 3 === 0 ? asked : ({ ...asked, withTerm: true } as const);
        queries.push(n % 7 === 6 ? query : { ...query, status });
      }
    }
  }
  return [...queries, ...foreignQuestions(now)];
}

/**
 * Queries about foreign credentials, which name a doctype instead of a type, and a certificate instead of an issuer.
 */
function foreignQuestions(issuedAt: number): FactsQuery[] {
  const common = { keyThumbprint: KEYS[0]!.thumbprint, issuedAt, status: { list: 0, index: 37 } };
  const types = [...DOCTYPES.map((doctype) => ({ doctypeId: ethers.id(doctype) })), { typeId: TYPES[0]! }];
  return types.flatMap((type) =>
    ANCHORS.map((anchor, i): FactsQuery => ({ ...common, ...type, anchor, ...(i > 0 && { withTerm: true }) })),
  );
}
