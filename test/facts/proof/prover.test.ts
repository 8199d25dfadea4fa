import { expect } from "chai";
import fc from "fast-check";
import { checkAnswer } from "../../../src/facts/checked.ts";
import { createProvedRpcFacts } from "../../../src/facts/proof/over-rpc.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { createProver } from "../../../src/facts/proof/prover.ts";
import { decodeStaple, encodeStaple, type Staple } from "../../../src/trust-anchor/staple/staple.ts";
import { refusedLater } from "../../support/refused.ts";
import { signedByTwo, vouchedFor } from "../../trust-anchor/members.fixture.ts";
import { registries as deployed, lensProves, networkHelpers, send } from "../replica/chain.fixture.ts";
import { attempt, BEGINNING, live, questions, TYPES } from "../replica/histories.ts";

const { loadFixture, mine } = networkHelpers;

/** Registries with a history, queries, and a prover. */
async function scene(history: Parameters<typeof live>[1] = BEGINNING) {
  const chain = await loadFixture(deployed);
  await live(chain, history);
  const time = await networkHelpers.time.latest();
  const vouched = await vouchedFor(send, chain.addresses, time);
  const queries = (await questions(chain)).filter((_, i) => i % 5 === 0).slice(0, 20);
  return { chain, ...vouched, clock: { now: () => time + 10 }, queries };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The same scene through a node that falsifies some answers. */
function lying(
  { registries }: Scene,
  answer: (honest: unknown, method: string, params: readonly unknown[]) => unknown,
) {
  const request = async (method: string, params: readonly unknown[] = []) =>
    answer(await send(method, params), method, params);
  return createProver({ rpc: { request }, registries, sign: signedByTwo });
}

interface ProofAnswer {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly key: string; readonly proof: readonly string[] }[];
}

describe("The prover, over a node", () => {
  it("makes staples that prove exactly the records that TrustLens reads, after any history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 8, maxLength: 30, size: "max" }), async (history) => {
        const { chain, anchor, prover, clock, queries } = await scene([...BEGINNING, ...history]);
        for (const [i, staple] of (await prover.prove(queries.map((query) => [query]))).entries()) {
          const travelled = decodeStaple(encodeStaple(staple));
          expect(travelled.nodes.size).to.equal(staple.nodes.size);
          const query = queries[i]!;
          const { asOf, records } = checkAnswer(
            await createProofFacts({ anchor, clock, staples: [travelled] }).lookup([query]),
            [query],
          );
          expect(records).to.deep.equal(await lensProves(chain, [query], asOf.block));
        }
      }),
      { numRuns: 3 },
    );
  });

  it("makes few requests, in few rounds, all about one block", async () => {
    const all = await scene();
    const asked: (readonly unknown[])[] = [];
    const counting = lying(all, (honest, method, params) => {
      asked.push([method, ...params]);
      return honest;
    });
    await mine(3);
    await counting.prove([[all.queries[0]!]]);
    expect(asked.length).to.be.lessThan(16);
    expect(asked.filter(([method]) => method === "eth_getBlockByNumber").length).to.equal(1);
    expect(new Set(asked.slice(1).map(([, , , block]) => JSON.stringify(block))).size).to.equal(1);
  });
});

describe("A node that takes its time for each of many requests", () => {
  it("holds up neither the prover nor the source for longer than their limit", async () => {
    const { registries, anchor, clock, queries } = await scene();
    let late = "eth_getProof";
    const request = async (method: string, params: readonly unknown[] = []) => {
      if (method === late) await new Promise((resolve) => setTimeout(resolve, 300));
      return send(method, params);
    };
    const options = { rpc: { request }, registries, sign: signedByTwo };
    for (late of ["eth_getBlockByNumber", "eth_getProof"]) {
      const start = performance.now();
      const error = await refusedLater(
        createProver({ ...options, timeoutMs: 200 }).prove([queries]),
        "facts.node-unreachable",
      );
      expect(error.details).to.deep.equal({ timeoutMs: 200 });
      expect(performance.now() - start).to.be.below(900);
    }
    const facts = createProvedRpcFacts({ prover: createProver(options), anchor, clock, timeoutMs: 400 });
    const start = performance.now();
    await refusedLater(facts.lookup(queries), "facts.node-unreachable");
    expect(performance.now() - start).to.be.below(900);
    late = "";
    expect((await createProver({ ...options, timeoutMs: 20_000 }).prove([queries])).length).to.equal(1);
  });
});

describe("The proof source over an untrusted node", () => {
  const codeOf = async (all: Scene, node: ReturnType<typeof lying>): Promise<string> => {
    const { anchor, clock, queries } = all;
    const asked = createProvedRpcFacts({ prover: node, anchor, clock }).lookup(queries.slice(0, 4));
    return asked.then(
      () => "believed",
      (error: { code?: string }) => error.code ?? "no code",
    );
  };
  const edited =
    (edit: (answer: ProofAnswer) => unknown) =>
    (honest: unknown, method: string): unknown =>
      method === "eth_getProof" ? edit(honest as ProofAnswer) : honest;

  it("agrees with TrustLens", async () => {
    const { chain, anchor, prover, clock, queries } = await scene();
    const { asOf, records } = await createProvedRpcFacts({ prover, anchor, clock }).lookup(queries);
    expect(records).to.deep.equal(await lensProves(chain, queries, asOf.block));
  });

  it("detects a node that changes, omits, swaps or makes up proofs", async () => {
    const all = await scene();
    const flip = (node: string): string => node.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    const lies: Readonly<Record<string, (answer: ProofAnswer) => unknown>> = {
      "an account of its own": (answer) => ({ ...answer, accountProof: answer.accountProof.map(flip) }),
      "values of its own": ({ storageProof, ...answer }) => ({
        ...answer,
        storageProof: storageProof.map(({ key, proof }) => ({ key, proof: proof.map(flip) })),
      }),
      "a path cut short": ({ storageProof, ...answer }) => ({
        ...answer,
        storageProof: storageProof.map(({ key, proof }) => ({ key, proof: proof.slice(0, -1) })),
      }),
      "no storage at all": (answer) => ({ ...answer, storageProof: [] }),
    };
    for (const [what, lie] of Object.entries(lies)) {
      expect(await codeOf(all, lying(all, edited(lie))), what).to.equal("facts.node-unproved");
    }
    const none = lying(
      all,
      edited(() => ({})),
    );
    expect(await codeOf(all, none)).to.equal("facts.bad-answer");
  });

  it("detects a header that does not match its hash, and one that nobody authenticates", async () => {
    const all = await scene();
    const header = (change: object) =>
      lying(all, (honest, method) =>
        method === "eth_getBlockByNumber" ? { ...(honest as object), ...change } : honest,
      );
    expect(await codeOf(all, header({ timestamp: "0x1" }))).to.equal("facts.bad-answer");
    const { registries, anchor } = all;
    const unsigned = createProver({ rpc: { request: send as never }, registries, sign: async () => [] });
    expect(await codeOf(all, unsigned)).to.equal("facts.proof-too-few-signatures");
    expect(await codeOf({ ...all, anchor: { ...anchor, chainId: 1n } }, all.prover)).to.equal(
      "facts.proof-unknown-signature",
    );
  });

  it("detects that it reads other contracts than it knows, before it makes further requests", async () => {
    const all = await scene();
    const { DIDRegistry, StatusLists } = all.registries;
    const swapped = { ...all.registries, StatusLists: { ...StatusLists, codeHash: DIDRegistry.codeHash } };
    const elsewhere = { ...all.registries, StatusLists: { ...StatusLists, address: `0x${"77".repeat(20)}` } };
    expect(
      await codeOf(
        all,
        lying({ ...all, registries: swapped }, (honest) => honest),
      ),
    ).to.equal("facts.proof-foreign-code");
    expect(
      await codeOf(
        all,
        lying({ ...all, registries: elsewhere }, (honest) => honest),
      ),
    ).to.equal("facts.proof-no-account");
  });
});

describe("With the issuer's part kept and the status brought,", () => {
  const LIST = 3;
  const WORDS = 40;

  /** An agency with a list in which much is revoked, and one of its credentials that is not. */
  async function revoking() {
    const all = await scene();
    const [issuer] = all.chain.agencies;
    const statuses = all.chain.statuses.connect(issuer!);
    await statuses.openList(issuer!, LIST, 128 * WORDS, issuer!);
    const words = Array.from({ length: WORDS }, (_, i) => i);
    await statuses.setStatuses(issuer!, LIST, words, Array(WORDS).fill(3), Array(WORDS).fill(1));
    const status = { list: LIST, index: 128 * 7 + 9 };
    const { keyThumbprint, issuedAt } = all.queries[0]!;
    const query = { issuer: issuer!.address.toLowerCase(), typeId: TYPES[0]!, keyThumbprint, issuedAt, status };
    const suspend = () => statuses.setStatus(issuer!, LIST, status.index, 2);
    return { ...all, query, suspend };
  }

  it("the answer is as of the older part, and also gives the newer time", async () => {
    const { chain, anchor, prover, query } = await revoking();
    const [kept] = (await prover.prove([[query]], { part: "issuer" })) as [Staple];
    const [block, time] = [await networkHelpers.time.latestBlock(), await networkHelpers.time.latest()];
    await networkHelpers.time.increase(3600);
    const [status] = (await prover.prove([[query]], { part: "status" })) as [Staple];
    const later = await networkHelpers.time.latest();
    const clock = { now: () => later };
    const { asOf, records } = await createProofFacts({ anchor, clock, staples: [status, kept] }).lookup([query]);
    expect(records).to.deep.equal(await lensProves(chain, [query], BigInt(block) + 1n));
    expect([asOf.block, asOf.time, asOf.upTo]).to.deep.equal([BigInt(block), time, later]);
    await refusedLater(
      createProofFacts({ anchor, clock, staples: [status] }).lookup([query]),
      "facts.proof-other-account",
    );
    await refusedLater(createProofFacts({ anchor, clock, staples: [kept] }).lookup([query]), "facts.proof-other-slot");
    await refusedLater(createProofFacts({ anchor, clock }).lookup([query]), "facts.proof-absent");
  });

  it("the newest of several parts wins, in whatever order they come", async () => {
    const { anchor, prover, query, suspend } = await revoking();
    const [before] = (await prover.prove([[query]])) as [Staple];
    await suspend();
    const [after] = (await prover.prove([[query]])) as [Staple];
    const time = await networkHelpers.time.latest();
    const look = async (...staples: Staple[]) =>
      createProofFacts({ anchor, clock: { now: () => time }, staples }).lookup([query]);
    expect((await look(before)).records[0]?.status?.value).to.equal(0);
    for (const { asOf, records } of [await look(before, after), await look(after, before)]) {
      expect(records[0]?.status?.value).to.equal(2);
      expect([asOf.time, asOf.upTo]).to.deep.equal([time, undefined]);
    }
  });
});
