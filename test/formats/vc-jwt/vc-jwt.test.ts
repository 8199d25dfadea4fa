import { expect } from "chai";
import { encodeDidJwk } from "../../../src/crypto/keys/did-jwk.ts";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import { formatOf } from "../../../src/formats/index.ts";
import { vcJwt } from "../../../src/formats/vc-jwt/format.ts";
import { refusedLater } from "../../support/refused.ts";
import { plain } from "../presenting.ts";
import { AUDIENCE, agency, CLAIMS, ISSUED, ISSUER, NONCE, SESSION, saerom, VCT } from "../sd-jwt-vc/fixture.ts";
import { forge, forgePresentation, issue, parse, present } from "./fixture.ts";

const payloadOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split(".")[1]!, "base64url").toString()) as Record<string, unknown>;

describe("A VC-JWT from issuer to verifier", () => {
  it("has the same content as an SD-JWT VC: issuer, key, type, times, status, holder and claims", async () => {
    const credential = parse(await present());
    expect(credential).to.deep.include({
      format: "vc+jwt",
      issuer: ISSUER,
      keyThumbprint: thumbprint(agency.publicJwk),
      algorithm: "ES256",
      type: VCT,
      issuedAt: ISSUED,
      expires: ISSUED + 86_400,
      status: { list: 3, index: 4711 },
      holderKey: saerom.publicJwk,
      claims: CLAIMS,
    });
    expect(credential).not.to.have.property("notBefore");
  });

  it("has the issuer's signature, and the holder's for this verifier and this nonce", async () => {
    const credential = parse(await present());
    expect(await credential.verifyIssuerSignature(agency.publicJwk)).to.equal(true);
    expect(await credential.verifyIssuerSignature(saerom.publicJwk)).to.equal(false);
    const { holderProof } = credential;
    expect(holderProof).to.include({ issuedAt: ISSUED + 60 });
    expect(holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
    const elsewhere = holderProof?.covers(plain("https://other.example", NONCE));
    expect(elsewhere).to.deep.equal({ ok: false, why: "audience", audience: AUDIENCE });
    expect(holderProof?.covers(plain(AUDIENCE, "old"))).to.deep.equal({ ok: false, why: "nonce" });
  });

  it("returns other data that the holder signed, without a presentation's own members", async () => {
    const credential = parse(await present({ extra: { didim_staple: "gQE" } }));
    expect(credential.holderProof?.claims).to.deep.equal({ didim_staple: "gQE" });
  });

  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`works alike with ${algorithm} on both sides`, async () => {
      const [issuer, holder] = [generateSigner(algorithm), generateSigner(algorithm)];
      const held = await issue({ signer: issuer, holderKey: holder.publicJwk });
      const credential = parse(await present({ credentials: [held], holder }));
      expect(await credential.verifyIssuerSignature(issuer.publicJwk)).to.equal(true);
      expect(await credential.verifyIssuerSignature(generateSigner(algorithm).publicJwk)).to.equal(false);
      expect(await credential.holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
    });
  }

  it("is also parsed bare, without a holder's proof", async () => {
    const credential = parse(await issue());
    expect(credential).not.to.have.property("holderProof");
    expect(credential.holderKey).to.deep.equal(saerom.publicJwk);
  });

  it("is recognised, presented or bare, and other input is not", async () => {
    expect(formatOf(await present()).id).to.equal("vc+jwt");
    expect(formatOf(await issue()).id).to.equal("vc+jwt");
    for (const text of ["", "hello", "{}", "ozf.x.y"])
      expect(() => formatOf(text))
        .to.throw()
        .with.property("code", "format.unknown");
  });
});

describe("A verifiable presentation", () => {
  it("carries several credentials of different issuers, all proved by one signature", async () => {
    const other = generateSigner("ES256");
    const both = [await issue(), await issue({ signer: other, vct: `${VCT}/2` })];
    const parsed = vcJwt.decode(await present({ credentials: both }));
    expect(parsed.map(({ type }) => type)).to.deep.equal([VCT, `${VCT}/2`]);
    expect(await parsed[1]!.verifyIssuerSignature(other.publicJwk)).to.equal(true);
    for (const { holderProof } of parsed) expect(await holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
  });

  it("proves nothing for a credential that is bound to another key", async () => {
    const [mine, theirs] = [saerom, generateSigner("ES256")];
    const envelope = async (holderKey: typeof mine.publicJwk) => ({
      id: `data:application/vc+jwt,${await issue({ holderKey })}`,
      type: "EnvelopedVerifiableCredential",
    });
    const verifiableCredential = [
      await envelope(mine.publicJwk),
      await envelope(theirs.publicJwk),
      await envelope(mine.publicJwk),
    ];
    const parsed = vcJwt.decode(await forgePresentation({ verifiableCredential }));
    const proofs = await Promise.all(parsed.map(({ holderProof }) => holderProof!.covers(SESSION)));
    expect(proofs).to.deep.equal([{ ok: true }, { ok: false, why: "signature" }, { ok: true }]);
  });

  it("proves nothing with the algorithm of another curve than the bound key's", async () => {
    const stolen = await forgePresentation({}, {}, generateSigner("ES256K"));
    expect(await parse(stolen).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "algorithm" });
  });

  it("proves nothing for a bound key that is no point of its curve", async () => {
    const bound = await forge({ credentialSubject: {}, cnf: { jwk: { ...saerom.publicJwk, y: saerom.publicJwk.x } } });
    const verifiableCredential = { id: `data:application/vc+jwt,${bound}`, type: "EnvelopedVerifiableCredential" };
    const shown = await forgePresentation({ verifiableCredential });
    expect(await parse(shown).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "signature" });
  });

  it("gives no proof for a credential that is bound to no key", async () => {
    const unbound = await issue({ holderKey: undefined } as never);
    const verifiableCredential = { id: `data:application/vc+jwt,${unbound}`, type: "EnvelopedVerifiableCredential" };
    const credential = parse(await forgePresentation({ verifiableCredential }));
    expect(credential).to.not.have.any.keys("holderProof", "holderKey");
  });

  it("cannot be made by a holder to whom the credential is not bound", async () => {
    await refusedLater(present({ holder: agency }), "format.holder-key");
    await refusedLater(present({ credentials: [] }), "format.credentials");
  });
});

describe("Issuing a VC-JWT", () => {
  it("writes a VCDM 2.0 document besides the JWT's claims", async () => {
    const payload = payloadOf(await issue({ notBefore: ISSUED + 1, types: ["CivilServantId"] }));
    expect(payload).to.deep.include({
      type: ["VerifiableCredential", "CivilServantId"],
      issuer: ISSUER,
      iss: ISSUER,
      validFrom: "2026-09-21T14:13:21Z",
      nbf: ISSUED + 1,
      credentialSchema: { id: VCT, type: "JsonSchema" },
      cnf: { jwk: saerom.publicJwk },
    });
    expect(payload.credentialStatus).to.deep.include({
      type: "BitstringStatusListEntry",
      statusPurpose: "message",
      statusSize: 2,
      statusListIndex: "4711",
      statusListCredential: `${ISSUER}/status-lists/3`,
    });
    expect(payload.credentialSubject).to.deep.equal({ id: encodeDidJwk(saerom.publicJwk), ...CLAIMS });
  });

  it("makes a one-time copy without a status", async () => {
    expect(parse(await issue({ status: undefined } as never))).not.to.have.property("status");
  });

  it("never returns what the parser would refuse", async () => {
    await refusedLater(issue({ claims: { id: "x" } }), "format.claim-reserved");
    await refusedLater(issue({ issuer: "https://agency.example" }), "format.issuer");
    await refusedLater(issue({ claims: { photo: "x".repeat(70_000) } }), "format.too-large");
    await refusedLater(issue({ expires: -1 }), "format.time");
    await refusedLater(issue({ claims: { big: 1n } }), "format.claim");
  });
});
