import { expect } from "chai";
import { verifySignature } from "../../../src/crypto/signatures/verify.ts";
import { generateWebKeyPair, webSigner } from "../../../src/crypto/signatures/web-signer.ts";
import { refusedLater } from "../../support/refused.ts";

describe("A Web Crypto signer", () => {
  it("signs ES256 with a key that no script can read", async () => {
    const pair = await generateWebKeyPair();
    const signer = await webSigner(pair);
    const message = Uint8Array.of(1, 2, 3);
    const signature = await signer.sign(message);
    expect(verifySignature("ES256", signer.publicJwk, message, signature)).to.equal(true);
    expect(verifySignature("ES256", signer.publicJwk, Uint8Array.of(1, 2, 4), signature)).to.equal(false);
    const read = crypto.subtle.exportKey("jwk", pair.privateKey);
    expect(
      await read.then(
        () => "read",
        (error: Error) => error.name,
      ),
    ).to.equal("InvalidAccessError");
  });

  it("refuses a key of another curve", async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, false, ["sign"]);
    await refusedLater(webSigner(pair as Parameters<typeof webSigner>[0]), "crypto.jwk");
  });
});
