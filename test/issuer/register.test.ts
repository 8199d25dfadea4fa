import { expect } from "chai";
import { createMemoryIndexStore, createMemoryIssuanceRegister, openAllocator } from "../../src/public/issuer.ts";
import { refusedLater } from "../support/refused.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, factsSaying, GOOD, issuerFor, NOW, saerom, sejong } from "./fixture.ts";

const VALID = { type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKey: saerom.publicJwk, expires: NOW + 1000 };
const row = (name: string) => ({ ...VALID, row: { batch: "people", row: name } });

describe("An issuer with a register", () => {
  it("registers each credential with its place, by itself or as a row, and nothing of its claims", async () => {
    const register = createMemoryIssuanceRegister();
    const issuer = await issuerFor({ register });
    const [one, other] = await issuer.issueBatch([VALID, row("2")]);
    const common = { type: CIVIL_SERVANT_ID, issuedAt: NOW, expires: NOW + 1000 };
    expect(await register.find()).to.deep.equal([
      { ...common, status: one?.status },
      { ...common, status: other?.status, batch: "people", row: "2" },
    ]);
  });

  it("gives a row that is issued again the same place, and takes no other index", async () => {
    const register = createMemoryIssuanceRegister();
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 3, capacity: 8192 });
    const first = await issuerFor({ register, allocator });
    const [before] = await first.issueBatch([row("2")]);
    const later = await issuerFor({ register, allocator, clock: { now: () => clock.now() + 60 } });
    const [again, next] = await later.issueBatch([row("2"), row("3")]);
    expect(again?.status).to.deep.equal(before?.status);
    expect(next?.status).not.to.deep.equal(before?.status);
    expect(allocator.remaining).to.equal(8192 - 2);
    expect((await register.find({ rows: ["2"], batch: "people" })).map(({ issuedAt }) => issuedAt)).to.deep.equal([
      NOW + 60,
    ]);
  });

  it("registers before it signs: no credential is out that the register does not have", async () => {
    const register = createMemoryIssuanceRegister();
    const broken = { ...register, put: () => Promise.reject(new Error("the disk is full")) };
    let signed = 0;
    const sign: typeof sejong.sign = (message) => {
      signed += 1;
      return sejong.sign(message);
    };
    const issuer = await issuerFor({ register: broken, signer: { ...sejong, sign } });
    expect(await issuer.issue(VALID).catch((error: Error) => error.message)).to.equal("the disk is full");
    expect(signed).to.equal(0);
  });

  it("refuses a row without a register, a row that is there twice, and one that was something else", async () => {
    const without = await issuerFor();
    await refusedLater(without.issueBatch([row("2")]), "issuer.no-register");
    const register = createMemoryIssuanceRegister();
    const facts = factsSaying({ type: { ...GOOD.type!, status: "none" } });
    const issuer = await issuerFor({ register, facts });
    await refusedLater(issuer.issueBatch([row("2"), row("2")]), "issuer.row-twice");
    expect(await register.find()).to.deep.equal([]);
    await issuer.issueBatch([row("2")]);
    await refusedLater(issuer.issueBatch([{ ...row("2"), withoutStatus: true }]), "issuer.registered-otherwise");
  });
});
