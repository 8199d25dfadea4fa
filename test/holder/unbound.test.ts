import { expect } from "chai";
import type { TrustRecords } from "../../src/facts/facts.ts";
import { decode } from "../../src/formats/index.ts";
import { SealedClock } from "../../src/public/verifier.ts";
import { verify } from "../../src/verifier/verify.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, factsSaying, GOOD, issuerFor } from "../issuer/fixture.ts";
import { refusedLater } from "../support/refused.ts";
import { shownIn } from "../support/shown.ts";
import { ANY_SCHEMA, REQUEST, walletFor } from "./fixture.ts";

const NONE: Partial<TrustRecords> = { type: { ...GOOD.type!, holderBinding: "none" } };

/** A credential that is bound to no key. */
async function certificate(format = "dc+sd-jwt"): Promise<string> {
  const issuer = await issuerFor({ facts: factsSaying(NONE), schemas: ANY_SCHEMA, format });
  return (await issuer.issue({ type: CIVIL_SERVANT_ID, claims: CLAIMS, validFor: 86_400 })).credential;
}

describe("A credential that is bound to no key", () => {
  it("is received if its type allows it, and presented with only the claims asked for and no signature", async () => {
    const facts = factsSaying(NONE);
    const wallet = walletFor({ facts });
    const held = await wallet.receive(await certificate());
    expect(held).not.to.have.property("keyId");
    const [shown] = shownIn(await wallet.present(REQUEST));
    const [parsed] = decode(shown!);
    expect(parsed).not.to.have.property("holderProof");
    expect(Object.keys(parsed!.claims)).to.have.members(["family_name", "agency"]);
    const verdict = await verify(shown!, REQUEST, facts, new SealedClock(clock));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
  });

  it("is presented unchanged if it is a vc+jwt", async () => {
    const wallet = walletFor({ facts: factsSaying(NONE) });
    const credential = await certificate("vc+jwt");
    await wallet.receive(credential);
    const acknowledge = await wallet.review(REQUEST);
    expect(shownIn(await wallet.present(REQUEST, { acknowledge }))).to.deep.equal([credential]);
  });

  it("can be held beside others like it, and removed separately", async () => {
    const wallet = walletFor({ facts: factsSaying(NONE) });
    const [first, second] = [await wallet.receive(await certificate()), await wallet.receive(await certificate())];
    expect(await wallet.list()).to.have.length(2);
    expect(await wallet.remove(first.id)).to.equal(true);
    expect((await wallet.list()).map(({ id }) => id)).to.deep.equal([second.id]);
  });

  it("is refused if its type demands a key, or if the type is unknown", async () => {
    const credential = await certificate();
    await refusedLater(walletFor({ facts: factsSaying() }).receive(credential), "holder.not-genuine");
    await refusedLater(walletFor().receive(credential), "holder.unbound");
    const unknown = walletFor({ facts: factsSaying({ type: undefined! }) });
    await refusedLater(unknown.receive(credential), "holder.not-genuine");
  });
});
