import { createHash, randomBytes } from "node:crypto";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { expect } from "chai";
import { compactVerify, importJWK } from "jose";
import { fromBase64url, toBase64url } from "../../src/crypto/encodings/base64url.ts";
import { thumbprint } from "../../src/crypto/keys/jwk.ts";
import type { PublicJwk, Signer } from "../../src/crypto/keys/keys.ts";
import { verifySignature } from "../../src/crypto/signatures/verify.ts";
import { WITHHELD } from "../../src/request/withheld.ts";
import { refused } from "../support/refused.ts";
import { plain } from "./presenting.ts";
import { processed } from "./processed.ts";
import {
  agency,
  CLAIMS,
  forge,
  ISSUED,
  ISSUER,
  issue,
  NONCE,
  parse,
  present,
  SESSION,
  saerom,
  VCT,
} from "./sd-jwt-vc/fixture.ts";
import { issue as issueVc, present as presentVc } from "./vc-jwt/fixture.ts";

/** The OpenWallet Foundation's implementation with Didim's keys. */
const peer = new SDJwtVcInstance({
  hasher: (data) =>
    createHash("sha256")
      .update(data instanceof ArrayBuffer ? new Uint8Array(data) : data)
      .digest(),
  hashAlg: "sha-256",
  saltGenerator: (length) => toBase64url(randomBytes(length)),
  signAlg: "ES256",
  signer: signing(agency),
  verifier: verifying(agency.publicJwk),
  kbSignAlg: "ES256",
  kbSigner: signing(saerom),
  kbVerifier: verifying(saerom.publicJwk),
  statusListFetcher: async () => "",
});

function signing(signer: Signer): (data: string) => Promise<string> {
  return async (data) => toBase64url(await signer.sign(Buffer.from(data, "latin1")));
}

function verifying(key: PublicJwk): (data: string, signature: string) => boolean {
  return (data, signature) =>
    verifySignature("ES256", key, Buffer.from(data, "latin1"), fromBase64url(signature) ?? Buffer.alloc(0));
}

describe("Another implementation of SD-JWT VC (@sd-jwt/sd-jwt-vc)", () => {
  it("verifies what Didim issues and presents", async () => {
    const credential = await issue({ status: undefined, expires: undefined } as never);
    const result = await peer.verify(await present({ credential }), {
      keyBindingNonce: NONCE,
      currentDate: ISSUED + 90,
    });
    expect(result.payload).to.include({ iss: ISSUER, vct: VCT, given_name: "새롬" });
    expect(result.payload.address).to.deep.equal({ region: "세종" });
    expect(result.kb?.payload).to.include({ nonce: NONCE });
  });

  it("issues and presents what Didim verifies", async () => {
    const payload = { iss: ISSUER, iat: ISSUED, vct: VCT, cnf: { jwk: saerom.publicJwk }, ...CLAIMS };
    const frame = {
      _sd: ["given_name", "birth_date"],
      _sd_decoy: 2,
      address: { _sd: ["postal"] },
      licence_classes: { _sd: [0, 1] },
    };
    const header = { kid: `${ISSUER}#${thumbprint(agency.publicJwk)}` };
    const held = await peer.issue(payload, frame as never, { header });
    const choice = { given_name: true, licence_classes: { 1: true } } as never;
    const kb = { payload: { aud: "https://gate.example", nonce: "n", iat: ISSUED + 60 } };
    const credential = parse(await peer.present(held, choice, { kb }));
    expect(await credential.verifyIssuerSignature(agency.publicJwk)).to.equal(true);
    expect(credential.holderProof?.covers(plain("https://gate.example", "n"))).to.deep.equal({ ok: true });
    const { birth_date, ...shown } = CLAIMS;
    const others = { ...shown, address: { region: "세종" } };
    expect(credential.claims).to.deep.equal({ ...others, licence_classes: [WITHHELD, "2-ordinary", "motorcycle"] });
    const theirs = { ...others, licence_classes: ["2-ordinary", "motorcycle"] };
    expect(processed(credential.claims)).to.deep.equal(theirs);
    expect(await peer.getClaims(await peer.present(held, choice, { kb }))).to.deep.include(theirs);
  });

  describe("The other implementation accepts what Didim refuses:", () => {
    it("an RS256 label on an ES256 signature", async () => {
      const mislabelled = await forge({ header: { alg: "RS256" } });
      expect((await peer.verify(mislabelled)).header).to.include({ alg: "RS256" });
      refused(() => parse(mislabelled), "format.algorithm-unknown");
    });

    it("without a nonce it does not check the key binding; Didim's proof fails all the same", async () => {
      const stranger = "A".repeat(86);
      const good = await present({ credential: await issue({ status: undefined, expires: undefined } as never) });
      const broken = good.slice(0, good.lastIndexOf(".") + 1) + stranger;
      expect((await peer.verify(broken)).kb).to.equal(undefined);
      expect(parse(broken).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "signature" });
    });
  });
});

describe("Another implementation of JOSE (jose)", () => {
  it("verifies the credential and the presentation of a VC-JWT", async () => {
    const [issuer, holder] = await Promise.all([
      importJWK({ ...agency.publicJwk }, "ES256"),
      importJWK({ ...saerom.publicJwk }, "ES256"),
    ]);
    const credential = await issueVc();
    expect((await compactVerify(credential, issuer)).protectedHeader).to.include({ alg: "ES256", typ: "vc+jwt" });
    const { protectedHeader, payload } = await compactVerify(await presentVc({ credentials: [credential] }), holder);
    expect(protectedHeader.typ).to.equal("vp+jwt");
    const { verifiableCredential } = JSON.parse(new TextDecoder().decode(payload)) as {
      verifiableCredential: { id: string }[];
    };
    expect(verifiableCredential[0]?.id).to.equal(`data:application/vc+jwt,${credential}`);
  });
});
