import { hexlify, type TypedDataDomain, TypedDataEncoder, type TypedDataField, Wallet } from "ethers";
import { DidimError } from "../errors.ts";
import { translate } from "./errors.ts";
import { httpRpc, type Rpc, type RpcOptions } from "./rpc.ts";

/** A transaction as a signer is given it; fees and nonce are the signer's. */
export interface Unsigned {
  /** Absent: the data is a contract to be made. */
  readonly to?: string | undefined;
  readonly data: string;
  readonly gas: bigint;
  readonly chainId: bigint;
}

export type TypedFields = Record<string, TypedDataField[]>;

/** Whoever holds an account's key: a keystore, a remote signer, or the node itself. */
export interface ChainSigner {
  /** Lower-case 0x-hex. */
  readonly address: string;
  /** Signs and sends; answers the transaction's hash. `node`: where the chain is read. */
  send(transaction: Unsigned, node: Rpc): Promise<string>;
  /** EIP-712. */
  signTypedData(domain: TypedDataDomain, types: TypedFields, value: Record<string, unknown>): Promise<string>;
}

/** A signer for a private key in memory: 32 bytes. */
export function privateKeySigner(privateKey: Uint8Array): ChainSigner {
  return walletSigner(new Wallet(hexlify(privateKey)));
}

export function walletSigner(wallet: Pick<Wallet, "address" | "signTransaction" | "signTypedData">): ChainSigner {
  // One after the other: two transactions at once would take the same nonce.
  let turn: Promise<unknown> = Promise.resolve();
  const address = wallet.address.toLowerCase();
  return {
    address,
    send(transaction, node) {
      const sent = turn.then(async () => {
        const [nonce, fees] = [await nonceOf(node, address), await feesOf(node)];
        const { to = null, data, gas, chainId } = transaction;
        const raw = await wallet.signTransaction({ type: 2, to, data, gasLimit: gas, chainId, nonce, ...fees });
        return String(await node.request("eth_sendRawTransaction", [raw]));
      });
      turn = sent.catch(() => undefined);
      return sent;
    },
    signTypedData: (domain, types, value) => wallet.signTypedData(domain, types, value),
  };
}

/**
 * A signer elsewhere, asked by JSON-RPC (`eth_sendTransaction`, `eth_signTypedData_v4`): a signing service in front of an HSM, or
 * a local node that holds test accounts. The key never comes here.
 */
export function remoteSigner(url: string, address: string, options: RpcOptions = {}): ChainSigner {
  const signer = httpRpc([url], options);
  const account = address.toLowerCase();
  return {
    address: account,
    async send({ to, data, gas }, node) {
      const target = to === undefined ? {} : { to };
      const transaction = { from: account, ...target, data, gas: hexOf(gas), ...hexFees(await feesOf(node)) };
      return String(await signer.request("eth_sendTransaction", [transaction]));
    },
    async signTypedData(domain, types, value) {
      const payload: unknown = TypedDataEncoder.getPayload(domain, types, value);
      try {
        return String(await signer.request("eth_signTypedData_v4", [account, payload]));
      } catch (error) {
        throw translate(error, "Signing");
      }
    },
  };
}

/** The accounts that a remote signer, or a local node, holds keys for. */
export async function accountsOf(url: string, options: RpcOptions = {}): Promise<string[]> {
  const accounts = await httpRpc([url], options).request("eth_accounts");
  if (!Array.isArray(accounts))
    throw new DidimError("registry.rpc", "The signer named no accounts.", { doing: "eth_accounts" });
  return accounts.map((account) => String(account).toLowerCase());
}

interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** On a chain without a gas price (Besu's `zeroBaseFee`, the local node) nothing is offered, so that accounts need no funds. */
async function feesOf(node: Rpc): Promise<Fees> {
  const block = (await node.request("eth_getBlockByNumber", ["latest", false])) as { baseFeePerGas?: string };
  const base = BigInt(block.baseFeePerGas ?? 0);
  if (base === 0n) return { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
  const tip = BigInt(String(await node.request("eth_maxPriorityFeePerGas")));
  return { maxFeePerGas: 2n * base + tip, maxPriorityFeePerGas: tip };
}

async function nonceOf(node: Rpc, address: string): Promise<number> {
  return Number(await node.request("eth_getTransactionCount", [address, "pending"]));
}

function hexFees(fees: Fees): Record<keyof Fees, string> {
  return { maxFeePerGas: hexOf(fees.maxFeePerGas), maxPriorityFeePerGas: hexOf(fees.maxPriorityFeePerGas) };
}

function hexOf(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** A signer and a node as one EIP-1193 provider, for tools that want to send by themselves (the deployment's). */
export function signingProvider(rpc: Rpc, signer: ChainSigner, chainId: bigint) {
  return {
    async request({ method, params }: { method: string; params?: readonly unknown[] | object }): Promise<unknown> {
      const list = Array.isArray(params) ? (params as readonly unknown[]) : [];
      if (method === "eth_accounts") return [signer.address];
      if (method !== "eth_sendTransaction") return rpc.request(method, list);
      const { to, data, gas } = list[0] as { to?: string; data: string; gas: string };
      return signer.send({ to, data, gas: BigInt(gas), chainId }, rpc);
    },
  };
}
