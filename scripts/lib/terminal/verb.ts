import type { Command } from "commander";
import type { DidimError } from "../../../src/public/index.ts";
import { createFileOutboxStore } from "../../../src/public/node.ts";
import { openRegistry, type Registry, type RegistryOptions } from "../../../src/public/registry.ts";
import { identityOf } from "../keys/identities.ts";
import { type Keyring, keyringOf } from "../keys/keyring.ts";
import { passwordOf, readNewPassword, readPassword } from "../keys/password.ts";
import { signerFor } from "../keys/signing.ts";
import { findNetwork, type Network } from "../network/network.ts";
import { asTyped } from "../registries/as-typed.ts";
import { addCommon, type CommonOptions, describeArguments } from "./common.ts";
import { exampleText, inLanguage, type Say } from "./help.ts";
import { type Home, homeAt } from "./home.ts";
import { confirm } from "./input/confirm.ts";
import { checkFiles } from "./input/input.ts";
import { type Bilingual, type CommandResult, exitCodeOf, print, printError, progress, show } from "./output/output.ts";

/** One command, `didim <noun> <verb>`, in a file of its own. `O`: its options, as commander names them. */
export interface Verb<O> {
  /** Absent if the verb stands alone, as in `consortium up`. */
  readonly noun?: string;
  readonly verb: string;
  readonly about: Bilingual;
  /** Arguments of an example, shown by --help. */
  readonly example: string;
  /** Whether it reads a chain, or also writes to it. */
  readonly chain?: "reads" | "writes";
  /** Whether it asks for confirmation; then it has the option --yes. */
  readonly confirms?: true;
  /** Whether its arguments are files that it writes. */
  readonly writesFiles?: true;
  readonly usage?: (command: Command, say: Say) => Command;
  readonly run: (context: Context, args: readonly string[], options: O) => Promise<CommandResult>;
}

/** A command's environment. */
export interface Context {
  readonly home: Home;
  /** The keys in Didim's folder. Opening one asks for its password. */
  readonly keys: Keyring;
  network(): Promise<Network>;
  /** The registries, for reading. */
  registry(options?: Pick<RegistryOptions, "evenReplaced">): Promise<Registry>;
  /** The registries, with the options' account for writing. */
  writer(): Promise<Registry>;
  /** The identity that the command acts for: --as, otherwise the account's. */
  actor(registry: Registry): Promise<string>;
  /** The identity for a DID of this chain, an address, or the name of an account key, which is opened. */
  identity(text: string): Promise<string>;
  password(question: Bilingual): Promise<string>;
  /** A password for a new file: at a terminal, typed twice. */
  newPassword(question: Bilingual): Promise<string>;
  /** Shows text to the user, on standard error. */
  show(text: Bilingual): void;
  /** Asks whether to go on; see {@link confirm}. For verbs with `confirms`, or with another option to agree. */
  confirm(question: Bilingual): Promise<void>;
  progress(text: Bilingual): void;
}

/** What a verb's file exports: adds the command to its noun. */
export type Attach = (program: Command, say: Say) => void;

export function defineVerb<O extends object>(verb: Verb<O>): Attach {
  return (program, say) => {
    const parent = verb.noun === undefined ? program : nounOf(program, verb.noun);
    const command = parent.command(verb.verb).description(inLanguage(say, verb.about));
    verb.usage?.(command, say);
    describeArguments(command, say);
    addCommon(command, verb, say);
    command.addHelpText("after", exampleText(say, command, verb.example));
    command.action(async (...all: readonly unknown[]) => {
      // Only optional arguments at the end can be missing; a variadic argument is an array.
      const args = command.processedArgs
        .flat()
        .filter((arg: unknown) => arg !== undefined)
        .map(String);
      await runVerb(verb, command, args, all.at(-2) as CommonOptions & O);
    });
  };
}

function nounOf(program: Command, noun: string): Command {
  return program.commands.find((command) => command.name() === noun) ?? program.command(noun);
}

async function runVerb<O extends object>(
  verb: Verb<O>,
  command: Command,
  args: readonly string[],
  options: CommonOptions & O,
) {
  const how = { json: options.json === true, lang: options.lang };
  try {
    checkFiles(command, verb.writesFiles);
    const result = await verb.run(contextOf(options), args, options);
    print(result, how);
    process.exitCode = result.exit ?? 0;
  } catch (thrown) {
    const error = asTyped(thrown, [...args, ...Object.values(options).filter((value) => typeof value === "string")]);
    printError(error, how);
    process.exitCode = exitCodeOf(error);
  }
}

function contextOf(options: CommonOptions): Context {
  const home = homeAt(options.home, (words) => progress(words[options.lang]));
  const keys = keyringOf(home, (name) => readPassword(passwordOf(name), options));
  let found: Promise<Network> | undefined;
  const network = (): Promise<Network> => {
    found ??= findNetwork(options, home);
    return found;
  };
  const registry: Context["registry"] = async (how) => {
    const { urls, agree, addresses } = await network();
    const onDissent = ({ message }: DidimError): void => progress(message);
    return openRegistry({
      ...how,
      url: urls,
      agree,
      addresses,
      outbox: createFileOutboxStore({ folder: home.outbox }),
      onDissent,
    });
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
    newPassword: (question) => readNewPassword(question, options),
    show: (words) => show(words[options.lang]),
    confirm: (question) => {
      const { yes, lang } = options;
      return confirm(question, { yes, lang, input: process.stdin, output: process.stderr });
    },
    progress: (words) => progress(words[options.lang]),
  };
}
