/** Nodes and accounts: clients of nodes, signers, keystores, and transactions that are under way. No logic. */
export { createRpc, type RpcOptions } from "../chain/rpc/create-rpc.ts";
export type { Expected, PinnedCode } from "../chain/rpc/expected.ts";
export type { NodeOptions } from "../chain/rpc/http/http-node.ts";
export type { Node } from "../chain/rpc/node.ts";
export type { NodesOptions, Rpc, RpcClient } from "../chain/rpc/rpc.ts";
export { createKeystore, keystoreAddress, openKeystore } from "../chain/tx/accounts/keystore.ts";
export { readKeystore } from "../chain/tx/accounts/keystore-file.ts";
export {
  accountsOf,
  type ChainSigner,
  createRemoteAccount,
  createSigningAccount,
  type RemoteAccountOptions,
  type SendingAccount,
  type SigningAccount,
} from "../chain/tx/accounts/signer.ts";
export { type FoundTransaction, transactionByNonce } from "../chain/tx/by-nonce.ts";
export type { OutboxTransaction } from "../chain/tx/outbox/stuck.ts";
export { createSigningProvider, type SigningProviderOptions } from "../chain/tx/provider.ts";
export type { Transaction } from "../chain/tx/transaction.ts";
export { createMemoryOutboxStore } from "../stores/memory/outbox.ts";
export type { AccountRecords, OutboxLock, OutboxRecord, OutboxStore } from "../stores/outbox.ts";
