import { expect } from "chai";
import type { FactsAnswer, FactsQuery, FactsQueryByName } from "../../../src/facts/facts.ts";
import { stapleClaim } from "../../../src/facts/proof/carried.ts";
import { proof } from "../../../src/facts/proof/proof.ts";
import type { ProofPart } from "../../../src/facts/proof/prover.ts";
import type { Staple } from "../../../src/facts/proof/staple.ts";
import { refusedLater } from "../../support/refused.ts";
import { chainOfTwo, ethers, networkHelpers, now, send, TYPE } from "../../verifier/world.ts";
import { vouchedFor } from "./members.fixture.ts";

/** A list that is opened late. */
const LIST = 9;

/** Registries, a gate's anchor for them, and whoever makes proofs, as of any block. */
async function gate() {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  const { anchor, prover } = await vouchedFor(send, world.addresses, await now());
  const issuedAt = await now();
  const query = (index: number, list = 0): FactsQueryByName => ({
    issuer: world.sejong.identity,
    keyThumbprint: world.sejong.key,
    typeId: TYPE,
    issuedAt,
    status: { list, index },
  });
  const prove = async (one: FactsQuery, part: ProofPart, block?: number): Promise<Staple> => {
    const [staple] = await prover.prove([[one]], { part, ...(block !== undefined && { block: BigInt(block) }) });
    return staple!;
  };
  /** What a gate that keeps some staples learns of a credential whose holder brings another. */
  const learns = async (one: FactsQuery, brought: Staple, ...kept: readonly Staple[]): Promise<FactsAnswer> => {
    const time = await now();
    const query = { ...one, staple: Object.values(stapleClaim(brought))[0] };
    return proof({ anchor, staples: kept, clock: { now: () => time } }).lookup([query]);
  };
  return { world, query, prove, learns };
}

type Gate = Awaited<ReturnType<typeof gate>>;

/** A list with a credential in it that is suspended at once: whoever does not bring its word does not know of it. */
async function openLate({ world }: Pick<Gate, "world">): Promise<void> {
  const { account } = world.sejong;
  await world.statuses.connect(account).openList(account, LIST, 128, ethers.ZeroAddress);
  await world.statuses.connect(account).setStatus(account, LIST, 7, 2);
}

const height = (): Promise<number> => ethers.provider.getBlockNumber();

describe("Parts of proofs of two blocks", () => {
  it("a status of before its list was opened is none, though a later proof shows the list", async () => {
    const { world, query, prove, learns } = await gate();
    const before = await height();
    await openLate({ world });
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    await refusedLater(learns(one, await prove(one, "status", before), issuer), "facts.proof-other-slot");
    const { records } = await learns(one, await prove(one, "status"), issuer);
    expect(records[0]!.status?.value).to.equal(2);
  });

  it("are as old as the older: of a withdrawal after it nothing is claimed", async () => {
    const { world, query, prove, learns } = await gate();
    const one = query(7);
    const issuer = await prove(one, "issuer");
    const then = await now();
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    await networkHelpers.time.increase(600);
    await networkHelpers.mine();
    const { asOf, records } = await learns(one, await prove(one, "status"), issuer);
    expect(records[0]!.links[0]!.newest.reason).to.equal("none");
    expect(asOf.time).to.equal(then);
    expect(asOf.upTo).to.be.at.least(then + 600);
  });

  it("a withdrawal that either of them shows is seen: an older proof does not hide what the gate knows, nor the gate what a newer shows", async () => {
    const { world, query, prove, learns } = await gate();
    const { account } = world.sejong;
    await world.statuses.connect(account).setStatus(account, 0, 8, 1);
    const one = query(7);
    const [issuer, whole] = [await prove(one, "issuer"), await prove(one, "all")];
    const then = await now();
    await world.accreditations.connect(world.province.account).withdraw(world.sejong.identity, TYPE);
    const [issuerSince, wholeSince] = [await prove(one, "issuer"), await prove(one, "all")];
    const known = await learns(one, whole, issuerSince);
    expect(known.records[0]!.links[0]!.newest.reason).to.equal("withdrawn");
    expect([known.asOf.time, known.asOf.upTo]).to.deep.equal([then, await now()]);
    const shown = await learns(one, wholeSince, issuer);
    expect(shown.records[0]!.links[0]!.newest.reason).to.equal("withdrawn");
    expect([shown.asOf.time, shown.asOf.upTo]).to.deep.equal([await now(), undefined]);
  });

  it("of another list, or of a list with the same number of another issuer, show nothing of this one", async () => {
    const { world, query, prove, learns } = await gate();
    await openLate({ world });
    const one = query(7, LIST);
    const issuer = await prove(one, "issuer");
    for (const other of [query(7), { ...one, issuer: world.stranger.identity }]) {
      await refusedLater(learns(one, await prove(other, "all"), issuer), "facts.proof-other-slot");
    }
  });
});
