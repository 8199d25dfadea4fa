import { writeList, writeString } from "../src/chain/state/rlp.ts";
import { toHex } from "../src/crypto/encodings/bytes.ts";
import { hexOf } from "./bytes.ts";

/** The account that a genesis gives an address. 0x-hex; slots and words have 32 bytes. */
export interface GenesisAccount {
  readonly nonce: bigint;
  readonly balance: bigint;
  readonly code: string;
  readonly storage: Readonly<Record<string, string>>;
}

export interface GenesisOptions {
  readonly chainId: bigint;
  /** Seconds since 1970. It must not be in the future, or the first block would be late. */
  readonly timestamp: number;
  readonly gasLimit: bigint;
  /** The contract on which QBFT calls `getValidators()`, lower case. */
  readonly validatorContract: string;
  /** By lower-case address. */
  readonly accounts: ReadonlyMap<string, GenesisAccount>;
}

/** A genesis file of Hyperledger Besu, as far as it is used here. Numbers are 0x-hex quantities. */
export interface Genesis {
  readonly config: {
    readonly chainId: number;
    readonly berlinBlock: 0;
    readonly londonBlock: 0;
    readonly shanghaiTime: 0;
    readonly cancunTime: 0;
    /** Accounts need no funds. */
    readonly zeroBaseFee: true;
    readonly qbft: {
      readonly blockperiodseconds: number;
      readonly epochlength: number;
      readonly requesttimeoutseconds: number;
      readonly validatorcontractaddress: string;
    };
  };
  readonly nonce: string;
  readonly timestamp: string;
  readonly gasLimit: string;
  readonly difficulty: string;
  /**
   * Besu gives a first block without this field 1 gwei, even with `zeroBaseFee`; nobody could pay for transactions at
   * that price.
   */
  readonly baseFeePerGas?: string;
  readonly mixHash: string;
  readonly coinbase: string;
  readonly extraData: string;
  readonly alloc: Readonly<Record<string, GenesisEntry>>;
}

export interface GenesisEntry {
  readonly nonce?: string;
  readonly balance: string;
  readonly code?: string;
  readonly storage?: Readonly<Record<string, string>>;
}

/** `mixHash` of every QBFT block. */
const ISTANBUL_DIGEST = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";

/** Cancun from the first block on; no gas price; one block a second; validators from the contract. */
export function genesisOf({ chainId, timestamp, gasLimit, validatorContract, accounts }: GenesisOptions): Genesis {
  return {
    config: {
      chainId: Number(chainId),
      berlinBlock: 0,
      londonBlock: 0,
      shanghaiTime: 0,
      cancunTime: 0,
      zeroBaseFee: true,
      qbft: {
        blockperiodseconds: 1,
        epochlength: 30_000,
        requesttimeoutseconds: 2,
        validatorcontractaddress: validatorContract,
      },
    },
    nonce: "0x0",
    timestamp: hexOf(BigInt(timestamp)),
    gasLimit: hexOf(gasLimit),
    difficulty: "0x1",
    baseFeePerGas: "0x0",
    mixHash: ISTANBUL_DIGEST,
    coinbase: `0x${"00".repeat(20)}`,
    extraData: noValidators(),
    alloc: Object.fromEntries([...accounts].map(([address, account]) => [address.slice(2), entryOf(account)])),
  };
}

/** The JSON of a genesis file. */
export function formatGenesis(genesis: Genesis): string {
  return `${JSON.stringify(genesis, undefined, 1)}\n`;
}

function entryOf({ nonce, balance, code, storage }: GenesisAccount): GenesisEntry {
  return { nonce: hexOf(nonce), balance: hexOf(balance), code, storage };
}

/**
 * QBFT's extraData [vanity, validators, vote, round, seals]. With a validator contract, the header lists no validators.
 */
function noValidators(): string {
  const [nobody, round] = [writeList([]), writeString(new Uint8Array())];
  return toHex(writeList([writeString(new Uint8Array(32)), nobody, nobody, round, nobody]));
}
