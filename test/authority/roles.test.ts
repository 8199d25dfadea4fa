import { expect } from "chai";
import { createAccreditor, createSupervisor, createTypeAuthority } from "../../src/public/authority.ts";
import { type CouncilAction, createCouncilMember, typeIdOf } from "../../src/public/council.ts";
import { formatDid } from "../../src/public/did.ts";
import { createAgency, hashOfSchema } from "../../src/public/issuer.ts";
import { relyingPartiesOf, schemaHashesOf } from "../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { refusedLater } from "../support/refused.ts";

const TYPE = "urn:kr:mois:civil-servant-id";
const UNKNOWN = "urn:kr:mois:nobody-registered-this";

describe("Those who decide", function () {
  this.timeout(180_000);
  let chain: LocalChain;
  let [ministry, city, village, supervisor, gate, successor] = ["", "", "", "", "", ""];

  before(async () => {
    chain = await startLocalChain();
    [ministry = "", city = "", village = "", supervisor = "", gate = "", successor = ""] = chain.accounts.slice(7);
    const actions: CouncilAction[] = [
      { do: "type.register", vct: TYPE, authority: ministry },
      { do: "supervisor.appoint", supervisor, until: null },
    ];
    await chain.decide(actions, "a type and a supervisor");
  });

  after(() => chain.stop());

  const did = (identity: string): string => formatDid(chain.addresses.chainId, identity);
  const agencyOf = (identity: string) => createAgency({ registry: chain.as(identity) });
  const accreditorOf = (identity: string) => createAccreditor({ registry: chain.as(identity) });
  const isAccredited = async (identity: string): Promise<boolean> =>
    chain.as(city).accreditations.isAccredited(identity, typeIdOf(TYPE), await chain.now());

  it("an authority grants an application with names; applied twice, or once more, is refused by name", async () => {
    const of = { agency: did(city), type: TYPE };
    await refusedLater(accreditorOf(ministry).accredit(of), "registry.AccreditationNoApplication");
    await agencyOf(city).apply({ type: TYPE, levels: 1, note: "papers: 2026-4711" });
    const twice = await refusedLater(agencyOf(city).apply({ type: TYPE }), "issuer.applied-already");
    expect(twice.details).to.include({ issuer: did(city), vct: TYPE });
    const long = { ...of, levels: 1, names: { ko: "가".repeat(33) } };
    await refusedLater(accreditorOf(ministry).accredit(long), "registry.AccreditationTextLength");
    expect(await isAccredited(city)).to.equal(false);
    const granted = await accreditorOf(ministry).accredit({ ...long, names: { ko: "세종시" } });
    expect(granted).to.include({ agency: did(city), type: TYPE });
    expect(granted).to.have.nested.property("named.hash");
    expect(await isAccredited(city)).to.equal(true);
    await refusedLater(agencyOf(city).apply({ type: TYPE }), "registry.AccreditationInForce");
  });

  it("an agency accredits another below itself, and no one who did not apply to it can be decided by it", async () => {
    await agencyOf(village).apply({ type: TYPE, to: did(city) });
    await accreditorOf(city).accredit({ agency: did(village), type: TYPE });
    expect(await isAccredited(village)).to.equal(true);
    const error = await refusedLater(
      accreditorOf(village).suspend({ agency: did(city), type: TYPE }),
      "registry.AccreditationForbidden",
    );
    expect(error.message).to.contain("acts neither");
  });

  it("suspended below and above; reinstated, the agency goes on, but not if it had ended before", async () => {
    const of = { agency: did(village), type: TYPE };
    await accreditorOf(city).suspend(of);
    expect(await isAccredited(village)).to.equal(false);
    expect((await accreditorOf(ministry).reinstate(of)).accredited).to.equal(true);
    expect(await isAccredited(village)).to.equal(true);
    await agencyOf(village).end({ type: TYPE });
    await accreditorOf(city).suspend(of);
    expect((await accreditorOf(city).reinstate(of)).accredited).to.equal(false);
    await accreditorOf(city).withdraw(of);
    await refusedLater(accreditorOf(city).withdraw(of), "registry.AccreditationReasonSet");
  });

  it("names a type by its name in every error", async () => {
    const { message, details } = await refusedLater(
      agencyOf(city).apply({ type: UNKNOWN }),
      "registry.AccreditationTypeUnknown",
    );
    expect(message).to.contain(UNKNOWN);
    expect(details).to.include({ vct: UNKNOWN });
    await refusedLater(agencyOf(city).apply({ type: TYPE, to: `did:ethr:0x1:${ministry}` }), "did.other-chain");
  });

  it("annulment without a theft is refused with the registry's reason", async () => {
    const of = { agency: did(city), type: TYPE };
    await refusedLater(accreditorOf(ministry).annul(of), "registry.AccreditationNotAnnullable");
  });

  it("an authority changes the schema, hands its type over and back, and retires it", async () => {
    const [authority, next] = [ministry, successor].map((one) => createTypeAuthority({ registry: chain.as(one) }));
    const schema = '{ "type": "object" }';
    const changed = await authority?.changeSchema({ type: TYPE, schema, schemaUri: "https://mois.example/id.json" });
    expect(changed?.schemaHash).to.equal(hashOfSchema(TYPE, schema));
    expect(await schemaHashesOf(chain.as(city))(typeIdOf(TYPE))).to.equal(changed?.schemaHash);
    const offer = await authority?.handOver({ type: TYPE, to: did(successor) });
    expect([offer?.authority, offer?.offeredTo]).to.deep.equal([did(ministry), did(successor)]);
    await refusedLater(authority?.accept({ type: TYPE }) ?? Promise.resolve(), "registry.TypeNotOfferedTo");
    expect((await next?.accept({ type: TYPE }))?.authority).to.equal(did(successor));
    await next?.handOver({ type: TYPE, to: did(ministry) });
    await authority?.accept({ type: TYPE });
    await refusedLater(authority?.reopen({ type: TYPE }) ?? Promise.resolve(), "registry.TypeNotRetired");
  });

  it("a supervisor registers a relying party, changes it, and withdraws it; dismissed, it does no more", async () => {
    const role = createSupervisor({ registry: chain.as(supervisor) });
    const registration = {
      ...{ relyingParty: did(gate), type: TYPE, purpose: "Entry", names: { ko: "출입문" } },
      ...{ contact: "tel:+82-44-000-0000", until: null },
    };
    await refusedLater(
      role.registerRelyingParty({ ...registration, type: UNKNOWN, claims: ["a"] }),
      "registry.TypeUnknown",
    );
    await role.registerRelyingParty({ ...registration, claims: ["name"] });
    await role.registerRelyingParty({ ...registration, claims: ["name", ["address", "region"]] });
    const found = async () => (await relyingPartiesOf(chain.as(gate)).look()).registrationOf(gate, typeIdOf(TYPE));
    expect((await found())?.claims).to.have.length(2);
    await role.withdrawRelyingParty({ relyingParty: did(gate), type: TYPE });
    expect(await found()).to.equal(undefined);
    await chain.decide([{ do: "supervisor.dismiss", supervisor, appointment: 0 }], "dismissed");
    await refusedLater(
      role.registerRelyingParty({ ...registration, claims: ["name"] }),
      "registry.RelyingPartiesNotSupervisor",
    );
  });

  it("seats propose by DIDs, vote once, and execute when the time has come", async () => {
    const { votingDelay, votingPeriod, timelockDelay } = chain.parameters;
    const seats = chain.accounts.slice(1, 4).map((seat) => createCouncilMember({ registry: chain.as(seat) }));
    const [first, second, third] = seats;
    if (first === undefined || second === undefined || third === undefined) throw new Error("three seats");
    const actions: CouncilAction[] = [{ do: "seat.add", member: did(city) }];
    await chain.advanceTime(1);
    const { id } = await first.propose({ actions });
    await refusedLater(first.propose({ actions }), "council.proposed-already");
    await refusedLater(
      first.propose({ actions: [{ do: "seat.add", member: did(chain.accounts[1] ?? "") }] }),
      "registry.CouncilAlreadySeated",
    );
    await chain.advanceTime(votingDelay + 1);
    const voted = await first.vote({ proposal: id, ballot: "for", reason: "agreed" });
    expect(voted.actions).to.deep.include({ do: "seat.add", member: city });
    await refusedLater(first.vote({ proposal: id, ballot: "against" }), "registry.GovernorAlreadyCastVote");
    const nobody = createCouncilMember({ registry: chain.as(gate) });
    await refusedLater(nobody.vote({ proposal: id, ballot: "for" }), "registry.CouncilNotSeated");
    for (const seat of [second, third]) await seat.vote({ proposal: id, ballot: "for" });
    const early = await refusedLater(nobody.execute({ proposal: id }), "council.too-early");
    expect(Number(early.details.moment)).to.be.greaterThan(await chain.now());
    await chain.advanceTime(votingPeriod + 1);
    await refusedLater(nobody.execute({ proposal: id }), "council.too-early");
    await chain.advanceTime(timelockDelay + 1);
    await nobody.execute({ proposal: id });
    expect(await chain.as(city).council.isSeat(city)).to.equal(true);
    await refusedLater(first.vote({ proposal: id, ballot: "for" }), "registry.GovernorUnexpectedProposalState");
  });

  it("three seats freeze a type", async () => {
    const seats = chain.accounts.slice(1, 4).map((seat) => createCouncilMember({ registry: chain.as(seat) }));
    const calls = [];
    for (const seat of seats) calls.push(await seat.callForFreeze({ type: TYPE }));
    expect(calls.map((one) => one.seats)).to.deep.equal([1, 2, 3]);
    expect(calls.map(({ frozenUntil }) => frozenUntil !== undefined)).to.deep.equal([false, false, true]);
    await agencyOf(gate).apply({ type: TYPE });
    await refusedLater(
      accreditorOf(ministry).accredit({ agency: did(gate), type: TYPE }),
      "registry.AccreditationFrozen",
    );
  });
});
