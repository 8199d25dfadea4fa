import { expect } from "chai";
import { thumbprint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { createProver } from "../../src/facts/proof/prover.ts";
import { ethers, issue, networkHelpers, now, reasons, TYPE } from "../verifier/world.ts";
import { court, dated, judgedInCourt, kept } from "./court.fixture.ts";

describe("Evidence of a credential whose issuer registered its key by its hash", () => {
  it("is indeterminate years later, because the reader does not know the algorithm", async () => {
    const scene = await networkHelpers.loadFixture(court);
    const { world, anchor, rpc, sign } = scene;
    const { dids, sejong } = world;
    const signer = generateSigner("ES256");
    const keyThumbprint = `0x${Buffer.from(thumbprint(signer.publicJwk), "base64url").toString("hex")}`;
    await dids
      .connect(sejong.account)
      .registerByHash(sejong.account, 3, keyThumbprint, ethers.id("public key"), 2 ** 40);
    const credential = await issue(sejong, { signer });
    const status = { list: 0, index: 7 };
    const query = { issuer: sejong.identity, keyThumbprint, typeId: TYPE, issuedAt: await now(), status };
    const [staple] = await createProver({ rpc, registries: anchor.registries, ...(sign && { sign }) }).prove([[query]]);
    const [evidence] = await dated(scene, [await kept(credential, staple)]);
    const verdict = await judgedInCourt(scene, evidence!);
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["signature.unknown-algorithm"]);
  });
});
