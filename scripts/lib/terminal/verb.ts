import type { Command } from "commander";
import { type ConnectOptions, connect, type DidimError, type Registry } from "../../../src/index.ts";
import { identityOf } from "../keys/identities.ts";
import { type Keyring, keyringOf } from "../keys/keyring.ts";
import { readPassword } from "../keys/password.ts";
import { addSignerOptions, type SignerOptions, signerFor } from "../keys/signing.ts";
import { findNetwork, type Network } from "../network/network.ts";
import { confirm } from "./confirm.ts";
import { exampleText, inWords, type Say } from "./help.ts";
import { callOf, DEFAULT_HOME, type Home, homeAt } from "./home.ts";
import { languageOption } from "./language.ts";
import {
  type CommandResult,
  exitCodeOf,
  type Language,
  print,
  printError,
  progress,
  show,
  type Words,
} from "./output.ts";

/** One command: `didim <noun> <verb>`, in a file of its own. `O`: its own options as commander names them. */
export interface Verb<O> {
  /** Absent: the verb stands alone, as in `consortium up`. */
  readonly noun?: string;
  readonly verb: string;
  readonly about: Words;
  /** What somebody would type after the verb, to be shown by --help. */
  readonly example: string;
  /** Whether it asks a chain, or writes to one. */
  readonly chain?: "reads" | "writes";
  /** Whether it shows what it is about to do, and asks first: then it takes --yes. */
  readonly confirms?: true;
  readonly usage?: (command: Command, say: Say) => Command;
  readonly run: (context: Context, args: readonly string[], options: O) => Promise<CommandResult>;
}

interface CommonOptions extends SignerOptions {
  readonly network: string;
  readonly read?: string;
  readonly addresses?: string;
  readonly home?: string;
  readonly lang: Language;
  readonly json?: true;
  readonly as?: string;
  readonly yes?: true;
}

/** What a command has of the world around it. */
export interface Context {
  readonly home: Home;
  /** The keys in Didim's folder; to open one, its password is asked for. */
  readonly keys: Keyring;
  network(): Promise<Network>;
  /** The registries, for reading. */
  registry(options?: Pick<ConnectOptions, "evenReplaced">): Promise<Registry>;
  /** The registries, written to by whom the options name. */
  writer(): Promise<Registry>;
  /** The identity that the command acts for: --as, else that of the account. */
  actor(registry: Registry): Promise<string>;
  /** An identity from a DID of this chain, an address, or the name of an account key, which is opened. */
  identity(text: string): Promise<string>;
  password(question: string): Promise<string>;
  /** Shows a person what it is about, on standard error. */
  show(words: Words): void;
  /** Asks whether to go on; see {@link confirm}. For verbs that say `confirms`. */
  confirm(question: Words): Promise<void>;
  progress(words: Words): void;
}

/** For a file to export: the command, attached to its noun. */
export type Attach = (program: Command, say: Say) => void;

export function defineVerb<O extends object>(verb: Verb<O>): Attach {
  return (program, say) => {
    const parent = verb.noun === undefined ? program : nounOf(program, verb.noun);
    const command = parent.command(verb.verb).description(inWords(say, verb.about));
    verb.usage?.(command, say);
    if (verb.confirms)
      command.option("--yes", say("confirmed: do not ask, as in a script", "확인을 묻지 않습니다(스크립트용)"));
    addCommon(command, verb.chain, say);
    command.addHelpText("after", exampleText(say, exampleOf(command, verb.example)));
    command.action(async (...all: readonly unknown[]) => {
      // Only optional ones at the end can be missing; several of one kind come as an array.
      const args = command.processedArgs
        .flat()
        .filter((arg: unknown) => arg !== undefined)
        .map(String);
      await runVerb(verb, args, all.at(-2) as CommonOptions & O);
    });
  };
}

function nounOf(program: Command, noun: string): Command {
  return program.commands.find((command) => command.name() === noun) ?? program.command(noun);
}

/** The command line of an example, from the program on. */
function exampleOf(command: Command, words: string): string {
  const names = [command.name()];
  let { parent } = command;
  for (; parent?.parent; parent = parent.parent) names.unshift(parent.name());
  return [callOf(parent?.name() ?? ""), ...names, words].join(" ").trimEnd();
}

function addCommon(command: Command, chain: Verb<object>["chain"], say: Say): void {
  if (chain === "writes") {
    addSignerOptions(command, say);
    command.option(
      "--as <did>",
      say("the DID to act for, if it is not the account's own", "대리하는 DID(계정 자신의 DID가 아닐 때)"),
    );
  } else {
    command.option(
      "--password-fd <number>",
      say(
        "read a password, if one is needed, from this open file descriptor",
        "암호가 필요하면 열려 있는 이 파일 디스크립터에서 읽습니다",
      ),
    );
  }
  if (chain !== undefined) {
    command.option(
      "--network <local|besu|URL,…>",
      say(
        "the local node, the consortium, or nodes that stand in for one another",
        "로컬 노드, 컨소시엄, 또는 서로 대신하는 노드들",
      ),
      "local",
    );
    command.option(
      "--read <quorum k/n>",
      say(
        "ask all the nodes; so many of them must agree (quorum alone: more than half)",
        "모든 노드에 묻고 k개 이상이 같아야 합니다(quorum만 쓰면 과반수)",
      ),
    );
    command.option(
      "--addresses <file>",
      say("the deployment's addresses file, if it is not on record", "배포 주소 파일(기록에 없을 때)"),
    );
  }
  command
    .option(
      "--home <folder>",
      say(
        `Didim's folder; else $DIDIM_HOME, else ${DEFAULT_HOME.en}`,
        `디딤 폴더. 없으면 $DIDIM_HOME, 그것도 없으면 ${DEFAULT_HOME.ko}`,
      ),
    )
    .addOption(languageOption(say))
    .option(
      "--json",
      say("one JSON object on standard output, and nothing else", "표준 출력에 JSON 객체 하나만 출력합니다"),
    );
}

async function runVerb<O extends object>(verb: Verb<O>, args: readonly string[], options: CommonOptions & O) {
  const how = { json: options.json === true, lang: options.lang };
  try {
    const outcome = await verb.run(contextOf(options), args, options);
    print(outcome, how);
    process.exitCode = outcome.exit ?? 0;
  } catch (error) {
    printError(error, how);
    process.exitCode = exitCodeOf(error);
  }
}

function contextOf(options: CommonOptions): Context {
  const home = homeAt(options.home);
  const keys = keyringOf(home, (name) => readPassword(`Password of ${name}`, options));
  let found: Promise<Network> | undefined;
  const network = (): Promise<Network> => {
    found ??= findNetwork(options, home);
    return found;
  };
  const registry: Context["registry"] = async (how) => {
    const { urls, agree, addresses } = await network();
    const onDissent = ({ message }: DidimError): void => progress(message);
    return connect({ ...how, url: urls, agree, addresses, outbox: home.outbox, onDissent });
  };
  const identity = async (text: string): Promise<string> => identityOf(text, keys, (await network()).addresses.chainId);
  return {
    home,
    keys,
    network,
    registry,
    identity,
    writer: async () => {
      const { urls, addresses } = await network();
      const [connected, signer] = [await registry(), await signerFor(options, { urls, addresses, keys })];
      return connected.as(signer);
    },
    actor: async ({ signer }) => (options.as === undefined ? (signer?.address ?? "") : identity(options.as)),
    password: (question) => readPassword(question, options),
    show: (words) => show(words[options.lang]),
    confirm: (question) => {
      const { yes, lang } = options;
      return confirm(question, { yes, lang, input: process.stdin, output: process.stderr });
    },
    progress: (words) => progress(words[options.lang]),
  };
}
