import { readdirSync, readFileSync } from "node:fs";

/** A proof from Besu, as recorded in test/vectors/. */
export interface Proof {
  readonly address: string;
  readonly accountProof: readonly string[];
  readonly codeHash: string;
  readonly storageHash: string;
  readonly storageProof: readonly { readonly key: string; readonly value: string; readonly proof: readonly string[] }[];
}

export interface Block {
  readonly number: number;
  readonly raw: Uint8Array;
  readonly hash: string;
  readonly stateRoot: string;
  readonly timestamp: number;
  /** The block as JSON-RPC returns it. */
  readonly told: Readonly<Record<string, unknown>>;
}

interface Recording {
  readonly block: Readonly<Record<string, unknown>> & {
    readonly number: string;
    readonly hash: string;
    readonly stateRoot: string;
    readonly timestamp: string;
  };
  readonly rawHeader: string;
}

interface Expected {
  readonly commitSealHash: string;
  readonly round: number;
  readonly committers: readonly string[];
}

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../vectors/${path}`, import.meta.url), "utf8")) as T;

export const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.slice(2), "hex"));

const blockOf = ({ block, rawHeader }: Recording): Block => ({
  number: Number(block.number),
  raw: bytes(rawHeader),
  hash: block.hash,
  stateRoot: block.stateRoot,
  timestamp: Number(block.timestamp),
  told: block,
});

function recordings<T>(folder: string): T[] {
  const files = readdirSync(new URL(`../../vectors/${folder}`, import.meta.url)).filter((file) =>
    /^block-\d+/.test(file),
  );
  return files.map((file) => read<T>(`${folder}/${file}`));
}

const inOrder = <T extends Block>(blocks: T[]): T[] => blocks.sort((a, b) => a.number - b.number);

const expected = read<Record<string, Expected>>("besu-qbft/expected.json");
const validators = read<Record<string, readonly string[]>>("besu-qbft/qbft_getValidatorsByBlockNumber.json");

/** The chain whose validators vote in headers. `validators` is the set that sealed the block. */
export const voted = inOrder(
  recordings<Recording>("besu-qbft/blocks").map((recording) => {
    const block = blockOf(recording);
    return { ...block, ...expected[block.number]!, validators: validators[block.number]! };
  }),
);

/** Proofs from that chain: one contract's account with three slots. */
export const proofs = read<{ number: number; stateRoot: string; proof: Proof }[]>("besu-qbft/eth_getProof.json");

/** The chain with a validator contract. `after` is the set in the state after the block. */
export const contractual = inOrder(
  recordings<Recording & { validators: string[]; validatorContractProof: Proof }>("besu-qbft-contract").map(
    (recording) => ({
      ...blockOf(recording),
      after: recording.validators,
      proof: recording.validatorContractProof,
    }),
  ),
);

export const genesis = read<{ alloc: Record<string, { balance: string; code?: string }> }>(
  "besu-qbft-contract/genesis.json",
);
