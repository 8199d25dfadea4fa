import type { Command } from "commander";
import { formatDid } from "../../../../src/public/did.ts";
import { createRpcFacts } from "../../../../src/public/facts/rpc.ts";
import type { Facts } from "../../../../src/public/facts.ts";
import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { type IssuanceEntry, placesByList, readIssued, type StatusPlace } from "../../../../src/public/issuer.ts";
import type { Registry } from "../../../../src/public/registry.ts";
import type { Say } from "../../terminal/help.ts";
import type { Home } from "../../terminal/home.ts";
import { inputToken } from "../../terminal/input/input.ts";
import { wholeNumber } from "../../terminal/input/values.ts";
import type { Context } from "../../terminal/verb.ts";
import { openRegister } from "../registers.ts";
import { indicesIn } from "./index-ranges.ts";
import { rowsNamed } from "./rows-named.ts";

/** A status's place, and the credential that named it, if one did. */
export interface NamedPlace extends StatusPlace {
  readonly credential?: { readonly file: string; readonly type: string; readonly issuedAt: number };
  /** The register's entry that named it, if one did. */
  readonly entry?: IssuanceEntry;
}

export interface PlaceOptions {
  readonly list?: string;
  readonly index?: string;
  readonly batch?: string;
  readonly row?: string;
}

/** Adds the arguments and options by which commands name statuses; {@link placesOf} reads them. */
export function addPlaceOptions(command: Command, say: Say): Command {
  return addPlaces(
    command.argument(
      "[files...]",
      say(
        "credentials: each must be genuine, and issued by the issuer that acts",
        "증명서. 모두 진본이어야 하며, 이 명령을 실행하는 발급기관이 발급한 것이어야 합니다",
      ),
    ),
    say,
  );
}

/** Adds the options that name statuses without a credential. */
export function addPlaces(command: Command, say: Say): Command {
  return command
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
    )
    .option(
      "--batch <name>",
      say(
        "instead of files: a batch that was issued on this machine",
        "파일 대신: 이 컴퓨터에서 발급한 일괄 발급의 이름",
      ),
    )
    .option(
      "--row <rows>",
      say(
        "with --batch: the rows in it, or ranges of numbers: 17,20-25; or all",
        "--batch와 함께: 그 안의 행 또는 행 번호의 범위(예: 17,20-25). all은 모든 행",
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
 * The places that a command names: by credential files; or, of the issuer that it acts for, by --list and --index, or by
 * --batch and --row. A credential counts only if the registry shows that its issuer signed it, because anybody can write a
 * token that names another issuer's place.
 */
export async function placesOf(
  { home }: Pick<Context, "home">,
  registry: Registry,
  files: readonly string[],
  options: PlaceOptions,
  issuer: () => Promise<string>,
): Promise<NamedPlace[]> {
  const { list, index, batch, row } = options;
  checkWays(files, options);
  if (files.length > 0) return apart(await placesIn(files, createRpcFacts({ registry })));
  if (batch !== undefined && row !== undefined) return registeredPlaces(home, registry, await issuer(), { batch, row });
  return indexPlaces(list ?? "", index ?? "", issuer);
}

/** Throws `cli.option` unless the places are named in one way, and in full. */
function checkWays(files: readonly string[], { list, index, batch, row }: PlaceOptions): void {
  const isWhole = (list === undefined) === (index === undefined) && (batch === undefined) === (row === undefined);
  const ways = [files.length > 0, list !== undefined, batch !== undefined].filter(Boolean).length;
  if (isWhole && ways === 1) return;
  throw new DidimError("cli.option", "Give credentials, or --list and --index, or --batch and --row.", {});
}

async function indexPlaces(list: string, index: string, issuer: () => Promise<string>): Promise<NamedPlace[]> {
  const number = wholeNumber("a list's number", list, 0, 2 ** 32 - 1);
  const indices = indicesIn(index);
  const owner = await issuer();
  return indices.map((one) => ({ issuer: owner, list: number, index: one }));
}

/** The places of rows of a batch, by this machine's register. Throws `cli.no-row`, `issuer.no-status`. */
async function registeredPlaces(
  home: Home,
  registry: Registry,
  issuer: string,
  { batch, row }: { readonly batch: string; readonly row: string },
): Promise<NamedPlace[]> {
  const register = await openRegister(home, registry, issuer);
  try {
    const of = { batch, issuer: formatDid(registry.chainId, issuer) };
    return rowsNamed(await register.find({ batch }), of, row).map((entry) => {
      if (entry.status !== undefined) return { issuer, ...entry.status, entry };
      const message = `Row ${entry.row} of the batch ${batch} has no status, so it cannot be suspended or revoked.`;
      throw new DidimError("issuer.no-status", message, { batch, row: entry.row });
    });
  } finally {
    await register.close();
  }
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
