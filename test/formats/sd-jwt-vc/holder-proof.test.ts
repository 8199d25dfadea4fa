import { expect } from "chai";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import { bind } from "../../../src/formats/sd-jwt-vc/key-binding.ts";
import { discloseSdJwtVc, plain } from "../presenting.ts";
import { forge, ISSUED, issue, NONCE, parse, present, SESSION, saerom } from "./fixture.ts";

const request = { session: SESSION, holder: saerom, issuedAt: ISSUED };

describe("A key-binding JWT", () => {
  it("is verified whenever a session is checked: it cannot be skipped", async () => {
    const stranger = generateSigner("ES256");
    const stolen = await bind(await issue(), { ...request, holder: stranger });
    expect(await parse(stolen).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "signature" });
  });

  it("covers exactly the session that it names, and gives its time", async () => {
    const other = "https://other.example";
    const { holderProof } = parse(await present({ audience: other, nonce: "old", issuedAt: 1 }));
    expect(holderProof?.covers(plain(other, "old"))).to.deep.equal({ ok: true });
    expect(holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "audience", audience: other });
    expect(holderProof?.covers(plain(other, NONCE))).to.deep.equal({ ok: false, why: "nonce" });
    expect(holderProof).to.include({ issuedAt: 1 });
  });

  it("returns other data that the holder signed, without its own claims", async () => {
    const extra = { didim_staple: "gQE", transaction_data_hashes: ["x"], iat: 5 };
    expect(parse(await present({ extra })).holderProof?.claims).to.deep.equal({
      didim_staple: "gQE",
      transaction_data_hashes: ["x"],
    });
    expect(parse(await present()).holderProof?.claims).to.deep.equal({});
  });

  it("does not verify with the algorithm of another curve than the bound key's", async () => {
    const stolen = await bind(await issue(), { ...request, holder: generateSigner("ES256K") });
    expect(await parse(stolen).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "algorithm" });
  });

  it("does not verify for a bound key that is no point of its curve", async () => {
    const jwk = { ...saerom.publicJwk, y: saerom.publicJwk.x };
    const shown = await bind(await forge({ payload: { cnf: { jwk } } }), request);
    expect(parse(shown).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "signature" });
  });

  it("does not verify over another selection of disclosures than the holder made", async () => {
    const held = await issue();
    const few = discloseSdJwtVc(held, ["given_name"]);
    const more = discloseSdJwtVc(held, ["given_name", "birth_date"]);
    const binding = (await bind(few, request)).slice(few.length);
    expect(await parse(few + binding).holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
    expect(await parse(more + binding).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "content" });
  });

  it("does not verify over the same disclosures in another order", async () => {
    const [jwt, one, two, ...rest] = (await present({ disclose: ["given_name", "grade"] })).split("~");
    const swapped = [jwt, two, one, ...rest].join("~");
    expect(await parse(swapped).holderProof?.covers(SESSION)).to.deep.equal({ ok: false, why: "content" });
  });

  it("is noticed to be missing if cut off, because the bound key stays", async () => {
    const presentation = await present();
    const credential = parse(presentation.slice(0, presentation.lastIndexOf("~") + 1));
    expect(credential.holderKey).to.deep.equal(saerom.publicJwk);
    expect(credential).not.to.have.property("holderProof");
  });
});
