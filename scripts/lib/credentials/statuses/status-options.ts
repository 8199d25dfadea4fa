import type { Command } from "commander";
import { formatDid } from "../../../../src/public/did.ts";
import { createRpcFacts } from "../../../../src/public/facts/rpc.ts";
import type { Facts } from "../../../../src/public/facts.ts";
import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { placesByList, readIssued, type StatusPlace } from "../../../../src/public/issuer.ts";
import type { Registry } from "../../../../src/public/registry.ts";
import type { Say } from "../../terminal/help.ts";
import { inputToken } from "../../terminal/input/input.ts";
import { wholeNumber } from "../../terminal/input/values.ts";
import { indicesIn } from "./index-ranges.ts";

/** A status's place, and the credential that named it, if one did. */
export interface NamedPlace extends StatusPlace {
  readonly credential?: { readonly file: string; readonly type: string; readonly issuedAt: number };
}

export interface PlaceOptions {
  readonly list?: string;
  readonly index?: string;
}

/** Adds the arguments and options by which commands name statuses; {@link placesOf} reads them. */
export function addPlaceOptions(command: Command, say: Say): Command {
  return command
    .argument(
      "[files...]",
      say(
        "credentials: each must be genuine, and issued by the issuer that acts",
        "증명서. 모두 진본이어야 하며, 이 명령을 실행하는 발급기관이 발급한 것이어야 합니다",
      ),
    )
    .option(
      "--list <number>",
      say("instead of files: the number of the issuer's list", "파일 대신: 발급기관의 상태 목록 번호"),
    )
    .option(
      "--index <numbers>",
      say(
        "with --list: the indices in it, or ranges: 7,100-205",
        "--list와 함께: 목록 안의 번호 또는 번호의 범위(예: 7,100-205)",
      ),
    );
}

export interface ChangeOptions extends PlaceOptions {
  readonly dryRun?: true;
  readonly unrecorded?: true;
  readonly yes?: true;
}

/** {@link addPlaceOptions}, and the options of commands that change statuses. */
export function addChangeOptions(command: Command, say: Say): Command {
  return addPlaceOptions(command, say)
    .option(
      "--dry-run",
      say("only show what would be changed, and change nothing", "바뀔 내용만 보여 주고 아무것도 바꾸지 않습니다"),
    )
    .option(
      "--unrecorded",
      say(
        "with --yes: change indices although this machine has no record of the list",
        "--yes와 함께: 이 컴퓨터에 기록이 없는 상태 목록의 번호도 바꿉니다",
      ),
    );
}

/**
 * The places that a command names: by credential files, or by --list and --index of the issuer it acts for. A
 * credential counts only if the registry shows that its issuer signed it, because anybody can write a token that names
 * another issuer's place.
 */
export async function placesOf(
  registry: Registry,
  files: readonly string[],
  { list, index }: PlaceOptions,
  issuer: () => Promise<string>,
): Promise<NamedPlace[]> {
  const named = list !== undefined && index !== undefined;
  if (named === files.length > 0) throw new DidimError("cli.option", "Give credentials, or --list and --index.", {});
  if (!named) return apart(await placesIn(files, createRpcFacts({ registry })));
  const number = wholeNumber("a list's number", list, 0, 2 ** 32 - 1);
  const indices = indicesIn(index);
  const owner = await issuer();
  return indices.map((one) => ({ issuer: owner, list: number, index: one }));
}

/** Throws `cli.value` if two files hold the same credential, or copies of it: one of them is probably a mistake. */
function apart(places: readonly NamedPlace[]): NamedPlace[] {
  const seen = new Map<string, string>();
  for (const { issuer, list, index, credential: { file } = { file: "" } } of places) {
    const place = `${issuer}/${list}/${index}`;
    const other = seen.get(place);
    seen.set(place, file);
    if (other === undefined) continue;
    const message = `${file} has the same place as ${other}: list ${list}, index ${index}. Name each credential once.`;
    throw new DidimError("cli.value", message, { value: file, file, other, list, index });
  }
  return [...places];
}

/** Files that are checked in parallel. */
const AT_ONCE = 16;

async function placesIn(files: readonly string[], facts: Facts): Promise<NamedPlace[]> {
  const places: NamedPlace[] = [];
  for (let first = 0; first < files.length; first += AT_ONCE) {
    const some = files.slice(first, first + AT_ONCE);
    places.push(...(await Promise.all(some.map((file) => placeIn(file, facts)))));
  }
  return places;
}

async function placeIn(file: string, facts: Facts): Promise<NamedPlace> {
  const { issuer, status, type, issuedAt } = await named(file, () => readIssued(inputToken(file), { facts }));
  if (status !== undefined) return { issuer, ...status, credential: { file, type, issuedAt } };
  throw new DidimError("issuer.no-status", `${file} has no status. A one-time copy expires by itself.`, { file });
}

/** Adds the file's name to an error about its credential. */
async function named<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isDidimError(error) || error.details.file !== undefined) throw error;
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.details, file }, { cause: error });
  }
}

/**
 * Throws `issuer.other-issuer` unless all places belong to the acting issuer: to `actor`, or to an issuer whose list has
 * `operator` as its operator.
 */
export async function checkActing(
  registry: Registry,
  places: readonly NamedPlace[],
  { actor, operator }: { readonly actor: string; readonly operator: string | undefined },
): Promise<void> {
  for (const [place] of placesByList(places)) {
    if (place === undefined || place.issuer === actor) continue;
    const { issuer, list, credential } = place;
    const named = await registry.statuses.listOf(issuer, list);
    if (operator !== undefined && named.operator.toLowerCase() === operator) continue;
    const [theirs, ours] = [issuer, actor].map((identity) => formatDid(registry.chainId, identity));
    const message = `${credential?.file ?? `List ${list}`} is of ${theirs}, and you act for ${ours}, and do not operate that list. Whose account acts for several: --as DID.`;
    throw new DidimError("issuer.other-issuer", message, { issuer: theirs, actor: ours, list, file: credential?.file });
  }
}
