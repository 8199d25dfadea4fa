import { join } from "node:path";
import { HELD, withDependents } from "../../../deploy/modules/replacement.ts";
import type { ChainSigner } from "../../../src/public/chain.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import {
  type Addresses,
  type ContractName,
  formatAddresses,
  openRegistry,
  parseAddresses,
  type Registry,
} from "../../../src/public/registry.ts";
import { type Home, writeAtomically } from "../terminal/home.ts";
import { readJsonIfThere } from "../terminal/input/input.ts";
import type { CommandResult } from "../terminal/output/output.ts";
import { replaceRegistries } from "./deployer.ts";
import { checkReplacement, saltOf } from "./replacement-code.ts";

export interface ReplaceOptions {
  readonly urls: readonly string[];
  /** Names of registries, separated by commas. */
  readonly names: string;
  /** The file for the resulting addresses. */
  readonly out: string | undefined;
  readonly signer: () => Promise<ChainSigner>;
  readonly home: Home;
}

/**
 * Deploys replacements of some registries beside the deployment. If interrupted, the same call continues. When done, it
 * checks the deployed code against the sources and says what the council must still decide. Throws
 * `deploy.not-replaceable`, `deploy.other-replacement`, and `facts.registry-*` if the addresses are not the current
 * ones.
 */
export async function replaceOn(
  current: Addresses,
  { urls, names, out, signer, home }: ReplaceOptions,
): Promise<CommandResult> {
  if (out === undefined) {
    throw new DidimError("cli.option", "Name the file for the new addresses: --out FILE.", { option: "--out" });
  }
  const { chainId, genesis } = current;
  const rpc = createRpc({ url: urls, chainId, genesis });
  const replacing = { current, names: replaceable(names) };
  const there = readJsonIfThere(out);
  if (there === undefined) {
    // Requires the current addresses: a replacement built on outdated ones would store the addresses of replaced
    // contracts.
    await (await openRegistry({ url: urls, addresses: current })).inForce.check();
    const salt = saltOf(replacing);
    const journal = join(home.deployments, `${current.chainId}-${current.genesis.slice(2, 10)}-${salt.slice(-8)}`);
    const addresses = await replaceRegistries({ rpc, signer: await signer(), ...replacing, salt, journal });
    writeAtomically(out, formatAddresses(addresses));
  }
  const next = parseAddresses(there ?? readJsonIfThere(out));
  await checkReplacement(rpc, next, replacing);
  return report(await openRegistry({ url: urls, addresses: next }), replacing.names, out);
}

function replaceable(text: string): ContractName[] {
  const names = text.split(",").map((name) => name.trim());
  const fixed = names.find((name) => HELD[name] === undefined);
  if (fixed === undefined) return withDependents(names) as ContractName[];
  const known = Object.keys(HELD).join(", ");
  throw new DidimError("deploy.not-replaceable", `${fixed} cannot be replaced on its own. These can: ${known}.`, {
    fixed,
  });
}

/** The address that has the name now; undefined if none has. */
async function currentOf({ directory }: Registry, name: ContractName): Promise<string | undefined> {
  const { registry, until } = await directory.current(
    `0x${Buffer.from(name, "ascii").toString("hex").padEnd(64, "0")}`,
  );
  return until === 0n ? undefined : registry.toLowerCase();
}

async function report(registry: Registry, names: readonly ContractName[], file: string): Promise<CommandResult> {
  const { contracts } = registry.addresses;
  const actions: { do: string; name: string; address: string }[] = [];
  for (const name of names) {
    const { address } = contracts[name];
    if ((await currentOf(registry, name)) !== address) actions.push({ do: "directory.register", name, address });
  }
  const list = names.map((name) => `  ${name.padEnd(16)} ${contracts[name].address}`).join("\n");
  const decide = `echo '${JSON.stringify(actions)}' | npm run didim -- council propose -`;
  const rest =
    actions.length > 0
      ? {
          en: `They are what these sources make. They take effect when the council has entered them into the Directory. Before that, agencies must copy their records:\n${decide}`,
          ko: `모두 이 소스로 만든 것과 같습니다. 협의회가 디렉터리에 등록해야 효력이 생깁니다. 그 전에 각 기관이 기록을 옮겨야 합니다. 안건을 발의하는 명령:\n${decide}`,
        }
      : {
          en: `They are what these sources make, and the Directory has them. Replace the addresses file by ${file}.`,
          ko: `모두 이 소스로 만든 것과 같고, 디렉터리에 등록되어 있습니다. 주소 파일을 ${file} 파일로 교체하십시오.`,
        };
  return {
    json: { file, replaced: names, actions },
    text: {
      en: `The other contracts are unchanged. All addresses: ${file}\n${list}\n${rest.en}`,
      ko: `다른 계약은 그대로입니다. 전체 주소 파일: ${file}\n${list}\n${rest.ko}`,
    },
  };
}
