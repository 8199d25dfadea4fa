import { expect } from "chai";
import { SEJONG_DID } from "../issuer/fixture.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { GATE_DID, give, REQUEST, walletFor } from "./fixture.ts";

const URL = "https://bank.example";
/** A request in the gate's name; its answer goes to somebody else's URL. */
const ELSEWHERE = { ...REQUEST, verifier: GATE_DID, audience: URL };

describe("A registered verifier that asks for an answer to another audience than its DID", () => {
  it("is not reviewed as registered, and is answered only if the holder agrees", async () => {
    const wallet = walletFor();
    await give(wallet);
    for (const audience of [
      URL,
      "x509_san_dns:bank.example",
      "x509_hash:Uvo3HtuIxuhC92rShpgqcT3YXwrqRxWEviRiA0OZszk",
      "redirect_uri:https://bank.example/cb",
      "origin:https://bank.example",
      `x509_san_dns:${GATE_DID}`,
      "bank",
    ]) {
      const asked = { ...ELSEWHERE, audience };
      const review = await wallet.review(asked);
      expect([audience, review.result]).to.deep.equal([audience, "indeterminate"]);
      expect(review.items[0]).to.include({ outcome: "indeterminate" }).and.not.have.property("registration");
      await refusedLater(wallet.present(asked), "holder.not-reviewed");
      expect(shownIn(await wallet.present(asked, { acknowledge: review }))).to.have.length(1);
    }
  });

  it("is told apart in the review's text, in both languages, which name the audience", async () => {
    expect((await walletFor().review(ELSEWHERE)).text).to.deep.equal({
      en: `The request names ${GATE_DID}, but nothing proves that this verifier asks, and receives the answer. Nothing has been shown to it yet. The answer goes to "${URL}".`,
      ko: `요청에 검증자(${GATE_DID})가 적혀 있으나, 이 검증자가 요구하고 응답을 받는다는 증거가 없습니다. 아직 아무것도 제시하지 않았습니다. 응답을 받는 곳: "${URL}".`,
    });
  });

  it("is as registered if the reader of the protocol says that it proved this audience to be the verifier's", async () => {
    const wallet = walletFor();
    await give(wallet);
    const proven = { verifier: GATE_DID, audience: URL };
    const { result, text } = await wallet.review(ELSEWHERE, { proven });
    expect(result).to.equal("as registered");
    expect(text).to.deep.equal({
      en: `${GATE_DID} is registered to ask for all of this. The answer goes to "${URL}".`,
      ko: `검증자(${GATE_DID})는 요청한 항목을 모두 요구할 수 있도록 등록되어 있습니다. 응답을 받는 곳: "${URL}".`,
    });
    expect(shownIn(await wallet.present(ELSEWHERE, { proven }))).to.have.length(1);
    const { verifier: _, ...unnamed } = ELSEWHERE;
    expect(await wallet.review(unnamed, { proven })).to.include({ result: "as registered", verifier: GATE_DID });
  });

  it("cannot say so itself, by a member of its request", async () => {
    const proven = { verifier: GATE_DID, audience: URL };
    const asked = { ...ELSEWHERE, proven, provenVerifier: GATE_DID };
    expect((await walletFor().review(asked)).result).to.equal("indeterminate");
  });

  it("is refused if the protocol proved another verifier or another audience", async () => {
    const wallet = walletFor();
    await give(wallet);
    for (const proven of [
      { verifier: SEJONG_DID, audience: URL },
      { verifier: GATE_DID, audience: "https://gate.sejong.example" },
      { verifier: GATE_DID, audience: `${URL}/` },
    ]) {
      await refusedLater(wallet.review(ELSEWHERE, { proven }), "holder.request");
      await refusedLater(wallet.present(ELSEWHERE, { proven }), "holder.request");
    }
    const addressed = { ...REQUEST, verifier: undefined as never, audience: SEJONG_DID };
    const proven = { verifier: GATE_DID, audience: SEJONG_DID };
    await refusedLater(wallet.review(addressed, { proven }), "holder.request");
  });

  it("gets nothing by an acknowledgement that was given while its audience was proven", async () => {
    const wallet = walletFor();
    await give(wallet);
    const acknowledge = await wallet.review(ELSEWHERE, { proven: { verifier: GATE_DID, audience: URL } });
    await refusedLater(wallet.present(ELSEWHERE, { acknowledge }), "holder.review-changed");
  });

  it("cannot hide or close the quotes around the audience", async () => {
    const audience = `https://bank.example:${"x".repeat(200)}@evil.example/?a=b".Registered`;
    const { text } = await walletFor().review({ ...ELSEWHERE, audience });
    expect(text.en).to.include('@evil.example/?a=b\\u{22}.Registered".');
  });
});

describe("A request that nothing proves to come from the verifier that it names", () => {
  it("is not reviewed as registered, even if its audience is that verifier's DID", async () => {
    const wallet = walletFor();
    await give(wallet);
    const asked = { ...REQUEST, audience: GATE_DID };
    const { verifier: _, ...unnamed } = asked;
    for (const request of [asked, unnamed]) {
      expect((await wallet.review(request)).result).to.equal("as registered");
      const review = await wallet.review(request, { proven: false });
      expect(review).to.include({ result: "indeterminate", verifier: GATE_DID });
      expect(review.text.en).to.include("nothing proves that this verifier asks");
      await refusedLater(wallet.present(request, { proven: false }), "holder.not-reviewed");
      expect(shownIn(await wallet.present(request, { proven: false, acknowledge: review }))).to.have.length(1);
    }
  });
});
