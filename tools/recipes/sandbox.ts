import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "./terminal.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The only variables of the runner that a reader's terminal has, too. npm needs those that begin with npm_config_. */
const KEPT =
  /^(HOME|PATH|LANG|LC_.*|TMPDIR|TERM|npm_config_.*|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;
/** The local node's port, which pages do not need to say. */
export const NODE_PORT = 8545;

/** What a reader has: an empty folder, beside it a clone with the packed SDK, and a Didim folder that is empty, too. */
export interface Sandbox extends Place {
  /** Replaces the ports of a page by free ones, so that pages run beside other programs. */
  readonly adapt: (text: string) => string;
  readonly remove: () => void;
}

/** @param tarball The packed SDK; absent: pages cannot install it. */
export async function openSandbox(options: { tarball?: string; ports?: readonly number[] } = {}): Promise<Sandbox> {
  const { tarball, ports = [] } = options;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "didim-recipe-")));
  const at = (name: string): string => join(folder, name);
  for (const name of ["project", "didim", "bin", "home", "state", "cache"]) mkdirSync(at(name));
  const free = new Map<number, number>();
  for (const port of new Set([NODE_PORT, ...ports])) free.set(port, await freePort());
  if (tarball !== undefined) symlinkSync(tarball, join(at("didim"), `didim-${manifest().version}.tgz`));
  writeFileSync(join(at("bin"), "npm"), npmOfClone(free.get(NODE_PORT) ?? NODE_PORT), { mode: 0o755 });
  const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  return {
    folder: at("project"),
    env: {
      ...Object.fromEntries(kept),
      ...{ npm_config_audit: "false", npm_config_fund: "false", npm_config_prefer_offline: "true" },
      ...{ npm_config_update_notifier: "false", NO_COLOR: "1", DIDIM_HOME: at("home") },
      // So that a command finds this page's local node, and no other that runs on the machine.
      ...{ XDG_STATE_HOME: at("state"), XDG_CACHE_HOME: at("cache") },
      PATH: [at("bin"), dirname(process.execPath), process.env.PATH].join(delimiter),
    },
    adapt: (text) => text.replaceAll(/\b\d{4,5}\b/g, (digits) => String(free.get(Number(digits)) ?? digits)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const manifest = (): { version: string; scripts: Record<string, string> } =>
  JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/**
 * An `npm` that runs the clone's own programs (`npm start`, `npm run didim`) from the clone's sources, in the page's folder,
 * which so stands for the clone. `npm pack` has been done. All else goes to npm itself.
 */
function npmOfClone(port: number): string {
  const programs = Object.entries(manifest().scripts).flatMap(([name, command]) => {
    const [, compiled = "", file] =
      /^node (--import \.\/scripts\/compiled\.ts )?(scripts\/[\w-]+\.ts)$/.exec(command) ?? [];
    const options = compiled === "" ? "" : ' options=(--import "$root/scripts/compiled.ts")';
    return file === undefined ? [] : [`  ${name}) file=${file}${options} ;;`];
  });
  return `#!/usr/bin/env bash
root=${JSON.stringify(ROOT)}
own=$1
options=()
if [ "$1" = pack ]; then exit 0; fi
args=("$@")
if [ "$1" = run ]; then args=("\${args[@]:1}"); fi
while [ "\${args[0]}" = -s ] || [ "\${args[0]}" = --silent ]; do args=("\${args[@]:1}"); done
case "\${args[0]}" in
${programs.join("\n")}
esac
if [ "$own" != start ] && [ "$own" != run ] || [ -z "$file" ]; then
  PATH=\${PATH#*:} exec npm "$@"
fi
set -- "\${args[@]:1}"
if [ "$1" = -- ]; then shift; fi
if [ "$file" = scripts/node.ts ] && [[ " $* " != *" --port "* ]]; then set -- --port ${port} "$@"; fi
exec node "\${options[@]}" "$root/$file" "$@"
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
