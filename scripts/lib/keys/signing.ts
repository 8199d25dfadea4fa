import type { Command } from "commander";
import { accountsOf, type ChainSigner, createRemoteAccount } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { Network } from "../network/network.ts";
import type { Say } from "../terminal/help.ts";
import { wholeNumber } from "../terminal/input/values.ts";
import type { Keyring } from "./keyring.ts";
import type { PasswordOptions } from "./password.ts";

/** The account that sends transactions: a keystore file, or an account of a remote signer or local node. */
export interface SignerOptions extends PasswordOptions {
  readonly key?: string;
  readonly account?: string;
  readonly signer?: string;
}

export function addSignerOptions(command: Command, say: Say): Command {
  return command
    .option(
      "--key <name>",
      say(
        "act by the account key of this name (see `key create`)",
        "이 이름의 계정 키로 실행합니다(`key create` 참고)",
      ),
    )
    .option(
      "--account <address|number>",
      say(
        "act by this account of the remote signer, or of a local node",
        "원격 서명기나 로컬 노드의 이 계정으로 실행합니다",
      ),
    )
    .option(
      "--signer <url>",
      say(
        "a remote signer (eth_sendTransaction, eth_signTypedData_v4); default: the node",
        "원격 서명기(eth_sendTransaction, eth_signTypedData_v4). 생략하면 노드",
      ),
    )
    .option(
      "--password-fd <number>",
      say("read the password from this open file descriptor", "열려 있는 이 파일 디스크립터에서 암호를 읽습니다"),
    );
}

export async function signerFor(
  options: SignerOptions,
  {
    urls,
    addresses,
    keys,
  }: Pick<Network, "urls"> & Partial<Pick<Network, "addresses">> & { readonly keys: Pick<Keyring, "account"> },
): Promise<ChainSigner> {
  if (options.key !== undefined) return keys.account(options.key);
  if (options.account === undefined) throw nobody();
  const url = options.signer ?? urls[0] ?? "";
  // A node that signs must be on the expected chain; a separate signer need not know any chain.
  const isNode = options.signer === undefined && addresses !== undefined;
  const held = isNode ? { chainId: addresses.chainId, genesis: addresses.genesis } : {};
  if (/^0x[0-9a-f]{40}$/i.test(options.account)) return createRemoteAccount({ url, address: options.account, ...held });
  const number = wholeNumber("an account's address or number", options.account, 0, 9999);
  const account = (await accountsOf(url))[number];
  if (account !== undefined) return createRemoteAccount({ url, address: account, ...held });
  throw new DidimError("registry.unknown-account", `The signer has no account ${options.account}.`, {
    account: options.account,
  });
}

function nobody(): DidimError {
  return new DidimError(
    "cli.no-signer",
    "Name the account that acts: --key NAME, or --signer URL --account ADDRESS.",
    {},
  );
}
