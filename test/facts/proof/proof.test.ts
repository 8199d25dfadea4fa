import { expect } from "chai";
import fc from "fast-check";
import { readHeader } from "../../../src/chain/state/header.ts";
import { isDidimError } from "../../../src/errors/error.ts";
import { checkAnswer } from "../../../src/facts/checked.ts";
import type { FactsAnswer } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { refusedLater } from "../../support/refused.ts";
import { stapled } from "../../trust-anchor/staple/stapled.fixture.ts";
import { lensProves, networkHelpers, registries } from "../replica/chain.fixture.ts";
import { attempt, BEGINNING, live, questions } from "../replica/histories.ts";
import { MISSING, oneLess, withSeals } from "./writing.fixture.ts";

const { loadFixture } = networkHelpers;

/** A chain with some history, a staple of its whole state, and queries. */
async function scene() {
  const chain = await loadFixture(registries);
  await live(chain, BEGINNING);
  const { anchor, staple, time } = await stapled(chain);
  return { chain, anchor, staple, clock: { now: () => time }, queries: await questions(chain) };
}

/** The same answer without agencies' names. */
const unnamed = ({ asOf, records }: FactsAnswer): FactsAnswer => ({
  asOf,
  records: records.map((record) => ({ ...record, links: record.links.map(({ names: _, ...link }) => link) })),
});

/** Names are for display: one that cannot be proved is left out, and nothing else takes its place. */
function expectSameButNames(less: FactsAnswer, whole: FactsAnswer): void {
  expect(unnamed(less)).to.deep.equal(unnamed(whole));
  for (const [i, { links }] of less.records.entries()) {
    const { names } = links[0] ?? {};
    if (names !== undefined) expect(names).to.deep.equal(whole.records[i]?.links[0]?.names);
  }
}

describe("The proof source, after any history of the registries,", () => {
  it("returns the records that TrustLens reads at the same block", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 8, maxLength: 30, size: "max" }), async (history) => {
        const chain = await loadFixture(registries);
        await live(chain, [...BEGINNING, ...history]);
        const { anchor, staple, time } = await stapled(chain);
        const queries = await questions(chain);
        const answer = await createProofFacts({ anchor, staples: [staple], clock: { now: () => time } }).lookup(
          queries,
        );
        const { asOf, records } = checkAnswer(answer, queries);
        expect(records).to.deep.equal(await lensProves(chain, queries, asOf.block));
        expect(asOf).to.deep.equal({ chainId: 31_337n, block: asOf.block, time, hash: readHeader(staple.header).hash });
      }),
      { numRuns: 4 },
    );
  });

  it("returns the same without any one node, or reports that it is missing", async () => {
    const { anchor, staple, clock, queries } = await scene();
    const whole = await createProofFacts({ anchor, staples: [staple], clock }).lookup(queries);
    const used = new Set<string>();
    for (const nodes of oneLess(staple.nodes)) {
      const less = await createProofFacts({ anchor, staples: [{ ...staple, nodes }], clock })
        .lookup(queries)
        .catch((error: unknown) => {
          if (!isDidimError(error)) throw error;
          return error.code;
        });
      if (typeof less === "string") used.add(less);
      else expectSameButNames(less, whole);
    }
    // Which of them occur depends on the addresses: not every trie has an extension.
    expect(MISSING).to.include.members([...used]);
    expect(used.size).to.be.above(1);
  });
});

describe("The proof source refuses", () => {
  it("a header with too few seals, a clock that is behind, a contract with other code", async () => {
    const { anchor, staple, clock, queries } = await scene();
    const { header } = staple;
    const few = { ...staple, header: withSeals(header, readHeader(header).seals.slice(1)) };
    await refusedLater(
      createProofFacts({ anchor, staples: [few], clock }).lookup(queries),
      "facts.proof-too-few-seals",
    );
    const behind = { now: () => clock.now() - 61 };
    const older = { ...anchor, advancedAt: anchor.advancedAt - 100 };
    // That is for the verdict to say, as of every source.
    const { asOf } = await createProofFacts({ anchor: older, staples: [staple], clock: behind }).lookup(queries);
    expect(asOf.time).to.be.above(behind.now() + 60);
    await refusedLater(
      createProofFacts({ anchor, staples: [staple], clock: behind }).lookup(queries),
      "facts.proof-clock-behind",
    );
    const { DIDRegistry, StatusLists } = anchor.registries;
    const foreign = { ...anchor.registries, StatusLists: { ...StatusLists, codeHash: DIDRegistry.codeHash } };
    await refusedLater(
      createProofFacts({ anchor: { ...anchor, registries: foreign }, staples: [staple], clock }).lookup(queries),
      "facts.proof-foreign-code",
    );
  });
});
