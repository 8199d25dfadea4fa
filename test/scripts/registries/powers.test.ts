import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { propose, stateOf, typeIdOf } from "../../../src/public/council.ts";
import { claimIds } from "../../../src/public/holder.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";
const TYPE = typeIdOf(VCT);

describe("Rarely used powers, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [ministry, city, intruder, successor, supervisor, shop] = ["", "", "", "", "", ""];

  /** A thief has the ministry's key from some moment on; then the council appoints a successor. */
  before(async () => {
    chain = await startLocalChain();
    [ministry = "", city = "", intruder = "", successor = "", supervisor = "", shop = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    const until = NO_END;
    await chain.decide(
      [
        { do: "type.register", vct: VCT, authority: ministry },
        { do: "supervisor.appoint", supervisor, until },
      ],
      "공무원증",
    );
    await accredit(city);
    await accredit(shop);
    await chain.as(ministry).accreditations.suspend(shop, TYPE);
    await chain.advanceTime(60);
    const stolenSince = await chain.now();
    await accredit(intruder);
    await chain.as(ministry).accreditations.suspend(intruder, TYPE);
    await chain.as(ministry).accreditations.reinstate(intruder, TYPE, until);
    await chain.as(ministry).accreditations.reinstate(shop, TYPE, until);
    await chain.as(ministry).types.retire(TYPE, stolenSince + 365 * 86_400);
    await chain.decide([{ do: "type.replace-authority", vct: VCT, successor, stolenSince }], "도난");
    const named = { nameKo: "새봄마트", nameEn: "Saebom Mart", contact: "tel:+82-2-000-0000", purpose: "성인 확인" };
    const entry = { ...named, claims: claimIds(["name"]), until };
    await chain.as(supervisor).relyingParties.register(supervisor, shop, TYPE, entry);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  async function accredit(agency: string): Promise<void> {
    await chain.as(agency).accreditations.applyFor(agency, TYPE, ZERO_ADDRESS, true, 0, "");
    await chain.as(ministry).accreditations.accredit(agency, TYPE, true, 0, NO_END, 0);
  }

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const done = (...args: readonly string[]) => t.done(...args, ...on());
  const refusal = async (...args: readonly string[]) => {
    const { code, json } = await t.didim(...args, ...on(), "--json");
    return [code, (json().error as { code: string }).code];
  };
  const refused = (error: string) => [65, `registry.${error}`];

  it("a successor annuls everything begun for an agency since the theft, newest first, and nothing older", async () => {
    const annulled = await done("issuer", "annul", intruder, VCT, "--account", "10");
    expect(annulled).to.deep.include({ issuer: `did:ethr:0x7a69:${intruder}`, epochs: [1, 0] });
    expect(annulled.transactions).to.have.length(2);
    const [again, older, former] = await Promise.all([
      refusal("issuer", "annul", intruder, VCT, "--account", "10"),
      refusal("issuer", "annul", city, VCT, "--account", "10"),
      refusal("issuer", "annul", intruder, VCT, "--epoch", "0", "--account", "7"),
    ]);
    expect(again).to.deep.equal(refused("AccreditationReasonSet"));
    expect(older).to.deep.equal(refused("AccreditationNotAnnullable"));
    expect(former).to.deep.equal(refused("AccreditationForbidden"));
  });

  it("a suspended agency that a thief reinstated is suspended again, until it is reinstated in good order", async () => {
    expect((await done("issuer", "annul", shop, VCT, "--account", "10")).epochs).to.deep.equal([1]);
    const applied = await t.didim("issuer", "apply", VCT, "--account", "12", ...on(), "--json");
    expect(applied.json().error).to.include({ code: "registry.AccreditationInForce" });
    expect(applied.json().error).to.have.property("message").that.contains("is suspended");
    const { accreditations } = chain.as(shop);
    const accredited = async () => accreditations.isAccredited(shop, TYPE, await chain.now());
    expect(await accredited()).to.equal(false);
    await done("issuer", "reinstate", shop, VCT, "--account", "10");
    expect(await accredited()).to.equal(true);
  });

  it("an agency whose accreditations are all annulled is withdrawn, once", async () => {
    await done("issuer", "withdraw", intruder, VCT, "--account", "10");
    expect(await refusal("issuer", "withdraw", intruder, VCT, "--account", "10")).to.deep.equal(
      refused("AccreditationReasonSet"),
    );
  });

  it("a successor takes back the retirement that the thief decided; its own is final", async () => {
    const stranger = await refusal("type", "reopen", VCT, "--account", "7");
    expect(stranger).to.deep.equal(refused("TypeNotAuthority"));
    const before = await done("type", "show", VCT);
    expect(before.retired).to.be.greaterThan(before.retirementDecidedAt as number);
    expect(before.retirementDecidedAt).to.be.greaterThan(0);
    expect((await t.didim("type", "show", VCT, ...on())).stdout).to.match(/retired from \S+ on \(decided \S+\)/);
    const retired = before.retired as number;
    const early = await refusal("type", "reopen", VCT, "--from", String(retired - 1), "--account", "10");
    expect(early).to.deep.equal(refused("TypeRetirementEarlier"));
    expect(await done("type", "reopen", VCT, "--account", "10")).to.include({ vct: VCT, retired: 0 });
    expect(await done("type", "show", VCT)).not.to.have.any.keys("retired", "retirementDecidedAt");
    expect(await refusal("type", "reopen", VCT, "--account", "10")).to.deep.equal(refused("TypeNotRetired"));
    await done("type", "retire", VCT, "--from", "+1y", "--account", "10");
    expect(await refusal("type", "reopen", VCT, "--account", "10")).to.deep.equal(refused("TypeNotReopenable"));
  });

  it("an agency resigns its accreditation, once; what it issued before stays valid", async () => {
    const before = await chain.now();
    await chain.advanceTime(1);
    await done("issuer", "end", city, VCT, "--account", "8");
    const { accreditations } = chain.as(city);
    expect(await accreditations.isAccredited(city, TYPE, before)).to.equal(true);
    expect(await accreditations.isAccredited(city, TYPE, await chain.now())).to.equal(false);
    expect(await refusal("issuer", "end", city, VCT, "--account", "8")).to.deep.equal(
      refused("AccreditationNotInForce"),
    );
  });

  it("three seats freeze a type, each counts once, and each sees the count", async () => {
    const freeze = ["type", "freeze", VCT] as const;
    expect(await done(...freeze, "--account", "1")).to.include({ seats: 1 });
    const [again, stranger, second] = await Promise.all([
      refusal(...freeze, "--account", "1"),
      refusal(...freeze, "--account", "9"),
      t.didim(...freeze, "--account", "2", ...on(), "--lang", "ko"),
    ]);
    expect([again, stranger]).to.deep.equal([refused("FreezeSupportedAlready"), refused("FreezeNotSeat")]);
    expect(second.stdout).to.contain("2/3");
    const frozen = await done(...freeze, "--account", "3");
    expect(frozen).to.include({ seats: 3, frozenUntil: (await chain.now()) + 14 * 86_400 });
  });

  it("an authority changes the schema; an agency withdraws its application, once", async () => {
    const schema = t.write("schema.json", { type: "object" });
    await chain.as(shop).accreditations.applyFor(shop, TYPE, ZERO_ADDRESS, true, 0, "");
    const [changed] = await Promise.all([
      done("type", "schema", VCT, "--schema", schema, "--schema-uri", "https://schema.example", "--account", "10"),
      done("issuer", "cancel", VCT, "--account", "12"),
    ]);
    expect(changed.schemaHash).to.equal(`0x${createHash("sha256").update(readFileSync(schema)).digest("hex")}`);
    expect(await chain.as(shop).types.schemaHashOf(TYPE)).to.equal(changed.schemaHash);
    expect((await chain.as(shop).accreditations.accreditationOf(shop, TYPE)).applied).to.equal(0n);
  });

  it("only the guardian stops a proposal; a controller hands its DID over after confirmation", async () => {
    const [seat = ""] = chain.parameters.members;
    const { id } = await propose(chain.as(seat), seat, [{ do: "seat.add", member: city }], "자리 추가");
    const [stranger, unconfirmed] = await Promise.all([
      refusal("council", "cancel", id, "--yes", "--account", "1"),
      refusal("did", "hand-over", shop, "--account", "9"),
      done("did", "hand-over", shop, "--for-good", "--end-keys", "--account", "8"),
    ]);
    expect(stranger).to.deep.equal(refused("GovernorUnableToCancel"));
    expect(unconfirmed).to.deep.equal([64, "cli.confirm"]);
    expect((await chain.as(city).dids.identityOwner(city)).toLowerCase()).to.equal(shop);
    await done("council", "cancel", id, "--yes", "--account", "6");
    expect(await stateOf(chain.as(seat), id)).to.equal("cancelled");
  });

  it("only a supervisor withdraws a relying party's registration", async () => {
    const withdraw = ["rp", "withdraw", shop, VCT] as const;
    expect(await refusal(...withdraw, "--account", "9")).to.deep.equal(refused("RelyingPartiesNotSupervisor"));
    await done(...withdraw, "--account", "11");
    expect((await chain.as(shop).relyingParties.registrationOf(shop, TYPE)).from).to.equal(0n);
    expect(await refusal(...withdraw, "--account", "11")).to.deep.equal(refused("RelyingPartiesNotRegistered"));
  });
});
