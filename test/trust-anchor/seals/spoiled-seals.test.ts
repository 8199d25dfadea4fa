import { expect } from "chai";
import { LIES } from "../../../scripts/drill/liar.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { createProver } from "../../../src/facts/proof/prover.ts";
import { sealedRoots } from "../../../src/facts/proof/storage-roots.ts";
import type { DidimError } from "../../../src/public/index.ts";
import { openRegistry, type Registry } from "../../../src/registry/open.ts";
import { advanceThrough } from "../../../src/trust-anchor/advance.ts";
import { advancesFrom } from "../../../src/trust-anchor/advance-from.ts";
import { anchorFrom } from "../../../src/trust-anchor/anchor-from.ts";
import { DAY } from "../../facts/proof/states.fixture.ts";
import { Validator } from "../../facts/proof/writing.fixture.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { httpSwitch, type Switch } from "../../support/switch.ts";
import { sealing } from "./sealing.fixture.ts";

const WORD = `0x${"00".repeat(32)}`;
const QUERY = { issuer: `0x${"11".repeat(20)}`, keyThumbprint: WORD, typeId: WORD, issuedAt: 0 };

/** Three ways to a chain presented as QBFT. The first and fastest one corrupts a digit of a seal. */
describe("The seals of a block that nodes agree on", function () {
  this.timeout(60_000);
  const keys = Array.from({ length: 5 }, () => new Validator());
  let chain: LocalChain;
  let ways: Switch[];
  let lies: number;

  before(async () => {
    chain = await startLocalChain({ votingPeriod: DAY / 24 });
    for (const [i, { address }] of keys.entries()) {
      await step({ do: "validator.add", validator: address });
      await step({ do: "validator.remove", validator: chain.parameters.validators[i] ?? "" });
    }
    ways = await Promise.all([1, 2, 3].map(() => httpSwitch(chain.url)));
  });
  beforeEach(() => {
    lies = 0;
  });
  after(async () => {
    await Promise.all(ways.map((way) => way.close()));
    await chain.stop();
  });

  async function step(action: Parameters<LocalChain["decide"]>[0][number]): Promise<void> {
    await chain.advanceTime(DAY);
    await chain.decide([action], `${action.do} ${Math.random()}`);
    await chain.advanceTime(10);
  }

  const told: DidimError[] = [];
  async function connected(agree: number | undefined): Promise<Registry> {
    const { addresses } = chain;
    const seal = sealing(addresses.contracts.ValidatorSet.address, keys);
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const isLiar = new URL(String(url)).port === new URL(ways[0]?.url ?? "").port;
      if (!isLiar) await new Promise((resolve) => setTimeout(resolve, 50));
      const response = await seal(url, init);
      if (!isLiar) return response;
      const body = (await response.json()) as { result?: unknown } | { result?: unknown }[];
      const spoilt = [body].flat().map((answer) => {
        if (!isBlock(answer.result)) return answer;
        lies++;
        return { ...answer, result: LIES.seal("eth_getBlockByHash", answer.result) };
      });
      return Response.json(Array.isArray(body) ? spoilt : spoilt[0]);
    };
    told.length = 0;
    const onDissent = (error: DidimError): void => void told.push(error);
    return openRegistry({ url: ways.map(({ url }) => url), addresses, fetch, agree, onDissent });
  }
  const isBlock = (result: unknown): boolean =>
    typeof result === "object" &&
    result !== null &&
    "extraData" in result &&
    Number((result as { number?: string }).number) > 0;

  for (const agree of [2, undefined]) {
    const how = agree === undefined ? "they stand in for one another" : "two of three must agree";
    it(`are its validators', whichever node answers first, if ${how}`, async () => {
      const registry = await connected(agree);
      const { rpc, addresses } = registry;
      const anchor = await anchorFrom(registry);
      expect(anchor.sealers).to.have.property("validators").with.length(5);
      const now = await chain.now();
      const clock = { now: () => now };
      const [staple] = await createProver({ rpc, registries: addresses.contracts }).prove([[QUERY]]);
      await createProofFacts({ anchor, clock, staples: staple === undefined ? [] : [staple] }).lookup([QUERY]);
      const { hash } = await registry.head();
      expect((await sealedRoots({ rpc, anchor, clock })({ hash })).sealed).to.equal(true);
      expect(advanceThrough(anchor, await advancesFrom(registry, anchor), now)).to.deep.equal(anchor);
      expect(lies).to.be.above(3);
      expect(told.map(({ code, details }) => [code, details.node])).to.deep.include(["facts.bad-answer", ways[0]?.url]);
    });
  }
});
