import type { Command } from "commander";
import { formatDid } from "../../../src/public/did.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import type { Facts } from "../../../src/public/facts.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { placesByList, readIssued, type StatusPlace } from "../../../src/public/issuer.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { Say } from "../terminal/help.ts";
import { inputToken } from "../terminal/input.ts";
import { type Bilingual, type Language, oneLine } from "../terminal/output.ts";
import { when, wholeNumber } from "../terminal/values.ts";

/** A status's place, and the credential that named it, if one did. */
export interface NamedPlace extends StatusPlace {
  readonly credential?: { readonly file: string; readonly type: string; readonly issuedAt: number };
}

export interface PlaceOptions {
  readonly list?: string;
  readonly index?: string;
}

/** Adds the arguments and options by which commands name statuses; {@link placesOf} reads them. */
export function namesPlaces(command: Command, say: Say): Command {
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
      say("with --list: the indices in it, separated by commas", "--list와 함께: 목록 안의 번호. 쉼표로 구분합니다"),
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
  if (!named) return placesIn(files, createRpcFacts({ registry }));
  const number = wholeNumber("a list's number", list, 0, 2 ** 32 - 1);
  const indices = index.split(",").map((one) => wholeNumber("an index", one.trim(), 0, 2 ** 31 - 1));
  const owner = await issuer();
  return indices.map((one) => ({ issuer: owner, list: number, index: one }));
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
  throw new DidimError("cli.no-status", `${file} has no status. A one-time copy expires by itself.`, { file });
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
 * Throws `cli.other-issuer` unless all places belong to the acting issuer: to `actor`, or to an issuer whose list has
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
    throw new DidimError("cli.other-issuer", message, { issuer: theirs, actor: ours, list, file: credential?.file });
  }
}

/** Nobody reads more lines before confirming. */
const MAX_LINES = 20;

/** The places, list by list, for the user to confirm. */
export function placesText(chainId: bigint, places: readonly NamedPlace[]): Bilingual {
  const lines = (lang: Language): string =>
    placesByList(places)
      .flatMap((some) => listLines(chainId, some, lang))
      .join("\n");
  return { en: lines("en"), ko: lines("ko") };
}

function listLines(chainId: bigint, places: readonly NamedPlace[], lang: Language): string[] {
  const [{ issuer, list } = { issuer: "", list: 0 }] = places;
  const did = formatDid(chainId, issuer);
  const words = lang === "en" ? ["list", "index", "issued", "more"] : ["목록", "번호", "발급", "건 더"];
  const line = ({ index, credential }: NamedPlace): string =>
    [
      `  ${words[1]} ${index}`,
      ...(credential === undefined
        ? []
        : [oneLine(credential.type), `${words[2]} ${when(credential.issuedAt)[lang]}`, oneLine(credential.file)]),
    ].join("  ");
  const more = places.length - MAX_LINES;
  return [
    `${did}  ${words[0]} ${list}`,
    ...places.slice(0, MAX_LINES).map(line),
    ...(more > 0 ? [lang === "en" ? `  … ${more} more` : `  … 외 ${more}건`] : []),
  ];
}
