import { type ParseArgsConfig, parseArgs } from "node:util";

/** BSD's sysexits, as the command line. */
const USAGE = 64;

type Parsed<Config extends ParseArgsConfig> = ReturnType<typeof parseArgs<Config>>;

/**
 * What a command of the house that has no verbs is asked for, by Node's parseArgs and what `read` makes of it. Where there is an option that
 * `config` does not know, or `read` answers undefined, the process ends with exit code 64 and says on standard error what there is.
 */
export function optionsOf<const Config extends ParseArgsConfig, Read>(
  config: Config,
  usage: string,
  read: (parsed: Parsed<Config>) => Read | undefined,
): Read {
  const parsed = parsedBy(config);
  const asked = parsed === undefined ? undefined : read(parsed);
  if (asked !== undefined) return asked;
  console.error(usage);
  process.exit(USAGE);
}

function parsedBy<const Config extends ParseArgsConfig>(config: Config): Parsed<Config> | undefined {
  try {
    return parseArgs<Config>(config);
  } catch {
    return undefined;
  }
}
