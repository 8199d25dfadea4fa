import { expect } from "chai";
import type { Presentations } from "../../src/public/holder.ts";
import { createMemoryCredentialStore, createMemoryKeyStore } from "../../src/public/holder.ts";
import { SealedClock } from "../../src/public/verifier.ts";
import { WITHHELD } from "../../src/request/withheld.ts";
import { verify } from "../../src/verifier/verify.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, factsSaying, issuerFor, NOW, SEJONG_DID, saerom } from "../issuer/fixture.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { ANY_SCHEMA, give, LICENCE, NONCE, REQUEST, walletFor } from "./fixture.ts";

const accepted = (presentations: Presentations, changes: object = {}) =>
  verify(presentations, { ...REQUEST, ...changes }, factsSaying(), new SealedClock(clock));

describe("A wallet", () => {
  it("presents exactly the claims asked for, and the verifier accepts them", async () => {
    const wallet = walletFor();
    await give(wallet);
    const verdict = await accepted(await wallet.present(REQUEST));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]?.claims).to.deep.equal({ family_name: "정", agency: "세종특별자치시" });
  });

  it("presents several credentials at once, each signed by its own key", async () => {
    const wallet = walletFor();
    const [id, licence] = [await give(wallet), await give(wallet, { type: LICENCE })];
    expect(id.keyId).not.to.equal(licence.keyId);
    const request = {
      ...REQUEST,
      credentials: [...REQUEST.credentials, { id: "licence", type: LICENCE, claims: ["family_name"] }],
      sameHolder: ["family_name"],
    };
    const verdict = await accepted(await wallet.present(request), request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials.map(({ claims }) => claims)).to.deep.equal([
      { family_name: "정", agency: "세종특별자치시" },
      { family_name: "정" },
    ]);
  });

  it("presents one list element, by its index in the list as issued, and no other", async () => {
    const wallet = walletFor();
    const licences = [
      { class: "1-ordinary", state: "revoked" },
      { class: "2-ordinary", state: "valid" },
    ];
    await give(wallet, { claims: { licences } });
    const request = {
      ...REQUEST,
      credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: [["licences", 1, "class"]] }],
    };
    const [candidate] = (await wallet.matches(request)).queries[0]?.candidates ?? [];
    const shown = { licences: [WITHHELD, { class: "2-ordinary" }] };
    expect(candidate?.shows).to.deep.equal(shown);
    expect(candidate?.unasked).to.deep.equal([]);
    const presented = await wallet.present(request, { acknowledge: await wallet.review(request) });
    const verdict = await accepted(presented, request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]?.claims).to.deep.equal(shown);
    const first = {
      ...request,
      credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: [["licences", 0, "class"]] }],
    };
    expect((await accepted(presented, first)).outcome).to.equal("invalid");
  });

  it("presents a vc+jwt, which shows all claims, only if the holder knows of the unasked ones", async () => {
    const wallet = walletFor();
    await give(wallet, {}, await issuerFor({ schemas: ANY_SCHEMA, format: "vc+jwt" }));
    const {
      queries: [match],
    } = await wallet.matches(REQUEST);
    expect(match?.candidates[0]?.shows).to.deep.equal(CLAIMS);
    expect(match?.candidates[0]?.unasked).to.have.deep.members([["given_name"], ["birth_date"]]);
    const { details } = await refusedLater(wallet.present(REQUEST), "holder.shows-more");
    expect(details.unasked).to.have.deep.members([["given_name"], ["birth_date"]]);
    const choice = { id: match!.candidates[0]!.credential.id };
    expect((await accepted(await wallet.present(REQUEST, { choice }))).outcome).to.equal("valid");
    const acknowledge = await wallet.review(REQUEST);
    expect(shownIn(await wallet.present(REQUEST, { acknowledge }))).to.have.length(1);
    const other = { ...REQUEST, nonce: "another nonce, 16" };
    await refusedLater(wallet.present(other, { acknowledge }), "holder.shows-more");
  });

  it("lets the holder choose, and otherwise prefers the credential that shows least, then the newest", async () => {
    const wallet = walletFor();
    const whole = await give(wallet, {}, await issuerFor({ schemas: ANY_SCHEMA, format: "vc+jwt" }));
    const open = await give(wallet, { disclosable: ["family_name", "agency", "birth_date"] });
    const old = await give(wallet, {}, await issuerFor({ schemas: ANY_SCHEMA, clock: { now: () => NOW - 60 } }));
    const fresh = await give(wallet);
    const {
      queries: [match],
    } = await wallet.matches(REQUEST);
    expect(match?.candidates.map(({ credential }) => credential.id)).to.deep.equal(
      [fresh, old, open, whole].map(({ id }) => id),
    );
    const [chosen] = shownIn(await wallet.present(REQUEST, { choice: { id: whole.id } }));
    expect(chosen).not.to.include("~");
    await refusedLater(wallet.present(REQUEST, { choice: { id: "another" } }), "holder.choice");
    await refusedLater(wallet.present(REQUEST, { choice: { licence: whole.id } }), "holder.choice");
  });

  it("answers an optional query only if the holder chooses to", async () => {
    const wallet = walletFor();
    await give(wallet);
    const licence = await give(wallet, { type: LICENCE });
    const request = {
      ...REQUEST,
      credentials: [...REQUEST.credentials, { id: "licence", type: LICENCE }],
      credentialSets: [{ options: [["id"]] }, { options: [["licence"]], required: false }],
    };
    expect(shownIn(await wallet.present(request))).to.have.length(1);
    expect(shownIn(await wallet.present(request, { choice: { licence: licence.id } }))).to.have.length(2);
  });

  it("names the type that it lacks, and not the one that it has", async () => {
    const wallet = walletFor();
    await give(wallet);
    const request = { ...REQUEST, credentials: [...REQUEST.credentials, { id: "licence", type: LICENCE }] };
    const { details, message } = await refusedLater(wallet.present(request), "holder.nothing-fits");
    expect(details.type).to.deep.equal([LICENCE]);
    expect(message).to.include(LICENCE).and.not.to.include(CIVIL_SERVANT_ID);
  });

  it("answers nothing if it cannot meet the whole request", async () => {
    const wallet = walletFor();
    await give(wallet, { claims: { family_name: "정" } });
    await refusedLater(wallet.present(REQUEST), "holder.nothing-fits");
    const issuers = [
      { id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name"], issuers: ["did:ethr:0x7a69:0xother"] },
    ];
    await refusedLater(wallet.present({ ...REQUEST, credentials: issuers }), "holder.nothing-fits");
    const spelt = [{ ...issuers[0]!, issuers: [SEJONG_DID.toLowerCase(), "did:web:x"] }];
    expect(shownIn(await wallet.present({ ...REQUEST, credentials: spelt }))).to.have.length(1);
  });

  it("presents no expired credential", async () => {
    let now = NOW;
    const wallet = walletFor({ clock: { now: () => now } });
    await give(wallet, { validFor: 100 });
    now += 99;
    expect((await wallet.matches(REQUEST)).queries[0]?.candidates).to.have.length(1);
    now += 1;
    expect((await wallet.matches(REQUEST)).queries[0]?.candidates).to.have.length(0);
  });

  it("signs further claims along on request", async () => {
    const wallet = walletFor();
    await give(wallet);
    const [presentation] = shownIn(await wallet.present(REQUEST, { extra: { transaction_data_hashes: ["x"] } }));
    const binding = presentation!.split("~").at(-1)!.split(".")[1]!;
    expect(JSON.parse(Buffer.from(binding, "base64url").toString())).to.deep.include({
      nonce: NONCE,
      transaction_data_hashes: ["x"],
    });
  });

  it("removes a credential together with its key", async () => {
    const keys = createMemoryKeyStore();
    const wallet = walletFor({ keys });
    const { id, keyId } = await give(wallet);
    expect(await wallet.remove(id)).to.equal(true);
    expect(await wallet.remove(id)).to.equal(false);
    expect(await wallet.list()).to.deep.equal([]);
    await refusedLater(keys.signer(keyId!), "holder.key-unknown");
  });

  it("refuses a malformed request", async () => {
    const wallet = walletFor();
    const one = REQUEST.credentials[0]!;
    const wrong = [
      { audience: "" },
      { nonce: "short" },
      { credentials: [] },
      { credentials: [one, one] },
      { credentials: Array.from({ length: 17 }, (_, i) => ({ id: `id-${i}`, type: `type ${i}` })) },
      { credentials: [{ id: "id", type: "" }] },
      { credentials: [{ ...one, claims: Array.from({ length: 65 }, (_, i) => `claim ${i}`) }] },
      { credentials: [{ ...one, claims: [[]] }] },
      { credentials: [{ ...one, claims: [["a", -1]] }] },
    ];
    for (const changes of wrong) {
      await refusedLater(wallet.review({ ...REQUEST, ...changes }), "holder.request");
      await refusedLater(wallet.present({ ...REQUEST, ...changes }), "holder.request");
    }
  });
});

describe("A credential is received", () => {
  it("once, however often it is sent", async () => {
    const wallet = walletFor();
    const { credential } = await give(wallet);
    await wallet.receive(credential);
    expect(await wallet.list()).to.have.length(1);
  });

  it("only if it is bound to a key of the wallet that no other credential has", async () => {
    const wallet = walletFor();
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const others = await issuer.issue({ type: LICENCE, claims: {}, holderKey: saerom.publicJwk, validFor: 60 });
    await refusedLater(wallet.receive(others.credential), "holder.not-ours");
    const { publicJwk: holderKey } = await wallet.newKey();
    const twice = await issuer.issueBatch([1, 2].map(() => ({ type: LICENCE, claims: {}, holderKey, validFor: 60 })));
    await wallet.receive(twice[0]!.credential);
    await refusedLater(wallet.receive(twice[1]!.credential), "holder.key-used");
  });

  it("under a shared key if the wallet allows it, and the key stays until the last credential is removed", async () => {
    const keys = createMemoryKeyStore();
    const wallet = walletFor({ keys, shareKeys: true });
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const { publicJwk: holderKey } = await wallet.newKey();
    const issued = await issuer.issueBatch([1, 2].map(() => ({ type: LICENCE, claims: {}, holderKey, validFor: 60 })));
    const [one, two] = [await wallet.receive(issued[0]!.credential), await wallet.receive(issued[1]!.credential)];
    await wallet.remove(one.id);
    expect(await keys.list()).to.have.length(1);
    await wallet.remove(two.id);
    expect(await keys.list()).to.have.length(0);
  });

  it("but not under the key of an unreadable credential, which may be a one-time copy", async () => {
    const credentials = createMemoryCredentialStore();
    const wallet = walletFor({ credentials, shareKeys: true });
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const { publicJwk: holderKey } = await wallet.newKey();
    const issued = await issuer.issueBatch([1, 2].map(() => ({ type: LICENCE, claims: {}, holderKey, validFor: 60 })));
    const one = await wallet.receive(issued[0]!.credential);
    await credentials.put({ ...one, credential: "damaged" });
    await refusedLater(wallet.receive(issued[1]!.credential), "holder.key-used");
  });

  it("only within its times", async () => {
    const wallet = walletFor();
    const late = await issuerFor({ schemas: ANY_SCHEMA, clock: { now: () => NOW - 1000 } });
    await refusedLater(give(wallet, { validFor: 1000 }, late), "holder.expired");
    const early = await issuerFor({ schemas: ANY_SCHEMA, clock: { now: () => NOW + 61 } });
    await refusedLater(give(wallet, {}, early), "holder.expired");
    await refusedLater(give(wallet, { notBefore: NOW + 10 }), "holder.expired");
    expect(await wallet.list()).to.deep.equal([]);
  });

  it("only as its issuer handed it out, not as a presentation", async () => {
    const wallet = walletFor();
    await give(wallet);
    await refusedLater(wallet.receive(shownIn(await wallet.present(REQUEST))[0]!), "holder.not-a-credential");
    await refusedLater(wallet.receive("nonsense"), "format.unknown");
  });

  it("only from an entitled issuer if the wallet reads the registry, and the node does not learn its status index", async () => {
    const facts = factsSaying();
    await give(walletFor({ facts }));
    expect(facts.asked).to.have.length(1);
    expect(facts.asked[0]).not.to.have.property("status");
    const error = await refusedLater(give(walletFor({ facts: factsSaying({ links: [] }) })), "holder.not-genuine");
    expect(error.details).to.include({ outcome: "invalid", code: "accreditation.never" });
    const down = { source: "memory", lookup: () => Promise.reject(new Error("down")) } as const;
    const unknown = await refusedLater(give(walletFor({ facts: down })), "holder.not-genuine");
    expect(unknown.details).to.include({ outcome: "indeterminate", code: "facts.unavailable" });
    const elsewhere = await refusedLater(
      give(walletFor({ facts: factsSaying({}, { chainId: 1n }) })),
      "holder.not-genuine",
    );
    expect(elsewhere.details).to.include({ outcome: "indeterminate", code: "issuerKey.foreign-chain" });
    const wallet = walletFor({ facts });
    const { publicJwk: holderKey } = await wallet.newKey();
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const { credential } = await issuer.issue({ type: LICENCE, claims: {}, holderKey, validFor: 60 });
    const forged = credential.replace(/\.(.)(?=[^.]*$)/, (_, first) => `.${first === "A" ? "B" : "A"}`);
    const altered = await refusedLater(wallet.receive(forged), "holder.not-genuine");
    expect(altered.details).to.include({ outcome: "invalid", code: "signature.forged" });
  });
});

describe("A one-time copy", () => {
  const TAKING = { ...REQUEST, credentials: [{ ...REQUEST.credentials[0]!, oneTimeCopies: true }] };
  const copies = async (count: number) => {
    const keys = createMemoryKeyStore();
    const wallet = walletFor({ keys });
    const made = await Promise.all(Array.from({ length: count }, () => wallet.newKey()));
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const holderKeys = made.map(({ publicJwk }) => publicJwk);
    for (const { credential } of await issuer.issueOneTimeCopies({
      type: CIVIL_SERVANT_ID,
      claims: CLAIMS,
      holderKeys,
    }))
      await wallet.receive(credential);
    return { wallet, keys };
  };

  it("is presented once, and removed together with its key", async () => {
    const { wallet, keys } = await copies(2);
    const [first, second] = [await wallet.present(TAKING), await wallet.present(TAKING)];
    const [one, two] = await Promise.all([accepted(first, TAKING), accepted(second, TAKING)]);
    expect([one.outcome, two.outcome]).to.deep.equal(["valid", "valid"]);
    expect(first.id![0]!.split(".")[1]).not.to.equal(second.id![0]!.split(".")[1]);
    await refusedLater(wallet.present(TAKING), "holder.nothing-fits");
    expect(await keys.list()).to.deep.equal([]);
  });

  it("goes to only one of two verifiers that ask at the same time", async () => {
    const { wallet } = await copies(1);
    const answers = await Promise.allSettled([wallet.present(TAKING), wallet.present(TAKING)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).to.have.length(1);
  });

  it("is preferred to a long-lived credential if the query accepts one-time copies, and otherwise not used", async () => {
    const { wallet } = await copies(1);
    const lasting = await give(wallet);
    expect((await wallet.matches(TAKING)).queries[0]?.candidates[0]?.credential.oneTime).to.equal(true);
    expect((await wallet.matches(REQUEST)).queries[0]?.candidates.map(({ credential }) => credential.id)).to.deep.equal(
      [lasting.id],
    );
  });
});

describe("An unreadable credential in the wallet", () => {
  it("is listed separately, does not affect the other credentials, and can be removed", async () => {
    const credentials = createMemoryCredentialStore();
    const wallet = walletFor({ credentials, shareKeys: true });
    const [good, bad] = [await give(wallet), await give(wallet, { type: LICENCE })];
    await credentials.put({ ...bad, credential: bad.credential.slice(0, 40) });
    expect((await wallet.list()).map(({ id }) => id)).to.deep.equal([good.id]);
    const [unreadable, ...more] = await wallet.unreadable();
    expect(more).to.deep.equal([]);
    expect(unreadable).to.include({ id: bad.id, keyId: bad.keyId });
    expect(unreadable?.error.code).to.match(/^format\./);
    expect((await accepted(await wallet.present(REQUEST))).outcome).to.equal("valid");
    expect(await wallet.remove(bad.id)).to.equal(true);
    expect(await wallet.unreadable()).to.deep.equal([]);
  });
});
