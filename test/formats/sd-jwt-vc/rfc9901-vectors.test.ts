import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { PublicJwk } from "../../../src/crypto/keys/keys.ts";
import { isDidimError } from "../../../src/errors/error.ts";
import { verifyJws } from "../../../src/formats/jose/jws.ts";
import { resolveDisclosures } from "../../../src/formats/sd-jwt-vc/disclosures.ts";
import { holderProof } from "../../../src/formats/sd-jwt-vc/key-binding.ts";
import { parseSdJwt } from "../../../src/formats/sd-jwt-vc/sd-jwt.ts";
import { plain } from "../presenting.ts";
import { processed } from "../processed.ts";

interface Vector {
  readonly issuance: string;
  readonly presentation: string;
  readonly issuerKey: PublicJwk;
  readonly holderKey: PublicJwk;
  readonly nonce: string;
  readonly aud: string;
  readonly valid: boolean;
  readonly disclosed?: Record<string, unknown>;
  readonly why?: string;
}

const file = new URL("../../vectors/sd-jwt/vectors.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: Vector[] };

/** A verifier's result, with the caller's policy: audience, nonce, and that key binding is present. */
async function judge({ presentation, issuerKey, holderKey, nonce, aud }: Vector): Promise<string> {
  try {
    const { jws, keyBinding } = parseSdJwt(presentation, "dc+sd-jwt");
    if (!verifyJws(jws, issuerKey)) return "issuer's signature";
    if (keyBinding === undefined) return "no key binding";
    const proof = holderProof(keyBinding, holderKey);
    const coverage = proof.covers(plain(aud, nonce));
    if (coverage.ok) return "good";
    const { why } = coverage;
    return why === "audience" || why === "nonce" ? "for another occasion" : `key binding: ${why}`;
  } catch (error) {
    if (isDidimError(error)) return error.code;
    throw error;
  }
}

describe("SD-JWT (RFC 9901): the reference implementation's vectors", () => {
  const expected: Record<string, readonly string[]> = {
    "issuer payload changed": ["issuer's signature"],
    "key binding cut off": ["no key binding"],
    // If nothing was disclosed, the vectors add a disclosure that is not in the payload.
    "a disclosure twice": ["format.disclosure-duplicate", "format.disclosure-unreferenced"],
    "a disclosure nobody signed": ["format.disclosure-unreferenced"],
    "alg none": ["format.algorithm-none"],
    "another nonce": ["for another occasion"],
  };

  it("are complete", () => {
    expect(cases.filter(({ valid }) => valid)).to.have.length(6);
    expect(cases.filter(({ valid }) => !valid)).to.have.length(36);
  });

  for (const [i, vector] of cases.entries()) {
    if (vector.valid) {
      it(`${i}: a good one verifies`, async () => expect(await judge(vector)).to.equal("good"));
      it(`${i}: shows exactly what was chosen of what can be withheld`, () => expectChosenOnly(vector));
    } else {
      it(`${i}: refused: ${vector.why}`, async () => expect(expected[vector.why!]).to.include(await judge(vector)));
    }
  }
});

/** Checks that the presentation shows exactly the open claims and the chosen ones. */
function expectChosenOnly({ issuance, presentation, disclosed }: Vector): void {
  const all = parseSdJwt(issuance, "dc+sd-jwt");
  const open = processed(resolveDisclosures(all.jws.payload, []).claims) as Record<string, unknown>;
  const shown = processed(parseSdJwt(presentation, "dc+sd-jwt").claims) as Record<string, unknown>;
  for (const [name, value] of Object.entries(all.claims)) {
    const choice = disclosed?.[name];
    if (choice === true) expect(shown[name]).to.deep.equal(value);
    else if (choice === undefined) expect(shown[name], name).to.deep.equal(open[name]);
    else if (Array.isArray(choice))
      expect(shown[name]).to.deep.equal((value as unknown[]).filter((_, k) => choice[k] === true || k === 2));
    else expect(shown[name]).to.include.keys(Object.keys(choice as object));
  }
}
