import { expect } from "chai";
import fc from "fast-check";
import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import { isDidimError } from "../../src/errors/error.ts";
import { decode } from "../../src/formats/index.ts";
import { often } from "../support/often.ts";
import { agency, present, SESSION } from "./sd-jwt-vc/fixture.ts";
import { present as presentVc } from "./vc-jwt/fixture.ts";

/** Whether every signature verifies and every credential has a holder's proof. */
async function accepted(text: string, issuerKey: PublicJwk): Promise<boolean> {
  try {
    for (const credential of decode(text)) {
      if (!(await credential.verifyIssuerSignature(issuerKey))) return false;
      if (!(await credential.holderProof?.covers(SESSION))?.ok) return false;
    }
    return true;
  } catch (error) {
    if (isDidimError(error)) return false;
    throw error;
  }
}

const ALPHABET = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.= \n\0é"];
const makers = { "dc+sd-jwt": present, "vc+jwt": presentVc };

for (const [id, make] of Object.entries(makers)) {
  describe(`A presentation in ${id}`, () => {
    let good: string;
    before(async () => {
      good = await make();
      expect(await accepted(good, agency.publicJwk)).to.equal(true);
    });

    const position = fc.nat(1_000_000);
    const char = fc.constantFrom(...ALPHABET);
    const changes: Record<string, fc.Arbitrary<(text: string) => string>> = {
      "one character changed": fc.tuple(position, char).map(([n, c]) => (text) => {
        const i = n % text.length;
        return text.slice(0, i) + (text[i] === c ? ("A" === c ? "B" : "A") : c) + text.slice(i + 1);
      }),
      "one character taken out": position.map((n) => (text) => {
        const i = n % text.length;
        return text.slice(0, i) + text.slice(i + 1);
      }),
      "one character put in": fc.tuple(position, char).map(([n, c]) => (text) => {
        const i = n % (text.length + 1);
        return text.slice(0, i) + c + text.slice(i);
      }),
      "its end cut off": position.map((n) => (text) => text.slice(0, n % text.length)),
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`with ${what} is refused or unverified, wherever that is`, async () => {
        await fc.assert(
          fc.asyncProperty(change, async (apply) => !(await accepted(apply(good), agency.publicJwk))),
          often(400, "broken presentations, their signatures alone"),
        );
      });
    }
  });
}
