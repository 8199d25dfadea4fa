import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import type { Signer } from "../../src/crypto/keys/keys.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { DidimError } from "../../src/errors/error.ts";
import { decode } from "../../src/formats/index.ts";
import { createIssuer, createMemoryIndexStore, type IssueRequest, openAllocator } from "../../src/public/issuer.ts";
import { SealedClock } from "../../src/public/verifier.ts";
import { verify } from "../../src/verifier/verify.ts";
import { presentSdJwtVc } from "../formats/presenting.ts";
import { refused, refusedLater } from "../support/refused.ts";
import {
  CIVIL_SERVANT_ID,
  CLAIMS,
  clock,
  factsSaying,
  GATE,
  issuerFor,
  NOW,
  SCHEMA,
  SEJONG_DID,
  saerom,
  sejong,
} from "./fixture.ts";

const REQUEST: IssueRequest = {
  type: CIVIL_SERVANT_ID,
  claims: CLAIMS,
  holderKey: saerom.publicJwk,
  validFor: 86_400 * 365,
};

const parse = (credential: string) => decode(credential)[0]!;
const sha256 = (text: string) => `0x${createHash("sha256").update(text).digest("hex")}`;

describe("An issuer", () => {
  it("makes a credential that its holder can present and a verifier accepts", async () => {
    const issuer = await issuerFor();
    const { credential, issuedAt, expires, status } = await issuer.issue(REQUEST);
    expect({ issuedAt, expires }).to.deep.equal({ issuedAt: NOW, expires: NOW + 86_400 * 365 });
    expect(parse(credential)).to.deep.include({
      type: CIVIL_SERVANT_ID,
      issuer: SEJONG_DID,
      issuedAt,
      expires,
      status,
      holderKey: saerom.publicJwk,
    });

    const binding = { audience: GATE.audience, nonce: GATE.nonce, holder: saerom, issuedAt: NOW };
    const presentation = await presentSdJwtVc({ credential, disclose: ["family_name"], ...binding });
    const verdict = await verify(presentation, GATE, factsSaying(), new SealedClock(clock));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]?.claims).to.deep.equal({ family_name: "정" });
  });

  it("refuses an unknown format", async () => {
    const { details } = await refusedLater(issuerFor({ format: "mso_mdoc" }), "format.unknown");
    expect(details).to.deep.equal({ format: "mso_mdoc" });
  });

  it("writes vc+jwt on request, whose claims are always shown in full", async () => {
    const issuer = await issuerFor({ format: "vc+jwt" });
    const { credential } = await issuer.issue(REQUEST);
    expect(parse(credential)).to.deep.include({ format: "vc+jwt", claims: CLAIMS });
    await refusedLater(issuer.issue({ ...REQUEST, disclosable: ["family_name"] }), "issuer.not-selective");
  });

  it("gives each credential its own index of the list", async () => {
    const issuer = await issuerFor();
    const issued = await issuer.issueBatch(Array.from({ length: 40 }, () => REQUEST));
    expect(new Set(issued.map(({ status }) => status?.index)).size).to.equal(40);
    expect(issued.every(({ status }) => status?.list === 3)).to.equal(true);
  });

  it("gives every credential an end, in whole seconds, after its beginning", async () => {
    const issuer = await issuerFor();
    const { validFor: _, ...open } = REQUEST;
    expect((await issuer.issue({ ...open, expires: NOW + 60 })).expires).to.equal(NOW + 60);
    const wrong = [
      {},
      { expires: NOW },
      { validFor: 0 },
      { validFor: 1.5 },
      { expires: NOW + 1, validFor: 1 },
      { validFor: 60, notBefore: NOW + 60 },
    ];
    for (const times of wrong) await refusedLater(issuer.issue({ ...open, ...times }), "issuer.expiry");
  });

  it("issues a whole batch or nothing, and takes no index for a refused one", async () => {
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 3, capacity: 128 });
    const issuer = await issuerFor({ allocator });
    const bad = { ...REQUEST, claims: { family_name: "정" } };
    await refusedLater(issuer.issueBatch([REQUEST, bad]), "issuer.schema-mismatch");
    await refusedLater(issuer.issueBatch(Array.from({ length: 129 }, () => REQUEST)), "issuer.list-full");
    await refusedLater(issuer.issueBatch(Array.from({ length: 10_001 }, () => REQUEST)), "issuer.batch-too-large");
    expect(allocator.remaining).to.equal(128);
    expect(await issuer.issueBatch([])).to.deep.equal([]);
  });

  it("loses the index when the signer fails, rather than use it twice", async () => {
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 3, capacity: 128 });
    const absent = { ...sejong, sign: () => Promise.reject(new Error("no answer")) };
    const { details } = await refusedLater(
      (await issuerFor({ allocator, signer: absent })).issue(REQUEST),
      "issuer.signing-failed",
    );
    expect(details).to.include({ list: 3, why: "it did not answer" });
    expect(allocator.remaining).to.equal(127);
    const { status } = await (await issuerFor({ allocator })).issue(REQUEST);
    expect(status?.index).not.to.equal(details.index);
  });

  it("verifies each signature of a remote signer, because the key behind it may change", async () => {
    let signs: Signer = sejong;
    const remote = { ...sejong, sign: (message: Uint8Array) => signs.sign(message) };
    const issuer = await issuerFor({ signer: remote });
    await issuer.issue(REQUEST);
    signs = generateSigner("ES256");
    await refusedLater(issuer.issue(REQUEST), "issuer.signing-failed");
  });

  it("refuses to issue if the signer signs with another key than it states", async () => {
    const confused = { ...sejong, publicJwk: generateSigner("ES256").publicJwk };
    await refusedLater((await issuerFor({ signer: confused })).issue(REQUEST), "issuer.signing-failed");
  });

  it("requires a status list, except for one-time copies", async () => {
    const issuer = createIssuer({ did: SEJONG_DID, signer: sejong, schemas: { [CIVIL_SERVANT_ID]: SCHEMA }, clock });
    await refusedLater(issuer.issue(REQUEST), "issuer.no-allocator");
    expect(
      await issuer.issueOneTimeCopies({ type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKeys: [saerom.publicJwk] }),
    ).to.have.length(1);
  });

  it("refuses an invalid DID, invalid keys and invalid claims", async () => {
    const issuer = await issuerFor({ schemas: { [CIVIL_SERVANT_ID]: "{}" } });
    refused(() => createIssuer({ did: "did:web:sejong.example", signer: sejong, schemas: {} }), "did.invalid");
    refused(
      () => createIssuer({ did: SEJONG_DID, signer: sejong, schemas: {}, oneTimeRounding: 7 }),
      "issuer.rounding",
    );
    await refusedLater(issuer.issue({ ...REQUEST, holderKey: { ...saerom.publicJwk, x: "AA" } }), "crypto.jwk");
    await refusedLater(issuer.issue({ ...REQUEST, claims: { iss: "did:web:other.example" } }), "format.claim-reserved");
    await refusedLater(issuer.issue({ ...REQUEST, claims: { photo: "x".repeat(70_000) } }), "issuer.claims-too-large");
    await refusedLater(issuer.issue({ ...REQUEST, claims: { deep: { number: 2 ** 60 } } }), "format.claim");
  });
});

describe("The claims of a credential", () => {
  const wrong = [
    { claims: { given_name: "새롬" }, path: "/family_name", rule: "required" },
    { claims: { ...CLAIMS, family_name: "" }, path: "/family_name", rule: "minLength" },
    { claims: { ...CLAIMS, family_name: 4711 }, path: "/family_name", rule: "type" },
    { claims: { ...CLAIMS, birth_date: "1999-02-30" }, path: "/birth_date", rule: "format" },
    { claims: { ...CLAIMS, address: { postal: "3010" } }, path: "/address/postal", rule: "pattern" },
    { claims: { ...CLAIMS, "mother/maiden~name": "x" }, path: "/mother~1maiden~0name", rule: "additionalProperties" },
  ];
  for (const { claims, path, rule } of wrong) {
    it(`that break the rule "${rule}" are refused with their path, ${path}, and without their value`, async () => {
      const error = await refusedLater((await issuerFor()).issue({ ...REQUEST, claims }), "issuer.schema-mismatch");
      expect(error.details).to.deep.equal({ type: CIVIL_SERVANT_ID, path, rule });
      expect(`${error.message} ${JSON.stringify(error.details)}`).not.to.match(/4711|02-30|3010/);
    });
  }

  it("are refused for a type whose schema the issuer does not have", async () => {
    await refusedLater(
      (await issuerFor()).issue({ ...REQUEST, type: "https://didim.example/vct/other" }),
      "issuer.schema-missing",
    );
  });

  it("are checked by the exact schema that is registered, and by no other", async () => {
    const right = await issuerFor({ schemaHashOf: async () => sha256(SCHEMA) });
    await right.issue(REQUEST);
    const other = await issuerFor({ schemaHashOf: async () => sha256(`${SCHEMA}\n`) });
    const { details } = await refusedLater(other.issue(REQUEST), "issuer.schema-outdated");
    expect(details).to.include({ own: sha256(SCHEMA), registered: sha256(`${SCHEMA}\n`) });
    const none = await issuerFor({ schemaHashOf: async () => `0x${"00".repeat(32)}` });
    await refusedLater(none.issue(REQUEST), "issuer.schema-unregistered");
  });

  it("have their schema compared with the registry every ten minutes, not for every credential", async () => {
    let [now, asked] = [NOW, 0];
    const schemaHashOf = async () => {
      asked += 1;
      return sha256(SCHEMA);
    };
    const issuer = await issuerFor({ schemaHashOf, clock: { now: () => now } });
    await issuer.issueBatch([REQUEST, REQUEST, REQUEST]);
    now += 599;
    await issuer.issue(REQUEST);
    expect(asked).to.equal(1);
    now += 1;
    await issuer.issue(REQUEST);
    expect(asked).to.equal(2);
  });
});

describe("One-time copies", () => {
  const keys = Array.from({ length: 5 }, () => generateSigner("ES256").publicJwk);
  const request = { type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKeys: keys };
  const payload = (credential: string) =>
    JSON.parse(Buffer.from(credential.split(".")[1]!, "base64url").toString()) as Record<string, unknown> & {
      _sd: string[];
    };

  it("share everything that could identify them with thousands of others, except key and salts", async () => {
    const copies = await (await issuerFor()).issueOneTimeCopies(request);
    const shapes = copies.map(({ credential }) => {
      const { cnf: _, _sd, ...rest } = payload(credential);
      return JSON.stringify({
        ...rest,
        digests: _sd.length,
        disclosures: credential
          .split("~")
          .map((part) => part.length)
          .slice(1),
      });
    });
    expect(new Set(shapes).size).to.equal(1);
    const { cnf: _, _sd, ...rest } = payload(copies[0]!.credential);
    expect(rest).to.have.all.keys("iss", "iat", "exp", "vct", "_sd_alg");
    const digests = copies.flatMap(({ credential }) => payload(credential)._sd);
    expect(new Set(digests).size).to.equal(digests.length);
    expect(copies.map(({ credential }) => parse(credential).holderKey)).to.deep.equal(keys);
    expect(copies.every((copy) => !("status" in copy))).to.equal(true);
  });

  it("have the times of all copies of their hour, never in the future, and live at most 24 hours", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(7200), fc.integer({ min: 2, max: 24 }), async (later, hours) => {
        const issuer = await issuerFor({ clock: { now: () => NOW + later } });
        const [copy] = await issuer.issueOneTimeCopies({
          ...request,
          holderKeys: keys.slice(0, 1),
          life: hours * 3600,
        });
        expect(copy!.issuedAt % 3600).to.equal(0);
        expect(NOW + later - copy!.issuedAt).to.be.within(0, 3599);
        expect(copy!.expires - copy!.issuedAt).to.equal(hours * 3600);
      }),
      { numRuns: 20 },
    );
    const issuer = await issuerFor();
    for (const life of [0, 3600, 5400, 86_401, 90_000, Number.NaN]) {
      await refusedLater(issuer.issueOneTimeCopies({ ...request, life }), "issuer.one-time-life");
    }
  });

  it("each have a key of their own, and only claims that can be withheld", async () => {
    const issuer = await issuerFor();
    for (const holderKeys of [[], [keys[0]!, keys[0]!], Array.from({ length: 257 }, () => keys[0]!)]) {
      await refusedLater(issuer.issueOneTimeCopies({ ...request, holderKeys }), "issuer.one-time-keys");
    }
    await refusedLater((await issuerFor({ format: "vc+jwt" })).issueOneTimeCopies(request), "issuer.not-selective");
  });

  it("are accepted only by a verifier whose policy allows them", async () => {
    const [copy] = await (await issuerFor()).issueOneTimeCopies({ ...request, holderKeys: [saerom.publicJwk] });
    const binding = { audience: GATE.audience, nonce: GATE.nonce, holder: saerom, issuedAt: NOW };
    const shown = await presentSdJwtVc({ credential: copy!.credential, disclose: ["family_name"], ...binding });
    const taking = { ...GATE, credentials: [{ ...GATE.credentials[0], oneTimeCopies: true }] };
    expect((await verify(shown, taking, factsSaying(), new SealedClock(clock))).outcome).to.equal("valid");
    expect((await verify(shown, GATE, factsSaying(), new SealedClock(clock))).outcome).to.equal("invalid");
  });

  it("are checked by the schema like any other credential", async () => {
    const copies = (await issuerFor()).issueOneTimeCopies({ ...request, claims: {} });
    expect((await refusedLater(copies, "issuer.schema-mismatch")) instanceof DidimError).to.equal(true);
  });
});
