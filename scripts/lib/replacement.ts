import { join } from "node:path";
import {
  type Addresses,
  type ChainSigner,
  connect,
  DidimError,
  formatAddresses,
  httpRpc,
  parseAddresses,
} from "../../src/index.ts";
import { replaceRegistries, withDependents } from "./deployer.ts";
import { type Home, readJsonIfThere, writeAtomically } from "./home.ts";
import { type Outcome, progress } from "./output.ts";
import { nextSalt } from "./parameters.ts";

export interface ReplaceOptions {
  readonly urls: readonly string[];
  /** Registries, with commas between them. */
  readonly names: string;
  /** The file for the addresses that result. */
  readonly out: string | undefined;
  readonly signer: () => Promise<ChainSigner>;
  readonly home: Home;
}

/** Deploys some registries anew, beside those of a deployment; the same again goes on where it stopped, or finds them there. */
export async function replaceOn(current: Addresses, options: ReplaceOptions): Promise<Outcome> {
  const { urls, out, home } = options;
  if (out === undefined) {
    throw new DidimError("cli.option", "Name the file for the new addresses: --out FILE.", { option: "--out" });
  }
  const { chainId, genesis } = current;
  const names = withDependents(options.names.split(",").map((name) => name.trim()));
  const salt = nextSalt(current.salt);
  const there = readJsonIfThere(out);
  if (there !== undefined) return foundThere(names, parseAddresses(there), salt, { urls, out });
  progress(`replacing ${names.join(", ")} on chain ${chainId}`);
  const journal = join(home.deployments, `${chainId}-${genesis.slice(2, 10)}-${salt.slice(-8)}`);
  const signer = await options.signer();
  const addresses = await replaceRegistries({ rpc: httpRpc(urls), signer, names, current, salt, journal });
  writeAtomically(out, formatAddresses(addresses));
  return report(names, addresses, out);
}

async function foundThere(
  names: readonly string[],
  addresses: Addresses,
  salt: string,
  { urls, out }: { readonly urls: readonly string[]; readonly out: string },
): Promise<Outcome> {
  if (addresses.salt !== salt) {
    const message = `${out} is there already, and is of another replacement. Name another file: --out FILE.`;
    throw new DidimError("deploy.other-salt", message, { file: out, recorded: addresses.salt, wanted: salt });
  }
  await connect({ url: urls, addresses });
  return report(names, addresses, out);
}

function report(names: readonly string[], { contracts }: Addresses, file: string): Outcome {
  const actions = Object.entries(contracts)
    .filter(([name]) => names.includes(name))
    .map(([name, { address }]) => ({ do: "directory.register", name, address }));
  const list = actions.map(({ name, address }) => `  ${name.padEnd(16)} ${address}`).join("\n");
  const decide = `echo '${JSON.stringify(actions)}' | npm run didim -- council propose -`;
  return {
    json: { file, replaced: names, actions },
    text: {
      en: `Deployed anew; addresses with them: ${file}\n${list}\nThey count when the council has entered them into the Directory:\n${decide}`,
      ko: `새로 배포했습니다. 주소 파일: ${file}\n${list}\n협의회가 디렉터리에 등록해야 효력이 있습니다:\n${decide}`,
    },
  };
}
