import { expect } from "chai";
import { readHeader, readPlainHeader } from "../../../src/chain/state/header.ts";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import { toBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { recoverAddress } from "../../../src/crypto/signatures/recover.ts";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import type { TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { checkpointDigest } from "../../../src/trust-anchor/checkpoint/checkpoint.ts";
import { MAX_SEALS } from "../../../src/trust-anchor/seals/effort.ts";
import type { Sealed } from "../../../src/trust-anchor/seals/sealed.ts";
import { sealsSigned } from "../../../src/trust-anchor/seals/seals.ts";
import { signersBy } from "../../../src/trust-anchor/seals/signer.ts";
import { encodeStaple } from "../../../src/trust-anchor/staple/staple.ts";
import { contractual } from "../../facts/proof/recorded.fixture.ts";
import { anchorOf, qbft, START } from "../../facts/proof/states.fixture.ts";
import { otherS, Validator, withExtra, withFields, withSeals } from "../../facts/proof/writing.fixture.ts";
import { refusedLater } from "../../support/refused.ts";

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** The block of a later second, without seals. */
const blockAt = (seconds: number): Uint8Array =>
  withFields(contractual[0]!.raw, { 11: writeString(Buffer.from((START + seconds).toString(16), "hex")) });

/** A chain with this many validators, whose blocks all of them have sealed. */
function chainOf(size: number) {
  const validators = times(size, () => new Validator());
  const sealedAt = (seconds: number): Sealed => {
    const header = blockAt(seconds);
    return {
      header: withSeals(
        header,
        validators.map((each) => each.seal(header)),
      ),
    };
  };
  return { validators, anchor: anchorOf(qbft(validators)), sealedAt };
}

/**
 * A verifier's result for an answer with this many credentials, each with a staple of its own that contains no state.
 */
async function answer(anchor: TrustAnchor, brought: readonly Sealed[], kept: readonly Sealed[] = []): Promise<unknown> {
  const nodes = bagOf([]);
  const queries = brought.map((sealed) => ({
    ...{ issuer: `0x${"11".repeat(20)}`, keyThumbprint: `0x${"22".repeat(32)}`, typeId: `0x${"33".repeat(32)}` },
    issuedAt: START,
    staple: toBase64url(encodeStaple({ ...sealed, nodes })),
  }));
  const staples = kept.map((sealed) => ({ ...sealed, nodes }));
  return createProofFacts({ anchor, staples, clock: { now: () => START + 500 } }).lookup(
    queries satisfies FactsQuery[],
  );
}

/** The blocks were accepted, and show nothing. */
const BELIEVED = "facts.proof-foreign-root";

describe("The seals in one answer", () => {
  it("may be those of sixteen blocks with sixteen validators each, or of four blocks with sixty-four", async () => {
    for (const [size, blocks] of [
      [4, 16],
      [16, 16],
      [64, 4],
    ] as const) {
      const { anchor, sealedAt } = chainOf(size);
      await refusedLater(answer(anchor, times(blocks, sealedAt)), BELIEVED);
    }
  });

  it("are not verified if they are more", async () => {
    const { anchor, sealedAt } = chainOf(64);
    const blocks = times(16, sealedAt);
    const { details } = await refusedLater(answer(anchor, blocks), "facts.proof-too-many-seals");
    expect(details).to.deep.equal({ seals: 16 * 64, most: MAX_SEALS });
    // Seals verified earlier do not raise the limit: the result does not depend on earlier answers.
    for (const i of [0, 4, 8, 12]) await refusedLater(answer(anchor, blocks.slice(i, i + 4)), BELIEVED);
    await refusedLater(answer(anchor, blocks), "facts.proof-too-many-seals");
    await refusedLater(answer(anchor, blocks.slice(0, 5)), "facts.proof-too-many-seals");
  });

  it("count once for sixteen credentials proved as of one block, however its seals are written", async () => {
    const { anchor, sealedAt } = chainOf(64);
    const { header } = sealedAt(1);
    const { seals } = readHeader(header);
    const variants = [
      ...times(5, (i) =>
        withSeals(
          header,
          seals.map((seal, k) => (k === i ? otherS(seal) : seal)),
        ),
      ),
      ...times(5, (i) => withSeals(header, [...seals.slice(i), ...seals.slice(0, i)])),
      ...times(6, (i) => withSeals(header, seals.slice(i))),
    ].map((raw) => ({ header: raw }));
    await refusedLater(answer(anchor, variants), BELIEVED);
  });

  it("do not count if the verifier itself keeps them", async () => {
    const { anchor, sealedAt } = chainOf(64);
    await refusedLater(
      answer(
        anchor,
        times(4, sealedAt),
        times(6, (i) => sealedAt(20 + i)),
      ),
      BELIEVED,
    );
  });

  it("count separately in another round, and are refused", async () => {
    const { anchor, sealedAt } = chainOf(4);
    const rounds = times(3, (i) => ({
      header: withExtra(sealedAt(1).header, { round: writeString(Uint8Array.of(i + 1)) }),
    }));
    await refusedLater(answer(anchor, rounds), "facts.proof-wrong-round");
  });

  it("are the signatures of a checkpoint on a chain without seals", async () => {
    const members = times(64, () => new Validator());
    const sealers = { kind: "checkpoint", members: members.map(({ address }) => address), threshold: 33 } as const;
    const anchor = anchorOf(sealers);
    const signedAt = (seconds: number): Sealed => {
      const header = blockAt(seconds);
      const digest = checkpointDigest(readPlainHeader(header), anchor.chainId, anchor.registries.Directory!.address);
      return { header, signatures: members.map((each) => each.sign(digest)) };
    };
    await refusedLater(answer(anchor, times(4, signedAt)), BELIEVED);
    await refusedLater(answer(anchor, times(5, signedAt)), "facts.proof-too-many-seals");
  });
});

describe("The signer of a seal", () => {
  it("is recovered once, and is the same for either S", () => {
    const { validators, sealedAt } = chainOf(8);
    let recovered = 0;
    const signerOf = signersBy((...signed) => {
      recovered++;
      return recoverAddress(...signed);
    });
    const { header } = sealedAt(1);
    const read = readHeader(header);
    const turned = { ...read, seals: read.seals.map(otherS).toReversed() };
    for (const one of [read, turned, read]) {
      expect(sealsSigned(one).map(signerOf)).to.have.members(validators.map(({ address }) => address));
    }
    expect(recovered).to.equal(8);
    const [seal] = sealsSigned(read);
    const { signature } = seal!;
    for (const v of [2, 27, 255]) expect(signerOf({ ...seal!, signature: signature.with(64, v) })).to.equal(undefined);
    const none = Uint8Array.of(...new Uint8Array(64).fill(255), 0);
    expect([
      signerOf({ ...seal!, signature: none }),
      signerOf({ ...seal!, signature: new Uint8Array(65) }),
    ]).to.deep.equal([undefined, undefined]);
  });
});
