import { expect } from "chai";
import type { HashRecord } from "../../../src/records/records.ts";
import { codes, facts, gate, goodRecords, issue, present } from "../gate.fixture.ts";

const { from, until } = goodRecords({}).key!;
const EPOCH = { from, until, reason: "none", compromisedSince: 0 } as const;
const FREE = Array.from({ length: 253 }, (_, i) => i + 3).filter((number) => number !== 128 && number !== 129);

/** The gate's verdict on a good credential, with this algorithm number registered under the key's thumbprint. */
async function judged(shown: string, algorithm: number, changes: Partial<HashRecord> = {}) {
  const key = { ...EPOCH, algorithm, hash: `0x${"cd".repeat(32)}`, ...changes };
  return gate(shown, {
    source: facts((answer) => ({ ...answer, records: answer.records.map((each) => ({ ...each, key })) })),
  });
}

describe("A credential that names a key or certificate registered by its hash", () => {
  it("is indeterminate if the verifier does not know the algorithm, for every free number", async () => {
    const shown = await present(issue());
    expect((await gate(shown)).outcome).to.equal("valid");
    for (const number of FREE) {
      const verdict = await judged(shown, number);
      expect(verdict.outcome, String(number)).to.equal("indeterminate");
      expect(codes(verdict), String(number)).to.deep.equal(["signature.unknown-algorithm"]);
      expect(verdict.credentials[0]?.checks.signature.evidence).to.deep.equal({ number });
    }
  });

  it("is invalid if a certificate is registered under that hash, not a key", async () => {
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

  it("is invalid if the key is compromised or was not in its epoch, even with an unknown algorithm", async () => {
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

describe("A credential whose signature has an algorithm", () => {
  const labelled = (shown: string, alg: unknown): string => {
    const [, ...rest] = shown.split(".");
    const header = JSON.parse(Buffer.from(shown.split(".")[0]!, "base64url").toString()) as object;
    return [Buffer.from(JSON.stringify({ ...header, alg })).toString("base64url"), ...rest].join(".");
  };

  it("that the verifier does not know is indeterminate, neither forged nor missing", async () => {
    const shown = await present(issue());
    for (const alg of ["ML-DSA-44", "EdDSA", "RS256"]) {
      const verdict = await gate(labelled(shown, alg));
      expect(verdict.outcome, alg).to.equal("indeterminate");
      expect(codes(verdict), alg).to.deep.equal(["presentation.unknown-algorithm"]);
    }
  });

  it("that the verifier does not know still counts as an answer to its query", async () => {
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

  it("that proves nothing, such as none or HS256, is invalid", async () => {
    const shown = await present(issue());
    for (const alg of ["none", "HS256", "hs512", 7, undefined]) {
      expect((await gate(labelled(shown, alg))).outcome, String(alg)).to.equal("invalid");
    }
  });
});
