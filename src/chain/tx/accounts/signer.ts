import { hexlify, type TypedDataDomain, TypedDataEncoder, type TypedDataField, Wallet } from "ethers";
import { DidimError } from "../../../errors/error.ts";
import { toQuantity } from "../../rpc/answers.ts";
import { createRpc } from "../../rpc/create-rpc.ts";
import { nodeError } from "../../rpc/errors/node-error.ts";
import type { NodesOptions } from "../../rpc/rpc.ts";
import type { Transaction } from "../transaction.ts";

export type TypedFields = Record<string, TypedDataField[]>;

/** The holder of an account's key: a keystore, a remote signer, or the node itself. */
export type ChainSigner = SigningAccount | SendingAccount;

interface Account {
  /** Lower-case 0x-hex. */
  readonly address: string;
  /** EIP-712. */
  signTypedData(domain: TypedDataDomain, types: TypedFields, value: Record<string, unknown>): Promise<string>;
}

/** An account that signs; the caller sends. */
export interface SigningAccount extends Account {
  readonly kind: "signs";
  /** The signed bytes (EIP-2718), 0x-hex. */
  sign(transaction: Transaction): Promise<string>;
}

/** An account that signs and sends in one step and does not show its signature. */
export interface SendingAccount extends Account {
  readonly kind: "sends";
  /** Resolves to the transaction's hash. Throws as {@link Node.request}. */
  send(transaction: Transaction): Promise<string>;
}

/** An account whose private key, 32 bytes, is in memory. */
export function createSigningAccount({ privateKey }: { readonly privateKey: Uint8Array }): SigningAccount {
  return walletSigner(new Wallet(hexlify(privateKey)));
}

export function walletSigner(wallet: Pick<Wallet, "address" | "signTransaction" | "signTypedData">): SigningAccount {
  return {
    kind: "signs",
    address: wallet.address.toLowerCase(),
    sign: ({ to = null, gas, ...rest }) => wallet.signTransaction({ type: 2, to, gasLimit: gas, ...rest }),
    signTypedData: (domain, types, value) => wallet.signTypedData(domain, types, value),
  };
}

export interface RemoteAccountOptions extends NodesOptions {
  /** The URL of the signing service, or of the node. */
  readonly url: string;
  /** The account's address, 0x-hex. */
  readonly address: string;
}

/**
 * A remote signer, asked by JSON-RPC (`eth_sendTransaction`, `eth_signTypedData_v4`): a signing service with an HSM, or
 * a local node that holds test accounts. The key never comes here.
 */
export function createRemoteAccount({ address, ...options }: RemoteAccountOptions): SendingAccount {
  const signer = createRpc(options);
  const account = address.toLowerCase();
  return {
    kind: "sends",
    address: account,
    async send({ to, data, nonce, gas, maxFeePerGas, maxPriorityFeePerGas }) {
      const numbers = { nonce, gas, maxFeePerGas, maxPriorityFeePerGas };
      const written = Object.entries(numbers).map(([name, value]) => [name, toQuantity(value)]);
      const transaction = { from: account, ...(to === undefined ? {} : { to }), data, ...Object.fromEntries(written) };
      // Asks the node directly, because its error says whether the request left, and so whether the transaction may
      // have been sent.
      return String(await signer.nodes[0]?.request("eth_sendTransaction", [transaction])).toLowerCase();
    },
    async signTypedData(domain, types, value) {
      const payload: unknown = TypedDataEncoder.getPayload(domain, types, value);
      try {
        return String(await signer.request("eth_signTypedData_v4", [account, payload]));
      } catch (error) {
        throw nodeError(error, "Signing");
      }
    },
  };
}

/** The accounts for which a remote signer, or a local node, holds keys. Throws `registry.rpc`. */
export async function accountsOf(url: string, options: NodesOptions = {}): Promise<string[]> {
  const accounts = await createRpc({ url, ...options }).request("eth_accounts");
  if (!Array.isArray(accounts))
    throw new DidimError("registry.rpc", "The signer named no accounts.", { doing: "eth_accounts" });
  return accounts.map((account) => String(account).toLowerCase());
}
