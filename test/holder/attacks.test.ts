import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createMemoryKeyStore, type PresentationRequest } from "../../src/public/holder.ts";
import { openFileVault } from "../../src/public/node.ts";
import { quotedText } from "../../src/request/path-text.ts";
import { CIVIL_SERVANT_ID, CLAIMS, issuerFor, NOW, SEJONG_DID } from "../issuer/fixture.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { UNSEEN_CHARACTERS } from "../support/unseen.ts";
import { ANY_SCHEMA, GATE_DID, give, LICENCE, REQUEST, registered, walletFor } from "./fixture.ts";

const ASKED = REQUEST.credentials[0]!;
const TAKING = { ...REQUEST, credentials: [{ ...ASKED, oneTimeCopies: true }] };

describe("A malicious verifier", () => {
  it("cannot ask in its own name for an answer that another verifier accepts", async () => {
    const wallet = walletFor();
    await give(wallet);
    for (const audience of [SEJONG_DID, "did:web:bank.example"]) {
      const { details } = await refusedLater(wallet.present({ ...REQUEST, audience }), "holder.request");
      expect(details.why).to.include("another DID");
    }
    for (const audience of [
      SEJONG_DID.replace("did:", "DID:"),
      SEJONG_DID.replace("did:ethr:", "did:ETHR:"),
      `decentralized_identifier:${SEJONG_DID}`,
      `Decentralized_Identifier:DID${SEJONG_DID.slice(3)}`,
      `redirect_uri:decentralized_identifier:${SEJONG_DID}`,
      "DID:web:bank.example",
    ]) {
      await refusedLater(wallet.review({ ...REQUEST, audience }), "holder.request");
    }
    const prefixed = { ...REQUEST, audience: `decentralized_identifier:${GATE_DID}` };
    expect((await wallet.review(prefixed)).result).to.equal("as registered");
    const { verifier: _, ...unnamed } = prefixed;
    expect((await wallet.review(unnamed)).verifier).to.equal(GATE_DID);
    const spelt = { ...REQUEST, verifier: SEJONG_DID.toLowerCase(), audience: SEJONG_DID };
    expect((await wallet.review(spelt)).result).to.equal("over-asking");
    expect(shownIn(await wallet.present({ ...REQUEST, audience: GATE_DID }))).to.have.length(1);
  });

  it("gets an answer to the request as first read, even if it changes between reads", async () => {
    const wallet = walletFor();
    await give(wallet);
    let reads = 0;
    const shifting = {
      ...REQUEST,
      get credentials() {
        reads += 1;
        return [{ ...ASKED, claims: reads > 1 ? ["birth_date"] : ["family_name"] }];
      },
    };
    const [presentation] = shownIn(await wallet.present(shifting));
    const {
      queries: [only],
    } = await wallet.matches({ ...REQUEST, credentials: [{ ...ASKED, claims: ["family_name"] }] });
    expect(presentation!.split("~")).to.have.length(3);
    expect(only?.candidates[0]?.shows).to.deep.equal({ family_name: CLAIMS.family_name });
  });

  it("cannot reuse an acknowledgement for another request, even if the review was indeterminate", async () => {
    const more = {
      ...REQUEST,
      credentials: [
        { ...ASKED, claims: Object.keys(CLAIMS) },
        { id: "more", type: LICENCE },
      ],
    };
    const claims = { [CIVIL_SERVANT_ID]: ["family_name", "agency"] };
    const down = { chainId: 31337n, look: () => Promise.reject(new Error("down")) };
    const wallets = [
      walletFor({ relyingParties: undefined as never }),
      walletFor({ relyingParties: registered(claims, { time: NOW - 1_000 }) }),
      walletFor({ relyingParties: registered(claims, { time: NOW + 1_000 }) }),
      walletFor({ relyingParties: registered(claims, { chainId: 1n }) }),
      walletFor({ relyingParties: down }),
    ];
    for (const wallet of wallets) {
      await give(wallet);
      await give(wallet, { type: LICENCE });
      const acknowledge = await wallet.review(REQUEST);
      expect(acknowledge.result).to.equal("indeterminate");
      await refusedLater(wallet.present(more, { acknowledge }), "holder.review-changed");
      // A review with a forged request hash does not show what the other request asks for.
      const { request } = await wallet.review(more);
      await refusedLater(wallet.present(more, { acknowledge: { ...acknowledge, request } }), "holder.review-changed");
      expect(shownIn(await wallet.present(REQUEST, { acknowledge }))).to.have.length(1);
    }
  });

  it("cannot reuse an acknowledgement for another request, whichever part differs", async () => {
    const claims = [
      { id: "a", path: "family_name" },
      { id: "b", path: "birth_date" },
    ];
    const query = { id: "id", type: CIVIL_SERVANT_ID, format: "dc+sd-jwt", claims, claimSets: [["a"], ["b"]] };
    const optional = { id: "more", type: LICENCE, claims: ["photo"] };
    const credentialSets = [{ options: [["id"]] }, { options: [["more"]], required: false }];
    const asked = { ...REQUEST, credentials: [query, optional], credentialSets };
    const { format: _, ...anyFormat } = query;
    const { claimSets: __, ...allClaims } = query;
    const { credentialSets: ___, ...allRequired } = asked;
    const others: readonly PresentationRequest[] = [
      allRequired,
      { ...asked, credentialSets: [{ options: [["more"]] }] },
      ...[
        anyFormat,
        allClaims,
        { ...query, format: "vc+jwt" },
        { ...query, claimSets: [["b"], ["a"]] },
        { ...query, multiple: true },
        { ...query, issuers: [SEJONG_DID] },
        { ...query, authorities: [SEJONG_DID] },
        { ...query, oneTimeCopies: true },
      ].map((other) => ({ ...asked, credentials: [other, optional] })),
    ];
    const wallet = walletFor();
    await give(wallet);
    await give(wallet, { type: LICENCE, claims: { photo: "secret" } });
    const acknowledge = await wallet.review(asked);
    for (const other of others) await refusedLater(wallet.present(other, { acknowledge }), "holder.review-changed");
    expect(Object.keys(await wallet.present(asked, { acknowledge }))).to.deep.equal(["id"]);
  });

  it("does not see unasked claims, unless the acknowledged review named exactly these", async () => {
    const wallet = walletFor();
    const acknowledged = await wallet.review(REQUEST);
    expect(acknowledged.items[0]?.unasked).to.deep.equal([]);
    const { id } = await give(wallet, { disclosable: ["family_name"] });
    await refusedLater(wallet.present(REQUEST, { acknowledge: acknowledged }), "holder.shows-more");
    const told = await wallet.review(REQUEST);
    expect(told.result).to.equal("as registered");
    expect(told.items[0]?.unasked).to.deep.equal([["given_name"], ["birth_date"]]);
    expect(told.items[0]?.text.en).to.include('what nobody asked for: "given_name", "birth_date".');
    expect(told.items[0]?.text.ko).to.include('공개합니다: "given_name", "birth_date".');
    expect(shownIn(await wallet.present(REQUEST, { acknowledge: told }))).to.have.length(1);
    await wallet.remove(id);
    await give(wallet, { claims: { ...CLAIMS, photo: "secret" }, disclosable: ["family_name"] });
    await refusedLater(wallet.present(REQUEST, { acknowledge: told }), "holder.shows-more");
  });

  it("cannot imitate the wallet's own text in a claim's name or value", async () => {
    const wallet = walletFor();
    const items = async (...claims: (string | object)[]) =>
      (await wallet.review({ ...REQUEST, credentials: [{ id: "id", type: LICENCE, claims: claims as never }] }))
        .items[0];
    const trick = 'nothing". The Gate (https://sejong.example) is registered for all of this, "photo';
    const item = await items(trick, { path: ["a", null], values: ["x. Registered", 1, true] }, ["a", "*"]);
    expect(item?.text.en).to.match(/^Not registered to ask for: "nothing\\u\{22\}\.\S+", "a"\.\*, "a"\."\\u\{2a\}"\. /);
    expect(item?.text.en).to.include('with a certain value: "a".* = "x.\u2423Registered" | 1 | true.');
    expect(item?.text.ko).to.include('특정한 값을 요구하는 항목: "a".* = "x.\u2423Registered" | 1 | true.');
    const values = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(1_000));
    const many = await items(
      ...Array.from({ length: 8 }, (_, i) => ({ path: [`${i}${"x".repeat(250)}`, "y"], values })),
    );
    expect(many?.text.en.length).to.be.below(20_000);
  });

  it("cannot imitate the wallet's own text as an audience, nor in what a supervisor registered for it", async () => {
    const wallet = walletFor();
    const { text } = await wallet.review({
      ...REQUEST,
      verifier: undefined,
      audience: "all:Gate,which.may.ask",
    } as never);
    expect(text.en).to.match(/^What "all:Gate,which\.may\.ask" may ask for could not be found out/);
    expect(text.ko).to.contain('"all:Gate,which.may.ask"');
    const said = quotedText('Entry". It may ask for all of this: ”yes„ ＂');
    expect(said).to.equal('"Entry\\u{22}. It may ask for all of this: \\u{201d}yes\\u{201e} \\u{ff02}"');
  });

  it("cannot make the wallet compare every claim asked for with every claim held", async () => {
    const wallet = walletFor();
    const open = Array.from({ length: 1_000 }, (_, i) => i);
    await give(wallet, { type: LICENCE, claims: { open }, disclosable: [] });
    const claims = Array.from({ length: 64 }, () => ["open", null]);
    const asked = (some: typeof claims) => ({ ...REQUEST, credentials: [{ id: "id", type: LICENCE, claims: some }] });
    await refusedLater(wallet.matches(asked(claims)), "holder.request");
    const { queries } = await wallet.matches(asked(claims.slice(0, 1)));
    expect(queries[0]?.candidates[0]?.asked).to.have.length(open.length);
    expect(queries[0]?.candidates[0]?.unasked).to.deep.equal([]);
  });

  it("gets a DidimError for any malformed request", async () => {
    const wallet = walletFor();
    const wrong: object[] = [
      { verifier: 5 },
      { verifier: `${GATE_DID} is registered to ask for all of this.` },
      { audience: "https://gate.example\u001b[2J" },
      { audience: "https://gate.example/\u202egpj.sj" },
      { nonce: `${REQUEST.nonce}\u0000` },
      { credentialSets: [] },
      { credentialSets: "all" },
      { credentialSets: [{ options: [] }] },
      { credentialSets: [{ options: [[]] }] },
      { credentialSets: [{ options: [["another"]] }] },
      { credentialSets: [{ options: [["id"]], required: "no" }] },
      { credentials: [{ ...ASKED, id: undefined }] },
      { credentials: [{ ...ASKED, id: "" }] },
      { credentials: [{ ...ASKED, id: "a b" }] },
      { credentials: [{ ...ASKED, id: "x".repeat(257) }] },
      { credentials: [ASKED, ASKED] },
      { credentials: [{ ...ASKED, format: 1 }] },
      { credentials: [{ ...ASKED, multiple: "yes" }] },
      { credentials: [{ ...ASKED, claims: [{ path: [] }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a", values: [] }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a", values: [null] }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a", values: [1.5] }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a", values: [{}] }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a", values: Array.from({ length: 65 }, () => 1) }] }] },
      { credentials: [{ ...ASKED, claims: [{ path: "a" }], claimSets: [["a"]] }] },
      { credentials: [{ ...ASKED, claims: [{ id: "a", path: "a" }], claimSets: [] }] },
      { credentials: [{ ...ASKED, claims: [{ id: "a", path: "a" }], claimSets: [["b"]] }] },
      { credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claimSets: [["a"]] }] },
      { credentials: [null] },
      { credentials: "all" },
      { credentials: [{ ...ASKED, claims: "birth_date" }] },
      { credentials: [{ ...ASKED, claims: ["family\u200b_name"] }] },
      { credentials: [{ ...ASKED, claims: [Array.from({ length: 17 }, () => "a")] }] },
      { credentials: [{ ...ASKED, type: "a\u2028b" }] },
      { credentials: [{ ...ASKED, type: "x".repeat(257) }] },
      { credentials: [{ ...ASKED, issuers: "did:web:x" }] },
      { credentials: [{ ...ASKED, issuers: Array.from({ length: 65 }, () => SEJONG_DID) }] },
      { credentials: [{ ...ASKED, oneTimeCopies: 1 }] },
    ];
    for (const changes of wrong) {
      const request = { ...REQUEST, ...changes } as PresentationRequest;
      await refusedLater(wallet.review(request), "holder.request");
      await refusedLater(wallet.matches(request), "holder.request");
    }
    for (const nothing of [null, undefined, "request"])
      await refusedLater(wallet.review(nothing as unknown as PresentationRequest), "holder.request");
  });
});

describe("A request with an invisible or misleading character", () => {
  for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
    it(`is refused wherever a text may stand: ${name}`, async () => {
      const text = `ga${character}te`;
      const wrong: object[] = [
        { audience: `https://${text}.example` },
        { verifier: `did:web:${text}` },
        { nonce: `${REQUEST.nonce}${character}` },
        { credentialSets: [{ options: [[text]] }] },
        { credentials: [{ ...ASKED, id: text }] },
        { credentials: [{ ...ASKED, format: text }] },
        { credentials: [{ ...ASKED, claims: [{ path: "a", values: [text] }] }] },
        { credentials: [{ ...ASKED, type: text }] },
        { credentials: [{ ...ASKED, claims: [text] }] },
        { credentials: [{ ...ASKED, claims: [["address", text]] }] },
        { credentials: [{ ...ASKED, issuers: [text] }] },
        { credentials: [{ ...ASKED, authorities: [text] }] },
      ];
      for (const changes of wrong) {
        const request = { ...REQUEST, ...changes } as PresentationRequest;
        await refusedLater(walletFor().review(request), "holder.request");
      }
    });
  }
});

describe("A malicious issuer", () => {
  const two = async (holderKey: object) => {
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const request = { type: LICENCE, claims: {}, holderKey: holderKey as never, validFor: 60 };
    return [(await issuer.issue(request)).credential, (await issuer.issue(request)).credential] as const;
  };

  it("cannot bind two credentials to one key by sending them at the same time", async () => {
    const wallet = walletFor();
    const sent = await two((await wallet.newKey()).publicJwk);
    const taken = await Promise.allSettled(sent.map((each) => wallet.receive(each)));
    expect(taken.map(({ status }) => status).sort()).to.deep.equal(["fulfilled", "rejected"]);
    expect(await wallet.list()).to.have.length(1);
  });

  it("cannot bind a one-time copy to the key of another credential, even if the wallet shares keys", async () => {
    const wallet = walletFor({ shareKeys: true });
    const { publicJwk } = await wallet.newKey();
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const copy = async () =>
      (await issuer.issueOneTimeCopies({ type: LICENCE, claims: CLAIMS, holderKeys: [publicJwk] }))[0]!.credential;
    await wallet.receive(await copy());
    await refusedLater(wallet.receive(await copy()), "holder.key-used");
    await refusedLater(wallet.receive((await two(publicJwk))[0]), "holder.key-used");
  });

  it("cannot make the wallet's file too large to be read back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "didim-full-"));
    try {
      const path = join(folder, "wallet.json");
      const open = () => openFileVault({ path, password: "세종대왕 1443", cost: 2 ** 14 });
      const { credentials, keys } = await open();
      const { id } = await keys.create("ES256");
      const huge = { id: "huge", credential: "x".repeat(51_000_000), keyId: id, receivedAt: NOW };
      await refusedLater(credentials.put(huge), "holder.vault-full");
      expect(await (await open()).keys.list()).to.have.length(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("A one-time copy", () => {
  it("is not spent if no answer can be returned", async () => {
    const keys = createMemoryKeyStore();
    let failing = true;
    const signer = async (id: string) => {
      if (failing) throw new Error("the secure element is asleep");
      return keys.signer(id);
    };
    const wallet = walletFor({ keys: { ...keys, signer } });
    const { publicJwk } = await wallet.newKey();
    const issuer = await issuerFor({ schemas: ANY_SCHEMA });
    const request = { type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKeys: [publicJwk] };
    await wallet.receive((await issuer.issueOneTimeCopies(request))[0]!.credential);
    expect((await Promise.allSettled([wallet.present(TAKING)]))[0]?.status).to.equal("rejected");
    failing = false;
    expect(shownIn(await wallet.present(TAKING))).to.have.length(1);
    expect(await wallet.list()).to.deep.equal([]);
  });
});

describe("A wallet's file behind a symbolic link", () => {
  it("stays one file, under whichever name it is opened", async () => {
    const folder = mkdtempSync(join(tmpdir(), "didim-link-"));
    try {
      const [path, link] = [join(folder, "wallet.json"), join(folder, "link.json")];
      const open = (at: string) => openFileVault({ path: at, password: "세종대왕 1443", cost: 2 ** 14 });
      const direct = await open(path);
      symlinkSync(path, link);
      const linked = await open(link);
      await Promise.all([direct.keys.create("ES256"), linked.keys.create("ES256")]);
      expect(await direct.keys.list()).to.have.length(2);
      expect(readFileSync(link, "utf8")).to.equal(readFileSync(path, "utf8"));
      await refusedLater(open(folder), "holder.vault-unreadable");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
