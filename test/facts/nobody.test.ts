import { expect } from "chai";
import { keccak256 } from "../../src/crypto/hash.ts";
import { ZERO_ADDRESS } from "../../src/did/address.ts";
import type { FactsQueryByName } from "../../src/facts/facts.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { openReplica } from "../../src/facts/replica/replica.ts";
import { accreditationSlot, epochSlot } from "../../src/storage/accreditations.ts";
import { typeSlot } from "../../src/storage/credential-types.ts";
import { recordsOf } from "../../src/storage/proved-records.ts";
import { createTestRegistry } from "../../src/testing/registry.ts";
import { stapled } from "../trust-anchor/staple/stapled.fixture.ts";
import { following, lensSays, networkHelpers, registries } from "./replica/chain.fixture.ts";
import { BEGINNING, live } from "./replica/histories.ts";

const ID = `0x${"22".repeat(32)}`;
const ask = (issuer: string): FactsQueryByName => ({ issuer, keyThumbprint: ID, typeId: ID, issuedAt: 100 });

describe("The zero address, which nobody controls", () => {
  it("is a deactivated issuer for every source of facts", async () => {
    const chain = await networkHelpers.loadFixture(registries);
    await live(chain, BEGINNING);
    const queries = [ask(ZERO_ADDRESS)];
    const { anchor, staple, time } = await stapled(chain);
    const replica = await openReplica(following(chain));
    await replica.sync();
    const answers = {
      rpc: await lensSays(chain, queries, BigInt(await networkHelpers.time.latestBlock())),
      replica: replica.look(queries).records,
      proof: (await createProofFacts({ anchor, staples: [staple], clock: { now: () => time } }).lookup(queries))
        .records,
      memory: (await createTestRegistry().facts.lookup(queries)).records,
    };
    const deactivated = Object.entries(answers).map(([source, [one]]) => [source, one?.issuerDeactivated]);
    expect(Object.fromEntries(deactivated)).to.deep.equal({ rpc: true, replica: true, proof: true, memory: true });
  });

  it("is a deactivated authority and a deactivated accreditor, in a replica and in a proof", async () => {
    const registry = createTestRegistry({ time: 50 });
    const agency = registry.agency("세종시");
    const nobody = { ...agency, identity: ZERO_ADDRESS };
    registry.registerType("urn:type", nobody);
    registry.accredit(nobody, "urn:type", { levels: 1 });
    registry.accredit(agency, "urn:type", { by: nobody });
    const query = { ...ask(agency.identity), typeId: keccak256("urn:type") };
    const [copy] = (await registry.facts.lookup([query])).records;
    const { identity } = agency;
    const { typeId } = query;
    const begun = (50n << 160n) | (999n << 200n);
    const words = new Map([
      [typeSlot(typeId), 50n << 160n],
      [accreditationSlot(identity, typeId), 1n << 216n],
      [accreditationSlot(ZERO_ADDRESS, typeId), 1n << 216n],
      [epochSlot(identity, typeId, 0), begun | (16n << 248n)],
      [epochSlot(ZERO_ADDRESS, typeId, 0), begun | (25n << 248n)],
    ]);
    const proved = recordsOf(query, (_, slot) => words.get(slot) ?? 0n);
    for (const { issuerDeactivated, type, links } of [copy!, proved]) {
      expect(issuerDeactivated).to.equal(false);
      expect([type?.authority, type?.authorityDeactivated]).to.deep.equal([ZERO_ADDRESS, true]);
      expect(links.map(({ holder, holderDeactivated }) => [holder, holderDeactivated])).to.deep.equal([
        [identity, false],
        [ZERO_ADDRESS, true],
      ]);
    }
  });
});
