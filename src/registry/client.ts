import type { Interface } from "ethers";
import type { DefaultReturnType, StateMutability, TypedContractMethod } from "../../typechain/common.ts";
import type { RpcClient } from "../chain/rpc/rpc.ts";
import type { ChainSigner } from "../chain/tx/accounts/signer.ts";
import { DidimError } from "../errors/error.ts";
import { type ContractName, INTERFACES } from "./contracts.ts";
import { translate } from "./errors.ts";
import { mostGasOf } from "./sending/most-gas.ts";
import type { Receipt } from "./sending/receipt.ts";
import { type Sending, send } from "./sending/send.ts";

/**
 * A contract as an object with its functions. A view resolves to its value; a write is sent, waited for, and resolves
 * to its receipt. Errors are DidimErrors. TypeChain provides the types.
 */
export type Client<C> = {
  readonly [K in keyof C as C[K] extends Method ? K : never]: C[K] extends TypedContractMethod<
    infer A,
    infer R,
    infer S
  >
    ? (...args: A) => Promise<S extends "view" ? DefaultReturnType<R> : Receipt>
    : never;
} & {
  readonly address: string;
  /** Encodes the data of a call that someone else makes: a council proposal, a signed operation, or one of a batch. */
  encode<K extends keyof C & string>(name: C[K] extends Method ? K : never, args: ArgumentsOf<C[K]>): string;
};

type Method = { readonly staticCallResult: unknown; readonly fragment: unknown };
type ArgumentsOf<M> = M extends TypedContractMethod<infer A, infer _R, infer _S extends StateMutability> ? A : never;

/** What a client needs to read and write. */
export interface Wire extends Sending {
  readonly signer: ChainSigner | undefined;
  /** The block to read at: a tag, a number, or a hash (EIP-1898). */
  readonly block: BlockReference;
  /** Throws `facts.*` unless readers still use this contract. */
  readonly checkWritten: (name: ContractName) => Promise<void>;
}

/** What a client needs to read. */
export interface ReadingWire {
  readonly rpc: RpcClient;
  readonly block: BlockReference;
  readonly signer?: undefined;
}

export type BlockReference = "latest" | bigint | { readonly hash: string };

export function client<C>(name: ContractName, address: string, wire: Wire | ReadingWire): Client<C> {
  const coder = INTERFACES[name];
  const methods: Record<string, unknown> = {
    address,
    encode: (method: string, args: readonly unknown[]) => encode(coder, name, method, args),
  };
  coder.forEachFunction(({ name: method, constant }) => {
    methods[method] = constant
      ? (...args: unknown[]) => read(coder, { name, address, method }, args, wire)
      : (...args: unknown[]) => write(coder, { name, address, method }, args, wire);
  });
  return methods as unknown as Client<C>;
}

interface Target {
  readonly name: ContractName;
  readonly address: string;
  readonly method: string;
}

async function read(
  coder: Interface,
  target: Target,
  args: readonly unknown[],
  wire: Wire | ReadingWire,
): Promise<unknown> {
  const { name, address, method } = target;
  const data = encode(coder, name, method, args);
  const from = wire.signer === undefined ? {} : { from: wire.signer.address };
  const answer = await call(wire.rpc, { ...from, to: address, data }, wire.block, `${name}.${method}`);
  if (answer === "0x") {
    throw new DidimError("facts.no-contract", `There is no ${name} at ${address}.`, { contract: name, address });
  }
  const result = decode(coder, target, answer);
  return result.length === 1 ? result[0] : result;
}

function decode(coder: Interface, { name, address, method }: Target, answer: string) {
  try {
    return coder.decodeFunctionResult(method, answer);
  } catch (cause) {
    throw new DidimError(
      "facts.foreign-contract",
      `What is at ${address} is no ${name}: its answer does not fit.`,
      {
        contract: name,
        address,
        method,
      },
      { cause },
    );
  }
}

async function call(rpc: RpcClient, transaction: object, block: BlockReference, doing: string): Promise<string> {
  try {
    return String(await rpc.request("eth_call", [transaction, blockParameter(block)]));
  } catch (error) {
    throw translate(error, doing);
  }
}

export function blockParameter(block: BlockReference): unknown {
  if (block === "latest") return block;
  return typeof block === "bigint" ? `0x${block.toString(16)}` : { blockHash: block.hash, requireCanonical: true };
}

async function write(
  coder: Interface,
  target: Target,
  args: readonly unknown[],
  wire: Wire | ReadingWire,
): Promise<Receipt> {
  const { name, address, method } = target;
  const doing = `${name}.${method}`;
  if (wire.signer === undefined) {
    throw new DidimError("registry.no-signer", `${doing} writes: connect with a signer.`, { doing });
  }
  const call = { to: address, data: encode(coder, name, method, args), doing, mostGas: mostGasOf(name, method, args) };
  return send({ ...call, check: () => wire.checkWritten(name) }, wire.signer, wire);
}

function encode(coder: Interface, name: ContractName, method: string, args: readonly unknown[]): string {
  try {
    return coder.encodeFunctionData(method, args);
  } catch (error) {
    // The cause is left out: ethers puts the value into its message, and the value may have to stay out of logs.
    const { argument } = error as { argument?: unknown };
    const doing = `${name}.${method}`;
    throw new DidimError("registry.arguments", `${doing} does not take these arguments.`, { doing, argument });
  }
}
