import { expect } from "chai";
import type { HashRecord } from "../../src/records/records.ts";
import { codes, facts, gate, goodRecords, issue, present } from "./gate.fixture.ts";

const { from, until } = goodRecords({}).key!;
const EPOCH = { from, until, reason: "none", compromisedSince: 0 } as const;
const FREE = Array.from({ length: 253 }, (_, i) => i + 3).filter((number) => number !== 128 && number !== 129);

/** What the gate says of a good credential whose issuer registered this under the key's thumbprint. */
async function judged(shown: string, algorithm: number, changes: Partial<HashRecord> = {}) {
  const key = { ...EPOCH, algorithm, hash: `0x${"cd".repeat(32)}`, ...changes };
  return gate(shown, {
    source: facts((answer) => ({ ...answer, records: answer.records.map((each) => ({ ...each, key })) })),
  });
}

describe("A credential that names what its issuer registered by its hash", () => {
  it("is not judged, where the verifier does not know the algorithm: whatever its number is.", async () => {
    const shown = await present(issue());
    expect((await gate(shown)).outcome).to.equal("valid");
    for (const number of FREE) {
      const verdict = await judged(shown, number);
      expect(verdict.outcome, String(number)).to.equal("indeterminate");
      expect(codes(verdict), String(number)).to.deep.equal(["signature.unknown-algorithm"]);
      expect(verdict.credentials[0]?.checks.signature.evidence).to.deep.equal({ number });
    }
  });

  it("is not valid, where it is a certificate and not a key.", async () => {
    const shown = await present(issue());
    for (const [number, name] of [
      [128, "x509-root"],
      [129, "x509-certificate"],
    ] as const) {
      const verdict = await judged(shown, number);
      expect(verdict.outcome).to.equal("invalid");
      expect(codes(verdict)).to.deep.equal(["signature.not-a-key", "issuerKey.not-a-key"]);
      expect(verdict.credentials[0]?.checks.issuerKey.evidence).to.deep.equal({ number, name });
    }
  });

  it("is judged by the epoch all the same: of an unknown algorithm, too, a stolen or ended key makes it not valid.", async () => {
    const shown = await present(issue());
    for (const [changes, code] of [
      [{ reason: "compromised", compromisedSince: EPOCH.from }, "issuerKey.compromised"],
      [{ until: EPOCH.from + 1 }, "issuerKey.ended"],
      [{ from: EPOCH.until - 1 }, "issuerKey.not-yet"],
    ] as const) {
      const verdict = await judged(shown, 3, changes);
      expect(verdict.outcome).to.equal("invalid");
      expect(codes(verdict)).to.deep.equal([code]);
    }
  });
});

describe("A credential that is signed with an algorithm", () => {
  const labelled = (shown: string, alg: unknown): string => {
    const [, ...rest] = shown.split(".");
    const header = JSON.parse(Buffer.from(shown.split(".")[0]!, "base64url").toString()) as object;
    return [Buffer.from(JSON.stringify({ ...header, alg })).toString("base64url"), ...rest].join(".");
  };

  it("that this verifier does not know, is not judged: it is neither forged nor missing.", async () => {
    const shown = await present(issue());
    for (const alg of ["ML-DSA-44", "EdDSA", "RS256"]) {
      const verdict = await gate(labelled(shown, alg));
      expect(verdict.outcome, alg).to.equal("indeterminate");
      expect(codes(verdict), alg).to.deep.equal(["presentation.unknown-algorithm"]);
    }
  });

  it("that this verifier does not know, is one answer all the same: beside another it is one too many.", async () => {
    const shown = await present(issue());
    for (const id of [
      [shown, labelled(shown, "EdDSA")],
      [labelled(shown, "EdDSA"), labelled(shown, "RS256")],
    ]) {
      const verdict = await gate({ id });
      expect(verdict.outcome).to.equal("invalid");
      expect(codes(verdict)).to.deep.equal(["policy.credential-repeated"]);
    }
  });

  it("that proves nothing, is not valid.", async () => {
    const shown = await present(issue());
    for (const alg of ["none", "HS256", "hs512", 7, undefined]) {
      expect((await gate(labelled(shown, alg))).outcome, String(alg)).to.equal("invalid");
    }
  });
});
