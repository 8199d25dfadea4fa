import type { Command } from "commander";
import type { CredentialSetQuery } from "../../../src/public/holder.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { type ClaimPath, type CredentialRequirement, type Policy, readPolicy } from "../../../src/public/verifier.ts";
import type { DidNamed } from "../keys/identities.ts";
import type { ProofOptions } from "../proofs/proofs.ts";
import type { Say } from "../terminal/help.ts";
import { inputJson } from "../terminal/input/input.ts";
import { bad, claimPaths, partsOf, unescaped, wholeNumber } from "../terminal/input/values.ts";

/** Requirements as options: a request file; or each type by --type, and further conditions by the other options. */
export interface RequirementOptions {
  readonly request?: string;
  readonly type?: readonly string[];
  readonly authority?: readonly string[];
  readonly issuer?: readonly string[];
  readonly oneTime?: readonly string[];
  readonly optional?: readonly string[];
  readonly sameHolder?: string;
}

/** A verifier's request as options. */
export interface RequestOptions extends RequirementOptions {
  readonly audience?: string;
  readonly nonce?: string;
}

export function addRequestOptions(command: Command, say: Say): Command {
  return addRequirementOptions(
    command
      .option(
        "--audience <text>",
        say(
          "the verifier: its URL or its DID; needed if the request file does not name it",
          "검증자의 URL 또는 DID. 요청 파일에 없으면 필요합니다",
        ),
      )
      .option(
        "--nonce <text>",
        say(
          "the verifier's challenge, at least 16 characters; needed where the request's file does not say",
          "검증자의 논스(16자 이상). 요청 파일에 없으면 필요합니다",
        ),
      ),
    say,
    say(
      "a type that the verifier asks for, and its claims: urn:x=name,address.region; once for each type",
      "요구하는 증명서 종류와 항목: urn:x=name,address.region. 종류마다 한 번씩 지정합니다",
    ),
  );
}

/** @param about The help text of --type, where it is not a court's. */
export function addRequirementOptions(command: Command, say: Say, about?: string): Command {
  const others = say(
    "the types and claims that must be proved, if other than the verifier asked for then; once for each type",
    "증명해야 하는 종류와 항목(당시 검증자의 요구와 다를 때). 종류마다 한 번씩 지정합니다",
  );
  return command
    .option("--type <vct=claims>", about ?? others, each)
    .option(
      "--request <file>",
      say(
        "instead of --type and what goes with it: a file with the whole request, JSON",
        "--type 등의 옵션 대신: 요청 전체를 담은 JSON 파일",
      ),
    )
    .option(
      "--authority <vct=dids>",
      say("for that type, accept only these authorities", "그 종류에서는 이 소관 기관만 인정합니다"),
      each,
    )
    .option(
      "--issuer <vct=dids>",
      say("for that type, accept only these issuers", "그 종류에서는 이 발급기관만 인정합니다"),
      each,
    )
    .option(
      "--one-time <vct>",
      say(
        "for that type, accept one-time copies too, which live for a day and have no status",
        "그 종류에서는 일회용 사본도 인정합니다(하루 동안 유효하며 상태 정보가 없습니다)",
      ),
      each,
    )
    .option("--optional <vct>", say("that type is optional", "그 종류는 제시하지 않아도 됩니다"), each)
    .option(
      "--same-holder <claims>",
      say(
        "claims that must be equal in all credentials, because they must be of one person",
        "모든 증명서에서 값이 같아야 하는 항목(같은 사람의 것인지 확인)",
      ),
    );
}

const each = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

type Asked = Pick<Policy, "credentials" | "credentialSets" | "sameHolder">;

/**
 * The requirements in the options, as queries named after their types, or by `idOf`. Every query asks for the claims
 * that must be alike. Throws `cli.value`; `cli.option` for a condition on a type that is not requested, and for a type
 * that is given twice; and what `didNamed` throws.
 */
export async function requirementsOf(
  { type = [], sameHolder, ...of }: RequirementOptions,
  didNamed: DidNamed,
  idOf: (type: string) => string = idAfter,
): Promise<Asked> {
  const alike = sameHolder === undefined ? [] : claimPaths(sameHolder);
  const asked = type.map((text) => queryOf(text, alike, idOf));
  const [authorities, issuers] = [namedBy("--authority", of.authority, asked), namedBy("--issuer", of.issuer, asked)];
  const [oneTime, optional] = [marked("--one-time", of.oneTime, asked), marked("--optional", of.optional, asked)];
  checkIds(asked);
  const dids = async (name: "authorities" | "issuers", texts: readonly string[] = []) =>
    texts.length > 0 && { [name]: await Promise.all(texts.map(didNamed)) };
  const credentials = asked.map(async (query) => ({
    ...query,
    ...(await dids("authorities", authorities.get(query.type))),
    ...(await dids("issuers", issuers.get(query.type))),
    ...(oneTime.has(query.type) && { oneTimeCopies: true }),
  }));
  return {
    credentials: await Promise.all(credentials),
    ...(optional.size > 0 && { credentialSets: setsOf(asked, optional) }),
    ...(sameHolder !== undefined && { sameHolder: alike }),
  };
}

/** The query that a --type makes has this id: holder and verifier name it alike, whatever the order of their options. */
function idAfter(type: string): string {
  return type.replace(/[^A-Za-z0-9]+/g, "-");
}

function checkIds(asked: readonly CredentialRequirement[]): void {
  const twice = asked.find(({ id }, i) => asked.findIndex((other) => other.id === id) !== i);
  if (twice === undefined) return;
  const message = `--type asks for ${twice.type.slice(0, 60)} twice, or for two types whose queries would both be called ${twice.id.slice(0, 60)}: write a --request.`;
  throw new DidimError("cli.option", message, { option: "--type", type: twice.type });
}

/** What is not optional is wanted together. */
function setsOf(asked: readonly CredentialRequirement[], optional: ReadonlySet<string>): readonly CredentialSetQuery[] {
  const ids = asked.filter(({ type }) => !optional.has(type)).map(({ id }) => id);
  const others = asked.filter(({ type }) => optional.has(type));
  return [
    ...(ids.length > 0 ? [{ options: [ids] }] : []),
    ...others.map(({ id }) => ({ options: [[id]], required: false })),
  ];
}

/** `urn:x=name,address.region`: the claims come after the last "=". */
function queryOf(text: string, alike: readonly ClaimPath[], idOf: (type: string) => string): CredentialRequirement {
  const { type, rest } = typeAnd(text);
  const claims = [...(rest === undefined ? [] : claimPaths(rest)), ...alike];
  const distinct = [...new Map(claims.map((path) => [JSON.stringify(path), path])).values()];
  return { id: idOf(type), type, ...(distinct.length > 0 && { claims: distinct }) };
}

function typeAnd(text: string): { readonly type: string; readonly rest?: string } {
  const parts = partsOf(text, "=");
  const rest = parts.length > 1 ? parts.pop() : undefined;
  return { type: unescaped(parts.join("=")), ...(rest !== undefined && { rest }) };
}

/** `urn:x=did,did`: the DIDs that an option names for each type. */
function namedBy(option: string, texts: readonly string[] = [], asked: readonly CredentialRequirement[]) {
  const named = new Map<string, readonly string[]>();
  for (const text of texts) {
    const { type, rest = "" } = typeAnd(text);
    const names = rest.split(",").map((name) => name.trim());
    if (names.includes(""))
      throw bad("a type and DIDs", text, "urn:x=did:ethr:0x7a69:0x…, with commas between several");
    checkAsked(option, type, asked);
    named.set(type, [...(named.get(type) ?? []), ...names]);
  }
  return named;
}

function marked(option: string, texts: readonly string[] = [], asked: readonly CredentialRequirement[]) {
  const types = texts.map(unescaped);
  for (const type of types) checkAsked(option, type, asked);
  return new Set(types);
}

/** A mistyped type must not drop a condition. */
function checkAsked(option: string, type: string, asked: readonly CredentialRequirement[]): void {
  if (asked.some((one) => one.type === type)) return;
  const message = `${option} is about ${type.slice(0, 60)}, which no --type asks for: add --type, or correct the name.`;
  throw new DidimError("cli.option", message, { option, type, asked: asked.map((one) => one.type) });
}

export interface PolicyOptions extends RequestOptions {
  /** The verifier's DID; an option of `present`. */
  readonly verifier?: string;
  readonly maxAge?: string;
  readonly maxProofAge?: string;
}

/** The options of `verify` and `explain`. */
export interface VerifyOptions extends PolicyOptions, ProofOptions {
  readonly asOf?: string;
}

export function addPolicyOptions(command: Command, say: Say): Command {
  return addRequestOptions(command, say)
    .option(
      "--max-age <seconds>",
      say(
        "the maximum age of the registry's facts, or of their proofs",
        "등록부 정보나 그 증명의 최대 허용 경과 시간(초)",
      ),
    )
    .option(
      "--max-proof-age <seconds>",
      say("the maximum age of the holder's signature", "소지자 서명의 최대 허용 경과 시간(초)"),
    );
}

export function addVerifyOptions(command: Command, say: Say): Command {
  return addPolicyOptions(
    command.argument(
      "<file>",
      say(
        "what the holder presented: presentations by query, as present writes them, or a single one; - for standard input",
        "소지자가 제시한 내용: present가 질의별로 저장한 파일 또는 제시 내용 하나. -는 표준 입력",
      ),
    ),
    say,
  )
    .option(
      "--as-of <time>",
      say(
        "was it good at that time, as far as is known now?",
        "현재 알려진 사실에 따라 그 시각에 유효했는지 판정합니다",
      ),
    )
    .option(
      "--pin <block>",
      say(
        "read the registry as of this past block (number or hash): the verdict is as known then",
        "이 과거 블록(번호나 해시) 기준으로, 당시 알려진 사실에 따라 판정합니다",
      ),
    )
    .option(
      "--anchor <file>",
      say(
        "a trust anchor: the facts come from stapled proofs, without a network",
        "신뢰 앵커. 네트워크 없이 첨부 증명으로 확인합니다",
      ),
    )
    .option(
      "--prove",
      say(
        "with --anchor: ask a node, which must prove its answers",
        "--anchor와 함께: 노드에 질의하고 그 응답의 증명을 확인합니다",
      ),
    )
    .option(
      "--checkpoint <file>",
      say(
        "with --prove, on a chain without seals: the checkpoint that members signed",
        "--prove와 함께: 봉인이 없는 체인에서 회원이 서명한 체크포인트",
      ),
    );
}

/**
 * A verifier's policy for these options, without `asOf`. Throws what {@link requirementsOf} throws, `cli.option`, and
 * `policy.*` for the content of a file.
 */
export async function policyOf(options: PolicyOptions, didNamed: DidNamed): Promise<Policy> {
  const { request: file, audience, nonce, verifier, maxAge, maxProofAge } = options;
  const given = {
    ...(audience !== undefined && { audience }),
    ...(nonce !== undefined && { nonce }),
    ...(verifier !== undefined && { verifier }),
    ...(maxAge !== undefined && { maxAge: seconds(maxAge) }),
    ...(maxProofAge !== undefined && { maxProofAge: seconds(maxProofAge) }),
  };
  if (file !== undefined) return policyIn(file, given, options);
  if (options.type === undefined) throw missing("--type", "or --request, a file with the whole request");
  if (audience === undefined) throw missing("--audience", "who asks");
  if (nonce === undefined) throw missing("--nonce", "the verifier's challenge");
  if (nonce.length < 16) throw new DidimError("cli.value", "A nonce must have at least 16 characters.", {});
  return { audience, nonce, ...given, ...(await requirementsOf(options, didNamed)) };
}

/** What a file asks for, and options say beside it. Throws `cli.option` for an option that the file leaves no room for. */
function policyIn(file: string, given: Readonly<Record<string, unknown>>, options: RequirementOptions): Policy {
  const { type, authority, issuer, oneTime, optional, sameHolder } = options;
  const beside = Object.entries({ type, authority, issuer, oneTime, optional, sameHolder });
  const [name] = beside.find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw inTheFile(name);
  const written = inputJson(file);
  for (const [name, value] of Object.entries(given)) {
    const there = (written as Readonly<Record<string, unknown>> | null)?.[name];
    if (there !== undefined && there !== value) throw inTheFile(name);
  }
  const whole = typeof written === "object" && !Array.isArray(written) ? { ...written, ...given } : written;
  try {
    return readPolicy(whole);
  } catch (error) {
    if (!isDidimError(error)) throw error;
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.details, file }, { cause: error });
  }
}

function inTheFile(name: string): DidimError {
  const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new DidimError("cli.option", `${option} does not go with this --request: the file says it.`, { option });
}

function missing(option: string, what: string): DidimError {
  return new DidimError("cli.option", `${option} is missing: ${what}.`, { option });
}

const seconds = (text: string): number => wholeNumber("a number of seconds", text, 1, 10 ** 9);
