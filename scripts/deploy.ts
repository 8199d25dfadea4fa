/** `npm run deploy`: deploys the registries to a chain; safe to repeat. */

import { join } from "node:path";
import { Command } from "commander";
import type { ChainSigner } from "../src/public/chain.ts";
import { createRpc } from "../src/public/chain.ts";
import { DidimError } from "../src/public/index.ts";
import { type Addresses, blockOf, chainIdOf, formatAddresses, openRegistry } from "../src/public/registry.ts";
import { keyringOf } from "./lib/keys/keyring.ts";
import { passwordOf, readPassword } from "./lib/keys/password.ts";
import { addSignerOptions, type SignerOptions, signerFor } from "./lib/keys/signing.ts";
import { deployRegistries } from "./lib/network/deployer.ts";
import { committedAddresses, consortiumNamed, findNetwork, recordedAddresses, urlsOf } from "./lib/network/network.ts";
import { type DeploymentParameters, localParameters, readParameters } from "./lib/network/parameters.ts";
import { replaceOn } from "./lib/network/replacement.ts";
import { defaultHome } from "./lib/terminal/folders.ts";
import { inLanguage, sayIn, speakHelp } from "./lib/terminal/help.ts";
import { type Home, homeAt, writeAtomically } from "./lib/terminal/home.ts";
import { checkFiles } from "./lib/terminal/input/input.ts";
import { languageOf, languageOption } from "./lib/terminal/language/language.ts";
import {
  type Bilingual,
  type CommandResult,
  exitCodeOf,
  type Language,
  print,
  printError,
  progress,
} from "./lib/terminal/output/output.ts";
import { checkOut, writeOut } from "./lib/terminal/output/output-file.ts";
import { runProgram } from "./lib/terminal/program.ts";

interface Options extends SignerOptions {
  readonly network: string;
  readonly parameters?: string;
  readonly replace?: string;
  readonly addresses?: string;
  readonly out?: string;
  readonly home?: string;
  readonly json?: true;
}

/** Hardhat's chain id. Such a chain exists only on this machine, so its addresses are not committed. */
const LOCAL_CHAIN = 31337n;

const HELP: Bilingual = {
  en: `
After an interruption, run the command again: it continues where it stopped. After it has finished, it only checks that
everything is there, and sends nothing. The journal is kept in Didim's folder (--home, else $DIDIM_HOME, else
${defaultHome()}). The addresses are kept in deploy/addresses/<chain id>.json, for everybody; those of chain ${LOCAL_CHAIN}, in
Didim's folder.

The parameters (salt, members of the council, guardian, validators, periods in seconds) can never be changed: see
deploy/parameters/consortium.example.json. On chain ${LOCAL_CHAIN} they may be left out.

--replace deploys CredentialTypes, Accreditations, StatusLists, RelyingParties, EvidenceLog or TrustLens again (separate
several by commas), and leaves the other registries as they are. The council decides whether the new ones take effect:
docs/operations.md.`,
  ko: `
중단된 뒤 다시 실행하면 멈춘 곳에서 이어집니다. 끝난 뒤 다시 실행하면 모두 배포되어 있는지 확인만 하고 아무것도 보내지 않습니다.
진행 기록은 디딤 폴더(--home, 없으면 $DIDIM_HOME, 그것도 없으면 ${defaultHome()})에 저장합니다. 주소는 모두가 함께 쓰도록
deploy/addresses/<체인 번호>.json에, 체인 ${LOCAL_CHAIN}의 주소는 디딤 폴더에 저장합니다.

매개변수(salt, 협의회 회원, 가디언, 블록 검증자, 초 단위 기간)는 나중에 바꿀 수 없습니다. 예는 deploy/parameters/consortium.example.json에
있습니다. 체인 ${LOCAL_CHAIN}에서는 생략할 수 있습니다.

--replace는 CredentialTypes, Accreditations, StatusLists, RelyingParties, EvidenceLog, TrustLens를 새로 배포하고(여럿이면 쉼표로
구분) 나머지는 그대로 둡니다. 새 등록부의 효력은 협의회가 의결로 정합니다: docs/operations.md.`,
};

const say = sayIn(languageOf(process.argv));

async function run(options: Options): Promise<CommandResult> {
  const home = homeAt(options.home);
  const urls = urlsOf(options.network, home);
  const rpc = createRpc({ url: urls });
  if (options.replace !== undefined) {
    const { addresses } = await findNetwork(options, home);
    const { replace } = options;
    progress(
      say(
        `replacing ${replace} on chain ${addresses.chainId}`,
        `체인 ${addresses.chainId}에서 ${replace} 계약을 교체하고 있습니다`,
      ),
    );
    const signer = () => deployer(options, addresses.chainId, urls, home);
    return replaceOn(addresses, { urls, names: options.replace, out: options.out, signer, home });
  }
  const chainId = await chainIdOf(rpc);
  const genesis = (await blockOf(rpc, 0n)).hash;
  const parameters = await parametersFor(options, chainId, home, urls);
  const file = options.out ?? (chainId === LOCAL_CHAIN ? home.addresses(chainId) : committedAddresses(chainId));

  const before = await recordedAddresses(rpc, home, options.out);
  if (before !== undefined) {
    checkSalt(before.addresses, parameters, before.file);
    await openRegistry({ url: urls, addresses: before.addresses });
    return report("was deployed already", "디딤이 이미 배포되어 있습니다", before.addresses, before.file);
  }
  checkOut(options.out);
  progress(say(`deploying to chain ${chainId}`, `체인 ${chainId}에 배포하고 있습니다`));
  const journal = join(home.deployments, `${chainId}-${genesis.slice(2, 10)}-${parameters.salt.slice(-8)}`);
  const signer = await deployer(options, chainId, urls, home);
  const held = createRpc({ url: urls, chainId, genesis });
  const addresses = await deployRegistries({ rpc: held, signer, parameters, journal });
  if (options.out === undefined) writeAtomically(file, formatAddresses(addresses));
  else writeOut(options.out, formatAddresses(addresses));
  return report("is deployed", "디딤을 배포했습니다", addresses, file);
}

/** On the local chain, the first test account deploys by default. */
function deployer(options: Options, chainId: bigint, urls: readonly string[], home: Home): Promise<ChainSigner> {
  const first = chainId === LOCAL_CHAIN && options.key === undefined;
  const keys = keyringOf(home, (name) =>
    readPassword(passwordOf(name), { ...options, lang: languageOf(process.argv) }),
  );
  return signerFor(first ? { account: "0", ...options } : options, { urls, keys });
}

async function parametersFor(
  options: Options,
  chainId: bigint,
  home: Home,
  urls: readonly string[],
): Promise<DeploymentParameters> {
  const file = options.parameters ?? consortiumNamed(options.network, home)?.parameters;
  if (file !== undefined) return readParameters(file);
  if (chainId !== LOCAL_CHAIN) {
    throw new DidimError("cli.option", "Name the file with the deployment's parameters: --parameters FILE.", {
      option: "--parameters",
    });
  }
  return localParameters((await createRpc({ url: urls }).request("eth_accounts")) as string[]);
}

function checkSalt(found: Addresses, { salt }: DeploymentParameters, file: string): void {
  if (found.salt === salt.toLowerCase()) return;
  throw new DidimError(
    "deploy.other-salt",
    `${file} records a deployment with another salt. For a second deployment, name another file: --out FILE.`,
    { file, recorded: found.salt, wanted: salt },
  );
}

function report(en: string, ko: string, addresses: Addresses, file: string): CommandResult {
  const list = Object.entries(addresses.contracts).map(([name, { address }]) => `  ${name.padEnd(16)} ${address}`);
  const next = `npm run didim -- council propose --directory`;
  return {
    json: { ...(JSON.parse(formatAddresses(addresses)) as object), file },
    text: {
      en: `Didim ${en} on chain ${addresses.chainId}; addresses: ${file}\n${list.join("\n")}\nThe council enters them into the Directory: ${next}`,
      ko: `체인 ${addresses.chainId}: ${ko}. 주소 파일: ${file}\n${list.join("\n")}\n이제 협의회가 디렉터리에 등록해야 합니다: ${next}`,
    },
  };
}

const program = addSignerOptions(speakHelp(new Command("deploy"), say), say)
  .helpCommand(false)
  .description(
    say(
      "Deploys the registries to a chain. It is safe to run again.",
      "등록부를 체인에 배포합니다. 여러 번 실행해도 안전합니다.",
    ),
  )
  .requiredOption("--network <local|besu|besu:FOLDER|URL,…>", say("the chain's node", "체인의 노드"))
  .option(
    "--replace <names>",
    say(
      "deploy these registries again, with those that hold their addresses; requires --out",
      "이 등록부와, 그 주소를 참조하는 등록부를 새로 배포합니다. --out이 필요합니다",
    ),
  )
  .option(
    "--addresses <file>",
    say(
      "for --replace: the addresses file of the deployment, if this machine has no record of it",
      "--replace와 함께: 배포의 주소 파일(이 컴퓨터에 기록이 없을 때)",
    ),
  )
  .option(
    "--parameters <file>",
    say("salt, members, guardian, validators and periods", "salt, 회원, 가디언, 블록 검증자, 기간"),
  )
  .option("--out <file>", say("where to write the addresses", "주소를 저장할 파일"))
  .option("--home <folder>", say("Didim's folder", "디딤 폴더"))
  .addOption(languageOption(say))
  .option("--json", say("one JSON object instead of text", "텍스트 대신 JSON 객체 하나를 출력합니다"))
  .addHelpText("after", inLanguage(say, HELP))
  .action(async (options: Options & { lang: Language }, command: Command) => {
    const how = { json: options.json === true, lang: options.lang };
    try {
      checkFiles(command);
      print(await run(options), how);
    } catch (error) {
      printError(error, how);
      process.exitCode = exitCodeOf(error);
    }
  });
await runProgram(program);
