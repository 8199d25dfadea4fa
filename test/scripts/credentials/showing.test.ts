import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { reviewAndPresent, type ShowOptions } from "../../../scripts/lib/credentials/showing.ts";
import { documentNonce } from "../../../src/public/evidence.ts";
import { DidimError } from "../../../src/public/index.ts";
import { GATE_DID, give, walletFor } from "../../holder/fixture.ts";
import { CIVIL_SERVANT_ID } from "../../issuer/fixture.ts";
import { refusedLater } from "../../support/refused.ts";

const NONCE = "the-strangers-own-nonce";
const EVIL = "https://evil.example";
const ASKED = { nonce: NONCE, credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name", "agency"] }] };
const TYPED = { nonce: NONCE, type: [`${CIVIL_SERVANT_ID}=family_name,agency`] };

type Answer = "yes" | "no" | "no terminal";

/** Presents as the command does. `said`: what the user read first; `questions`: how often the user was asked. */
async function presenting(options: ShowOptions, answer: Answer = "no terminal") {
  const wallet = walletFor();
  await give(wallet);
  const [said, questions]: [string[], string[]] = [[], []];
  const confirm = async ({ en }: { readonly en: string }) => {
    questions.push(en);
    if (answer === "no terminal") throw new DidimError("cli.not-confirmed", "There is no terminal.");
    if (answer === "no") throw new DidimError("cli.declined", "Not confirmed. Nothing was done.");
  };
  const context = { progress: ({ en }: { readonly en: string }) => void said.push(en), confirm };
  return { said, questions, shown: reviewAndPresent(context, wallet, options, async (text) => text) };
}

describe("Presenting by the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-showing-"));
  after(() => rmSync(folder, { recursive: true }));
  const fileOf = (content: unknown, name = "request.json") => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("does not believe a request file that names a registered verifier, wherever the answer goes", async () => {
    for (const addressed of [
      { audience: EVIL, verifier: GATE_DID },
      { audience: GATE_DID, verifier: GATE_DID },
      { audience: GATE_DID },
    ]) {
      const { shown, said, questions } = await presenting({ request: fileOf({ ...ASKED, ...addressed }) });
      const { message } = await refusedLater(shown, "holder.not-reviewed");
      expect(message).to.include("nothing proves that this verifier asks").and.include("add --agree");
      expect(said[0]).to.include(addressed.audience);
      expect(questions).to.have.length(1);
    }
  });

  it("asks the user at a terminal, and presents nothing unless the answer is yes", async () => {
    const request = fileOf({ ...ASKED, audience: EVIL, verifier: GATE_DID });
    await refusedLater((await presenting({ request }, "no")).shown, "cli.declined");
    const { presentations } = await (await presenting({ request }, "yes")).shown;
    expect(presentations.id).to.have.length(1);
  });

  it("does not ask if the user agreed in advance, and still says who gets the answer", async () => {
    const request = fileOf({ ...ASKED, audience: EVIL, verifier: GATE_DID });
    const { shown, said, questions } = await presenting({ request, agree: true });
    expect((await shown).presentations.id).to.have.length(1);
    expect(said[0]).to.include(`The answer goes to "${EVIL}".`);
    expect(questions).to.deep.equal([]);
  });

  it("takes a verifier that the user names for the user's own statement, but not an audience that only the file names", async () => {
    const addressed = fileOf({ ...ASKED, audience: GATE_DID });
    expect((await (await presenting({ request: addressed, verifier: GATE_DID })).shown).review.result).to.equal(
      "as registered",
    );
    const elsewhere = fileOf({ ...ASKED, audience: EVIL, verifier: GATE_DID });
    const borrowed = await presenting({ request: elsewhere, verifier: GATE_DID });
    await refusedLater(borrowed.shown, "holder.not-reviewed");
    const both = await presenting({ request: elsewhere, verifier: GATE_DID, audience: EVIL });
    expect((await both.shown).review.result).to.equal("as registered");
    expect(both.said[0]).to.include(`The answer goes to "${EVIL}".`);
  });

  it("refuses a verifier other than the one in the file", async () => {
    const request = fileOf({ ...ASKED, audience: EVIL, verifier: GATE_DID });
    const other = `did:ethr:0x7a69:0x${"6b".repeat(20)}`;
    const { details } = await refusedLater((await presenting({ request, verifier: other })).shown, "cli.option");
    expect(details).to.deep.equal({ option: "--verifier" });
  });

  it("needs no question for a registered verifier whose DID and audience the user typed", async () => {
    for (const typed of [{ audience: GATE_DID }, { audience: "https://gate.example", verifier: GATE_DID }]) {
      const { shown, questions } = await presenting({ ...TYPED, ...typed });
      expect((await shown).review.result).to.equal("as registered");
      expect(questions).to.deep.equal([]);
    }
    const { shown } = await presenting({ ...TYPED, audience: "https://gate.example" });
    await refusedLater(shown, "holder.not-reviewed");
  });

  it("signs no document that the user did not give, unless the user agrees", async () => {
    const contract = "I owe the bearer 100,000,000 KRW.";
    const document = fileOf(contract, "contract.txt");
    const typed = { ...TYPED, audience: GATE_DID, nonce: documentNonce(new TextEncoder().encode(contract)) };
    const unseen = await presenting(typed);
    const { message } = await refusedLater(unseen.shown, "holder.document-unseen");
    expect(message).to.include("--document").and.include("--agree");
    expect(unseen.said[0]).to.include("you sign the document with SHA-256");
    const given = await presenting({ ...typed, document });
    expect(Object.keys((await given.shown).presentations)).to.have.length(1);
    expect(given.questions).to.deep.equal([]);
    expect(Object.keys((await (await presenting(typed, "yes")).shown).presentations)).to.have.length(1);
    const other = fileOf("I owe the bearer 1 KRW.", "other.txt");
    await refusedLater((await presenting({ ...typed, document: other, agree: true })).shown, "holder.other-document");
  });
});
