import { expect } from "chai";
import fc from "fast-check";
import { readStateRoot } from "../../../src/chain/state/header.ts";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { isDidimError } from "../../../src/errors/error.ts";
import type { FactsAnswer, FactsQueryByName, TrustRecords } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { slotReader } from "../../../src/facts/proof/reader.ts";
import type { LinkRecord } from "../../../src/records/records.ts";
import { accreditationSlot, epochSlot } from "../../../src/storage/accreditations.ts";
import { typeSlot } from "../../../src/storage/credential-types.ts";
import { identitySlot, keySlot } from "../../../src/storage/did-registry.ts";
import { recordsOf } from "../../../src/storage/proved-records.ts";
import type { ProvedRegistry } from "../../../src/storage/registries.ts";
import { listSlot, wordSlot } from "../../../src/storage/status-lists.ts";
import type { Staple } from "../../../src/trust-anchor/staple/staple.ts";
import { stapled } from "../../trust-anchor/staple/stapled.fixture.ts";
import { key, networkHelpers, registries } from "../replica/chain.fixture.ts";
import { attempt, BEGINNING, live, TYPES } from "../replica/histories.ts";
import { MISSING } from "./writing.fixture.ts";

const { loadFixture } = networkHelpers;
type Scene = Awaited<ReturnType<typeof scene>>;

/** Two blocks with some history in between: a complete staple of each, and queries. */
async function scene(first: readonly Parameters<typeof live>[1][number][], then: typeof first) {
  const chain = await loadFixture(registries);
  await live(chain, [...BEGINNING, ...first]);
  const { anchor, staple: older, time: before } = await stapled(chain);
  await networkHelpers.mine();
  await live(chain, then);
  const { staple: newer, time } = await stapled(chain);
  const learn = (query: FactsQueryByName, ...staples: readonly Staple[]): Promise<FactsAnswer> =>
    createProofFacts({ anchor, staples, clock: { now: () => time } }).lookup([query]);
  return { anchor, older, newer, before, time, queries: questionsOf(chain, before), learn };
}

/** Queries about the agencies that have a key, an accreditation and a list from the beginning. */
function questionsOf({ agencies }: Awaited<ReturnType<typeof registries>>, issuedAt: number): FactsQueryByName[] {
  return [2, 3].flatMap((agency) =>
    [0, 37, 74, 111, 128, 700].map((index) => ({
      issuer: agencies[agency]!.address.toLowerCase(),
      keyThumbprint: key(11 + agency - 2).thumbprint,
      typeId: TYPES[0]!,
      issuedAt,
      status: { list: 0, index },
    })),
  );
}

/** The staple without one node in twelve, chosen by the seed. */
function without(staple: Staple, seed: number): Staple {
  const isGone = (i: number): boolean => Math.imul(seed ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b) >>> 24 < 21;
  return { ...staple, nodes: bagOf([...staple.nodes].filter((_, i) => !isGone(i))) };
}

/** Whether a staple shows a slot's value. */
function showing({ anchor }: Scene, { header, nodes }: Staple) {
  const read = slotReader(readStateRoot(header), (name) => anchor.registries[name], nodes);
  return (registry: ProvedRegistry, slot: string): boolean => doesNotThrow(() => read(registry, slot));
}

function doesNotThrow(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isDidimError(error)) return false;
    throw error;
  }
}

/** For each fact in `found`, the same fact from the newer block, if the newer staple shows it. */
function* facts(query: FactsQueryByName, found: TrustRecords, newer: TrustRecords, shows: ReturnType<typeof showing>) {
  const { issuer, keyThumbprint, typeId, status } = query;
  if (shows("DIDRegistry", identitySlot(issuer))) yield [found.issuerDeactivated, newer.issuerDeactivated];
  if (shows("DIDRegistry", keySlot(issuer, keyThumbprint))) yield [found.key, newer.key];
  if (shows("CredentialTypes", typeSlot(typeId)))
    yield [
      { ...found.type, authorityDeactivated: 0 },
      { ...newer.type, authorityDeactivated: 0 },
    ];
  for (const link of found.links) {
    const since = newer.links.find(({ holder }) => holder === link.holder);
    if (since !== undefined) yield* linkFacts(typeId, link, since, shows);
  }
  if (status === undefined || found.status?.opened === 0) return;
  const [list, word] = [listSlot(issuer, status.list), wordSlot(issuer, status.list, status.index)];
  if (shows("StatusLists", list)) yield [found.status?.capacity, newer.status?.capacity];
  if (shows("StatusLists", word) && status.index < found.status!.capacity)
    yield [found.status?.value, newer.status?.value];
}

function* linkFacts(typeId: string, link: LinkRecord, since: LinkRecord, shows: ReturnType<typeof showing>) {
  const { holder } = link;
  if (shows("DIDRegistry", identitySlot(holder))) yield [link.holderDeactivated, since.holderDeactivated];
  if (!shows("Accreditations", accreditationSlot(holder, typeId))) return;
  yield [link.generation, since.generation];
  yield [link.newest.index, since.newest.index];
  if (shows("Accreditations", epochSlot(holder, typeId, since.newest.index))) yield [link.newest, since.newest];
}

/** Whether a staple alone shows everything that is asked. */
const isWhole = ({ anchor }: Scene, { header, nodes }: Staple, query: FactsQueryByName): boolean =>
  doesNotThrow(() =>
    recordsOf(
      query,
      slotReader(readStateRoot(header), (name) => anchor.registries[name], nodes),
    ),
  );

describe("Incomplete proofs from two blocks, after any history,", () => {
  const lacks = fc.array(fc.tuple(fc.option(fc.integer()), fc.integer()), { minLength: 90, maxLength: 90 });
  const history = fc.array(attempt, { minLength: 4, maxLength: 20, size: "max" });

  it("give for each fact the newest proof that shows it, and are as old as the oldest proof used", async () => {
    const seen = { answers: 0, mixed: 0, refused: new Set<string>() };
    const look = async (set: Scene, query: FactsQueryByName, older: Staple, newer: Staple) => {
      const [since] = (await set.learn(query, set.newer)).records;
      const answer = await set.learn(query, older, newer).catch((error: unknown) => {
        if (!isDidimError(error)) throw error;
        seen.refused.add(error.code);
        return undefined;
      });
      if (answer === undefined) return;
      const { time, upTo } = answer.asOf;
      for (const [found, told] of facts(query, answer.records[0]!, since!, showing(set, newer))) {
        expect(found).to.deep.equal(told);
      }
      expect(time).to.equal(isWhole(set, newer, query) ? set.time : set.before);
      expect(upTo).to.be.oneOf(time === set.time ? [undefined] : [undefined, set.time]);
      seen.answers++;
      if (upTo !== undefined) seen.mixed++;
    };
    await fc.assert(
      fc.asyncProperty(history, history, lacks, async (first, then, all) => {
        const set = await scene(first, then);
        for (const [i, [inOlder, inNewer]] of all.entries()) {
          const older = inOlder === null ? set.older : without(set.older, inOlder);
          await look(set, set.queries[i % set.queries.length]!, older, without(set.newer, inNewer));
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect([...MISSING, "facts.proof-mixed"]).to.include.members([...seen.refused]);
    expect(seen.refused.size).to.be.above(1);
    expect(seen.answers, "answers").to.be.above(60);
    expect(seen.mixed, "of two blocks").to.be.above(20);
  }).timeout(120_000);
});
