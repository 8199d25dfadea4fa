import { expect } from "chai";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type Review,
} from "../../src/public/holder.ts";
import { CIVIL_SERVANT_ID, clock, NOW } from "../issuer/fixture.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { UNSEEN_CHARACTERS } from "../support/unseen.ts";
import { GATE_DID, GATE_REGISTRATION, give, LICENCE, REQUEST, registered, walletFor } from "./fixture.ts";

const OVER = { ...REQUEST, credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name", "birth_date"] }] };

describe("The review of a request", () => {
  it("is as registered if every claim is, and names the verifier, its supervisor, the purpose and the end", async () => {
    const review = await walletFor().review(REQUEST);
    expect(review).to.deep.include({ result: "as registered", verifier: GATE_DID });
    expect(review.items[0]).to.deep.include({
      type: CIVIL_SERVANT_ID,
      overAsked: [],
      registration: GATE_REGISTRATION,
    });
    expect(review.items[0]?.text).to.deep.equal({
      en: "Gate of Sejong City Hall (https://sejong.example/privacy) is registered for: Entry to the city hall.",
      ko: "세종시청 출입문 (https://sejong.example/privacy)의 등록된 목적: Entry to the city hall.",
    });
  });

  it("is over-asking if one claim is not registered, and names the claim", async () => {
    const review = await walletFor().review(OVER);
    expect(review.result).to.equal("over-asking");
    expect(review.items[0]?.overAsked).to.deep.equal(["birth_date"]);
    expect(review.items[0]?.text.en).to.include('Not registered to ask for: "birth_date".');
    expect(review.text.ko).to.include("등록된 범위를 넘어");
  });

  it("is over-asking for part of a claim if only the whole claim is registered", async () => {
    const wallet = walletFor({ relyingParties: registered({ [CIVIL_SERVANT_ID]: ["address"] }) });
    const part = { ...REQUEST, credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: [["address", "region"]] }] };
    expect((await wallet.review(part)).result).to.equal("over-asking");
  });

  it("is over-asking for an unregistered type, even if its query is optional and names no claim", async () => {
    const wallet = walletFor({ relyingParties: registered({ [CIVIL_SERVANT_ID]: ["family_name", "agency"] }) });
    const { result: outcome, items } = await wallet.review({
      ...REQUEST,
      credentials: [...REQUEST.credentials, { id: "licence", type: LICENCE }],
      credentialSets: [{ options: [["id"]] }, { options: [["licence"]], required: false }],
    });
    expect(outcome).to.equal("over-asking");
    expect(items.map((item) => item.outcome)).to.deep.equal(["as registered", "over-asking"]);
    expect(items[1]).not.to.have.property("registration");
  });

  it("covers claims with values and claims of every claim set, and shows all of them to the holder", async () => {
    const byValue = { path: "birth_date", values: ["1999-03-02"] };
    const asked = async (query: object) => {
      const credentials = [{ id: "id", type: CIVIL_SERVANT_ID, ...query }];
      return (await walletFor().review({ ...REQUEST, credentials })).items[0];
    };
    expect(await asked({ claims: [byValue] })).to.deep.include({ asked: [byValue], overAsked: ["birth_date"] });
    const [name, agency] = [
      { id: "a", path: "family_name" },
      { id: "b", path: "agency" },
    ];
    const unused = { id: "d", path: "given_name" };
    const claims = [name, { ...byValue, id: "c" }, agency, unused];
    const inSets = await asked({ claims, claimSets: [["a", "b"], ["c"]] });
    expect(inSets).to.deep.include({ asked: [name, agency, { ...byValue, id: "c" }], overAsked: ["birth_date"] });
  });

  it("judges each query separately, even if two ask for the same type", async () => {
    const more = { id: "more", type: CIVIL_SERVANT_ID, claims: ["birth_date"] };
    const { items } = await walletFor().review({ ...REQUEST, credentials: [...REQUEST.credentials, more] });
    expect(items.map(({ query, outcome }) => [query, outcome])).to.deep.equal([
      ["id", "as registered"],
      ["more", "over-asking"],
    ]);
  });

  it("is indeterminate if the verifier has no DID of this chain, or the registry cannot be read", async () => {
    const { verifier: _, ...unnamed } = REQUEST;
    const down = { chainId: 31337n, look: () => Promise.reject(new Error("down")) };
    const asked = [{ path: "family_name" }, { path: "agency" }];
    const reviews = await Promise.all([
      walletFor().review({ ...unnamed, audience: "https://gate.sejong.example" }),
      walletFor().review({ ...REQUEST, verifier: "did:web:gate.example", audience: "did:web:gate.example" }),
      walletFor({ relyingParties: registered({}, { chainId: 1n }) }).review(REQUEST),
      walletFor({ relyingParties: down }).review(REQUEST),
    ]);
    for (const review of reviews) {
      expect(review.result).to.equal("indeterminate");
      expect(review.items).to.have.length(1);
      expect(review.items[0]).to.deep.include({ outcome: "indeterminate", asked, overAsked: [], unasked: [] });
      expect(review.items[0]?.text.en).to.equal(
        'Asked for: "family_name", "agency". Whether this may be asked for is not known.',
      );
    }
    expect((await walletFor().review(unnamed)).result).to.equal("as registered");
  });

  it("is indeterminate if the registry's state is too old or in the future, and names its block and time", async () => {
    const claims = { [CIVIL_SERVANT_ID]: ["family_name", "agency"] };
    const at = (time: number, maxReviewAge?: number) =>
      walletFor({ relyingParties: registered(claims, { time }), ...(maxReviewAge !== undefined && { maxReviewAge }) });
    for (const [time, outcome] of [
      [NOW - 300, "as registered"],
      [NOW - 301, "indeterminate"],
      [NOW + 60, "as registered"],
      [NOW + 61, "indeterminate"],
      [Number.NaN, "indeterminate"],
    ] as const) {
      const review = await at(time).review(REQUEST);
      expect([time, review.result]).to.deep.equal([time, outcome]);
      expect(review.asOf).to.deep.equal({ block: 7, time });
    }
    const old = at(NOW - 95 * 86_400);
    expect((await old.review(REQUEST)).text).to.deep.equal({
      en: `What ${GATE_DID} may ask for could only be read as of 8208000 seconds ago; this wallet allows 300. Nothing has been shown to it yet.`,
      ko: `검증자(${GATE_DID})가 무엇을 요구할 수 있는지 8208000초 전 기준으로만 확인할 수 있습니다(허용 300초). 아직 아무것도 제시하지 않았습니다.`,
    });
    await give(old);
    await refusedLater(old.present(REQUEST), "holder.not-reviewed");
    expect((await at(NOW - 3_600, 3_600).review(REQUEST)).result).to.equal("as registered");
  });

  it("contains no control characters of the registration's texts", async () => {
    const registration = {
      ...GATE_REGISTRATION,
      claims: [],
      names: { ko: "\u001b[2J문", en: "\u202eGate" },
      contact: "tel:\u0007110",
      purpose: "\u001b[2JEntry\u202e",
    };
    const look = async () => ({ block: 1n, time: NOW, registrationOf: async () => registration });
    const relyingParties = { chainId: 31337n, look };
    const { items } = await walletFor({ relyingParties }).review(REQUEST);
    for (const text of [items[0]?.text.en, items[0]?.text.ko]) {
      expect(text)
        .to.include("Entry")
        .and.not.to.match(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it("names the verifier in the reader's language, or else in the only registered language", async () => {
    const only = { ...GATE_REGISTRATION, claims: [], names: { ko: "", en: "Gate" } };
    const look = async () => ({ block: 1n, time: NOW, registrationOf: async () => only });
    const relyingParties = { chainId: 31337n, look };
    const { items } = await walletFor({ relyingParties }).review(REQUEST);
    expect(items[0]?.text.ko).to.include("Gate (https://sejong.example/privacy)");
  });

  for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
    it(`shows a box for ${name} in a registered purpose`, async () => {
      const registration = { ...GATE_REGISTRATION, claims: [], purpose: `En${character}try` };
      const look = async () => ({ block: 1n, time: NOW, registrationOf: async () => registration });
      const relyingParties = { chainId: 31337n, look };
      const { items } = await walletFor({ relyingParties }).review(REQUEST);
      for (const text of Object.values(items[0]?.text ?? {})) expect(text).to.include("En\u25a1try");
    });
  }
});

describe("A wallet", () => {
  it("answers an over-asking request only if the holder acknowledges its review", async () => {
    const wallet = walletFor();
    await give(wallet);
    const { details } = await refusedLater(wallet.present(OVER), "holder.over-asking");
    expect(details.overAsked).to.deep.equal({ id: ["birth_date"] });
    const review = await wallet.review(OVER);
    expect(shownIn(await wallet.present(OVER, { acknowledge: review }))).to.have.length(1);
    const overTheWire = JSON.parse(JSON.stringify(review)) as Review;
    expect(shownIn(await wallet.present(OVER, { acknowledge: overTheWire }))).to.have.length(1);
  });

  it("refuses an acknowledged review that is of another request or says something else", async () => {
    const wallet = walletFor();
    await give(wallet);
    const review = await wallet.review(OVER);
    const more = {
      ...OVER,
      credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name", "birth_date", "given_name"] }],
    };
    await refusedLater(wallet.present(more, { acknowledge: review }), "holder.review-changed");
    await refusedLater(
      wallet.present({ ...OVER, nonce: "another nonce, 16" }, { acknowledge: review }),
      "holder.review-changed",
    );
    await refusedLater(
      wallet.present({ ...OVER, audience: "https://other.example" }, { acknowledge: review }),
      "holder.review-changed",
    );
    await refusedLater(wallet.present(OVER, { acknowledge: await wallet.review(REQUEST) }), "holder.review-changed");
    const renamed = review.items.map((item) => ({
      ...item,
      registration: { ...GATE_REGISTRATION, names: { ko: "", en: "Another" } },
    }));
    await refusedLater(wallet.present(OVER, { acknowledge: { ...review, items: renamed } }), "holder.review-changed");
    await refusedLater(
      wallet.present(OVER, { acknowledge: { ...review, result: "as registered" } }),
      "holder.review-changed",
    );
  });

  it("answers without a registry only if the holder acknowledges the indeterminate review", async () => {
    const wallet = createWallet({ keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore(), clock });
    await give(wallet);
    await refusedLater(wallet.present(REQUEST), "holder.not-reviewed");
    expect(shownIn(await wallet.present(REQUEST, { acknowledge: await wallet.review(REQUEST) }))).to.have.length(1);
  });

  it("reads the registry anew for each presentation", async () => {
    const relyingParties = registered({ [CIVIL_SERVANT_ID]: ["family_name", "agency"] });
    const wallet = walletFor({ relyingParties });
    await give(wallet);
    await wallet.present(REQUEST);
    await wallet.present({ ...REQUEST, nonce: "another nonce, 16" });
    expect(relyingParties.asked).to.equal(2);
  });
});
