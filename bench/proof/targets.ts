import { bagOf } from "../../src/chain/state/node-bag.ts";
import type { Keccak } from "../../src/crypto/keccak.ts";
import { provedAnswer } from "../../src/facts/proof/proof.ts";
import { slotReader } from "../../src/facts/proof/reader.ts";
import { recordsOf } from "../../src/storage/proved-records.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { sealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { bytes, contractual, type Proof, proofs, voted } from "../../test/facts/proof/recorded.fixture.ts";
import { nodesFor } from "./needed.ts";
import { growState, NAMES, newCast, type Size, type State } from "./state.ts";
import type { Family } from "./tamper.ts";

/** The recorded proofs from Besu whose sealers are known: one contract's account and slots, some of them absent. */
export function recorded(): Family[] {
  const byVote = proofs.map(({ number, proof }) => {
    const block = voted.find((each) => each.number === number);
    return block && family(block.raw, block.timestamp, block.validators, proof);
  });
  const byContract = contractual.map(({ number, raw, timestamp, proof }) => {
    // Block n is sealed by the validators in the state after block n − 1.
    const before = contractual.find((each) => each.number === number - 1);
    return before && family(raw, timestamp, before.after, proof);
  });
  return [...byVote, ...byContract].filter((each) => each !== undefined);
}

function family(header: Uint8Array, time: number, validators: readonly string[], proof: Proof): Family {
  const pinned = { address: proof.address, codeHash: proof.codeHash };
  const registries = { DIDRegistry: pinned, CredentialTypes: pinned, Accreditations: pinned, StatusLists: pinned };
  const anchor: TrustAnchor = { chainId: 1337n, registries, sealers: { kind: "qbft", validators }, advancedAt: time };
  const slots = proof.storageProof.map(({ key }) => `0x${key.slice(2).padStart(64, "0")}`);
  const nodes = [...proof.accountProof, ...proof.storageProof.flatMap((each) => each.proof)];
  return {
    staples: [{ header, nodes: bagOf([...new Set(nodes)].map(bytes)) }],
    verify: (staple) => {
      const { stateRoot, ...block } = sealedBlock(staple, anchor, time);
      const read = slotReader(stateRoot, () => pinned, staple.nodes);
      return told([block, slots.map((slot) => read("StatusLists", slot))]);
    },
  };
}

/**
 * The facts of all five checks, read by the source that verifiers use: before and after a revocation, sealed and signed
 * by members.
 */
export function madeUp(keccak: Keccak, size: Size): Family[] {
  const cast = newCast();
  const valid = growState(keccak, size, cast);
  const revoked = growState(keccak, size, cast, { age: 60, status: 1 });
  const members = valid.anchor.sealers.kind === "qbft" ? valid.anchor.sealers.validators : [];
  const sealers = { kind: "checkpoint", members, threshold: 3 } as const;
  const states = [valid, revoked].map((state) => ({
    ...state,
    nodes: nodesFor(state, (read) => void recordsOf(state.query, read)),
  }));
  return [
    {
      staples: states.map(({ sealed, nodes }) => ({ header: sealed(0), nodes, names: [NAMES] })),
      verify: verifier(valid.anchor, revoked),
    },
    {
      staples: states.map(({ signed, nodes }) => ({ ...signed(), nodes, names: [NAMES] })),
      verify: verifier({ ...valid.anchor, sealers }, revoked),
    },
  ];
}

function verifier(anchor: TrustAnchor, { query, time }: State): Family["verify"] {
  return async (staple) => told(await provedAnswer({ anchor, clock: { now: () => time }, staples: [staple] }, [query]));
}

const told = (facts: unknown): string =>
  JSON.stringify(facts, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
