/**
 * `node --import dying.ts …`: the process kills itself as it is about to do its nth thing that others see, as {@link
 * DIES_AT} says: a change of a file, or a request to a node. What it is about to write, it has half written then.
 * With {@link COUNTS_IN} it does everything, and writes into that file how many things there were.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** The environment variable with n. */
export const DIES_AT = "DIDIM_DIES_AT";
/** The environment variable with the file for the count. */
export const COUNTS_IN = "DIDIM_COUNTS_IN";

type Call = (...args: never[]) => unknown;
type Members = Record<string, Call>;

const last = Number(process.env[DIES_AT] ?? 0);
const file = process.env[COUNTS_IN];
let done = 0;

const isLast = (): boolean => ++done === last;
const die = (): void => void process.kill(process.pid, "SIGKILL");

function half(content: unknown): unknown {
  const bytes = typeof content === "string" ? Buffer.from(content) : (content as Uint8Array);
  return bytes.subarray(0, bytes.length >> 1);
}

/** Dies instead of a call. `content`: the position of what it writes, of which half is written then. */
function dyingIn(members: Members, name: string, content?: number): void {
  const call = members[name];
  if (call === undefined) throw new Error(`there is no ${name}`);
  members[name] = function (this: unknown, ...args: unknown[]): unknown {
    const dies = isLast();
    if (!dies) return call.apply(this, args as never[]);
    if (content === undefined) return die();
    const halved = args.map((arg, i) => (i === content ? half(arg) : arg));
    const written = call.apply(this, halved as never[]);
    return written instanceof Promise ? written.then(die) : die();
  };
}

async function prepare(): Promise<void> {
  const [sync, promises] = [fs, fs.promises] as unknown as [Members, Members];
  const handle = await fs.promises.open(process.execPath, "r");
  const handles = Object.getPrototypeOf(handle) as Members;
  await handle.close();
  for (const name of ["rename", "link", "rm", "mkdir"]) {
    dyingIn(sync, `${name}Sync`);
    dyingIn(promises, name);
  }
  dyingIn(sync, "writeFileSync", 1);
  dyingIn(promises, "writeFile", 1);
  dyingIn(handles, "writeFile", 0);
  for (const name of ["truncate", "sync", "datasync"]) dyingIn(handles, name);
  dyingIn(globalThis as unknown as Members, "fetch");
  syncBuiltinESMExports();
}

if (file !== undefined) {
  const write = fs.writeFileSync;
  process.on("exit", () => write(file, String(done)));
}
if (last > 0 || file !== undefined) await prepare();
