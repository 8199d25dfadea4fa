import { createHash } from "node:crypto";
import { expect } from "chai";
import { documentNonce } from "../../src/public/evidence.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { GATE_DID, give, REQUEST, walletFor } from "./fixture.ts";

const CONTRACT = new TextEncoder().encode("I owe the bearer 100,000,000 KRW.");
const HASH = createHash("sha256").update(CONTRACT).digest("hex");
const SIGNING = { ...REQUEST, verifier: GATE_DID, audience: GATE_DID, nonce: documentNonce(CONTRACT) };

async function holding() {
  const wallet = walletFor();
  await give(wallet);
  return wallet;
}

describe("A request whose nonce binds a document", () => {
  it("has a review that says so, in both languages, with the document's SHA-256", async () => {
    const review = await walletFor().review(SIGNING);
    expect(review).to.include({ result: "as registered", document: HASH });
    expect(review.text.en).to.include(`you sign the document with SHA-256 ${HASH}. Read it before you agree.`);
    expect(review.text.ko).to.include(`SHA-256이 ${HASH}인 문서에 서명하게 됩니다. 문서를 읽은 뒤에 동의하십시오.`);
  });

  it("is not answered by a holder who saw neither the document nor the review", async () => {
    const wallet = await holding();
    const { details } = await refusedLater(wallet.present(SIGNING), "holder.document-unseen");
    expect(details).to.include({ document: HASH });
  });

  it("is answered if the document is given, or if the holder acknowledges the review", async () => {
    const wallet = await holding();
    expect(shownIn(await wallet.present(SIGNING, { document: CONTRACT }))).to.have.length(1);
    expect(shownIn(await wallet.present(SIGNING, { acknowledge: await wallet.review(SIGNING) }))).to.have.length(1);
  });

  it("is not answered if another document is given, even if the holder acknowledges the review", async () => {
    const wallet = await holding();
    const document = new TextEncoder().encode("I owe the bearer 1 KRW.");
    const acknowledge = await wallet.review(SIGNING);
    for (const options of [{ document }, { document, acknowledge }]) {
      const { details } = await refusedLater(wallet.present(SIGNING, options), "holder.other-document");
      expect(details).to.deep.include({ document: HASH });
    }
  });

  it("is not answered for an acknowledged review that hides the document", async () => {
    const wallet = await holding();
    const { document: _, ...acknowledge } = await wallet.review(SIGNING);
    await refusedLater(wallet.present(SIGNING, { acknowledge }), "holder.document-unseen");
  });
});

describe("A request whose nonce binds no document", () => {
  const DIGEST = SIGNING.nonce.split(".")[1];

  it("has a review without a document, and needs none, whatever its nonce is like", async () => {
    const wallet = await holding();
    for (const nonce of [
      REQUEST.nonce,
      DIGEST!,
      `x.${DIGEST}`,
      `${SIGNING.nonce}x`,
      `${SIGNING.nonce.slice(0, -1)}_`,
    ]) {
      const review = await wallet.review({ ...SIGNING, nonce });
      expect([nonce, review]).to.not.have.nested.property("1.document");
      expect(review.text.en).to.not.include("document");
      expect(shownIn(await wallet.present({ ...SIGNING, nonce }))).to.have.length(1);
    }
  });

  it("is not answered with a document, because the holder would not sign it", async () => {
    const wallet = await holding();
    const asked = { ...SIGNING, nonce: REQUEST.nonce };
    const { details } = await refusedLater(wallet.present(asked, { document: CONTRACT }), "holder.other-document");
    expect(details).to.include({ given: HASH }).and.not.have.property("document");
  });
});
