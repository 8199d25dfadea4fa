import { type ParseArgsConfig, parseArgs } from "node:util";

/** The usage code of BSD's sysexits, as in the command line. */
const USAGE = 64;

type Parsed<Config extends ParseArgsConfig> = ReturnType<typeof parseArgs<Config>>;

/**
 * Parses the options of an internal command without verbs, by Node's parseArgs and `read`. For an unknown option, or if
 * `read` returns undefined, prints the usage to standard error and exits with 64.
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
