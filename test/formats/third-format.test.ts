import { expect } from "chai";
import { type Formats, formats as known } from "../../src/formats/index.ts";
import { createMemoryCredentialStore, createMemoryKeyStore, createWallet } from "../../src/public/holder.ts";
import { createIssuer, createMemoryIndexStore, openAllocator, readIssued } from "../../src/public/issuer.ts";
import { createTestRegistry } from "../../src/public/testing.ts";
import type { Verdict } from "../../src/public/verifier.ts";
import { verify } from "../../src/verifier/verify.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { signedJson } from "./signed-json.ts";

const TYPE = "https://didim.example/vct/civil-servant-id";
const CLAIMS = { family_name: "정", given_name: "새롬" };

/** The formats of src/ and one more, as one more line in the list would add it. */
const formats: Formats = [...known, signedJson];

/** An issuer, a wallet and a gate that know a third format, with a registry in memory. */
async function actors(
  list: Formats = formats,
  flags: Parameters<ReturnType<typeof createTestRegistry>["registerType"]>[2] = {},
) {
  const registry = createTestRegistry();
  const [ministry, sejong, gate] = [
    registry.agency("행정안전부"),
    registry.agency("세종시"),
    registry.agency("출입문"),
  ];
  registry.registerType(TYPE, ministry, flags);
  registry.accredit(sejong, TYPE);
  registry.registerRelyingParty(gate, TYPE, Object.keys(CLAIMS));
  const { facts, relyingParties, clock } = registry;
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 0, capacity: 8192 });
  const schemas = { [TYPE]: "{}" };
  const issuer = createIssuer({ ...sejong, allocator, clock, schemas, facts, formats: list, format: signedJson.id });
  const stores = { keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore() };
  const wallet = createWallet({ ...stores, facts, relyingParties, clock, formats: list });
  const request = {
    audience: gate.did,
    nonce: "one that is given out once",
    credentials: [{ id: "id", type: TYPE, claims: Object.keys(CLAIMS) }],
  };
  const judge = (presented: string | Uint8Array, changes: object = {}): Promise<Verdict> =>
    verify(presented, { ...request, askedAt: registry.now(), ...changes }, facts, clock, list);
  return { registry, sejong, issuer, wallet, request, judge };
}

type Actors = Awaited<ReturnType<typeof actors>>;

async function give({ issuer, wallet }: Actors): Promise<string> {
  const { publicJwk: holderKey } = await wallet.newKey();
  const { credential } = await issuer.issue({ type: TYPE, claims: CLAIMS, holderKey, validFor: 86_400 });
  await wallet.receive(credential);
  return credential;
}

async function shown(all: Actors): Promise<string> {
  await give(all);
  const [presentation] = shownIn(await all.wallet.present(all.request));
  return presentation ?? "";
}

const binding = ({ credentials }: Verdict) => credentials[0]?.checks.holderBinding;

describe("A third format, added to the list,", () => {
  it("is issued, received, matched, presented and found valid, as text and as bytes", async () => {
    const all = await actors();
    const presentation = await shown(all);
    const {
      queries: [match],
    } = await all.wallet.matches(all.request);
    expect(match?.candidates[0]?.credential.format).to.equal("test+json");
    expect(match?.candidates[0]).to.deep.include({ shows: CLAIMS, unasked: [] });
    for (const presented of [presentation, Buffer.from(presentation)]) {
      const verdict = await all.judge(presented);
      expect(verdict.outcome, verdict.text.en).to.equal("valid");
      expect(verdict.credentials[0]).to.deep.include({ format: "test+json", claims: CLAIMS });
    }
  });

  it("discloses more than requested only with the holder's consent, because nothing can be withheld", async () => {
    const all = await actors();
    await give(all);
    const credentials = [{ id: "id", type: TYPE, claims: ["family_name"] }];
    const { details } = await refusedLater(all.wallet.present({ ...all.request, credentials }), "holder.shows-more");
    expect(details).to.deep.include({ unasked: [["given_name"]] });
  });

  it("cannot be issued with disclosable claims, nor as one-time copies", async () => {
    const { issuer, wallet } = await actors();
    const { publicJwk: holderKey } = await wallet.newKey();
    const asked = { type: TYPE, claims: CLAIMS };
    const request = { ...asked, holderKey, validFor: 86_400, disclosable: ["family_name"] };
    await refusedLater(issuer.issue(request), "issuer.not-selective");
    const { details } = await refusedLater(
      issuer.issueOneTimeCopies({ ...asked, holderKeys: [holderKey] }),
      "issuer.not-selective",
    );
    expect(details).to.deep.equal({ type: TYPE, format: "test+json" });
  });

  it("is presented without a proof if its type requires no holder binding", async () => {
    const all = await actors(formats, { holderBinding: "none" });
    const { credential } = await all.issuer.issue({ type: TYPE, claims: CLAIMS, validFor: 86_400 });
    await all.wallet.receive(credential);
    expect(shownIn(await all.wallet.present(all.request))).to.deep.equal([credential]);
    expect(binding(await all.judge(credential))?.code).to.equal("holderBinding.not-required");
  });

  it("gives issuer and status to whoever revokes it", async () => {
    const all = await actors();
    const { facts, clock } = all.registry;
    const read = await readIssued(await give(all), { facts, clock, formats });
    expect(read).to.include({ issuer: all.sejong.identity, type: TYPE });
    all.registry.setStatus(all.sejong, read.status!, "invalid");
    const [presentation] = shownIn(await all.wallet.present(all.request));
    expect((await all.judge(presentation!)).credentials[0]?.checks.status.code).to.equal("status.revoked");
  });

  it("is detected as forged if a claim was changed", async () => {
    const all = await actors();
    const { credential, ...rest } = JSON.parse(await shown(all)) as { credential: string };
    const [head, body, tail] = credential.split(".");
    const said = JSON.parse(Buffer.from(body!, "base64url").toString()) as { claims: object };
    const other = { ...said, claims: { ...said.claims, family_name: "김" } };
    const changed = Buffer.from(JSON.stringify(other)).toString("base64url");
    const verdict = await all.judge(JSON.stringify({ credential: [head, changed, tail].join("."), ...rest }));
    expect(verdict.outcome).to.equal("invalid");
    expect(verdict.credentials[0]?.checks.signature.code).to.equal("signature.forged");
  });

  it("is unknown to those without it in their list", async () => {
    const all = await actors();
    const presentation = await shown(all);
    const { facts, clock } = all.registry;
    for (const presented of [presentation, Buffer.from(presentation)]) {
      const { presentation: found } = await verify(presented, all.request, facts, clock);
      expect(found.map(({ evidence }) => evidence.code)).to.include("format.unknown");
    }
    const other = createWallet({ keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore(), clock });
    await refusedLater(other.receive(await give(all)), "format.unknown");
  });
});

describe("A proof that hashes its session and has no time", () => {
  for (const [what, change] of Object.entries({
    "another verifier": { audience: "https://other.example" },
    "another request": { nonce: "one that was given out before" },
  })) {
    it(`is refused in the session of ${what}`, async () => {
      const all = await actors();
      const verdict = await all.judge(await shown(all), change);
      expect(verdict.outcome).to.equal("invalid");
      expect(binding(verdict)).to.deep.include({ code: "holderBinding.other-session", evidence: { why: "session" } });
    });
  }

  it("is as old as its nonce, and must not be older than the policy allows", async () => {
    const all = await actors();
    const presentation = await shown(all);
    const askedAt = all.registry.now();
    expect(binding(await all.judge(presentation))?.evidence).to.deep.equal({ audience: all.request.audience, askedAt });
    const asked = async (at: number) => binding(await all.judge(presentation, { askedAt: at }))?.code;
    expect(await asked(askedAt - 300)).to.equal("holderBinding.proved");
    expect(await asked(askedAt - 301)).to.equal("holderBinding.stale");
    expect(await asked(askedAt + 60)).to.equal("holderBinding.proved");
    expect(await asked(askedAt + 61)).to.equal("holderBinding.in-future");
  });

  it("is not known to be fresh if nobody says when the nonce was given out", async () => {
    const all = await actors();
    const presentation = await shown(all);
    const verdict = await all.judge(presentation, { askedAt: undefined });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(binding(verdict)?.code).to.equal("holderBinding.undated");
    const elsewhere = await all.judge(presentation, { askedAt: undefined, nonce: "one that was given out before" });
    expect(binding(elsewhere)?.code).to.equal("holderBinding.other-session");
  });
});
