import type { Command } from "commander";
import {
  type ClaimPath,
  type CredentialRequirement,
  type CredentialSetQuery,
  DidimError,
  isDidimError,
  type Policy,
  readPolicy,
} from "../../../src/index.ts";
import type { DidNamed } from "../keys/identities.ts";
import type { ProofOptions } from "../proofs/proofs.ts";
import type { Say } from "../terminal/help.ts";
import { bad, claimPaths, inputJson, partsOf, unescaped, wholeNumber } from "../terminal/values.ts";

/** What must be proved, as options: a file, or each type by --type, and by the others what else is asked of it. */
export interface RequirementOptions {
  readonly request?: string;
  readonly type?: readonly string[];
  readonly authority?: readonly string[];
  readonly issuer?: readonly string[];
  readonly oneTime?: readonly string[];
  readonly optional?: readonly string[];
  readonly sameHolder?: string;
}

/** What a verifier asks a holder for, as options. */
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
          "who asks: a URL, or the verifier's DID; needed where the request's file does not say",
          "요청하는 쪽: URL 또는 검증자의 DID. 요청 파일에 없으면 필요합니다",
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
      "a type asked for, and its claims, urn:x=name,address.region; once for each type",
      "요구하는 종류와 항목, urn:x=name,address.region. 종류마다 한 번",
    ),
  );
}

/** @param about What a --type is, if it is not what a court asks for. */
export function addRequirementOptions(command: Command, say: Say, about?: string): Command {
  const others = say(
    "what must be proved, if not what the verifier asked for then; once for each type",
    "증명되어야 할 것(당시 검증자의 요구와 다를 때). 종류마다 한 번",
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
      say("of that type, only what these authorities answer for", "그 종류에서 이 소관 기관의 것만"),
      each,
    )
    .option(
      "--issuer <vct=dids>",
      say("of that type, only what these issuers issued", "그 종류에서 이 발급기관의 것만"),
      each,
    )
    .option(
      "--one-time <vct>",
      say(
        "of that type, one-time copies too, which live a day and have no status",
        "그 종류에서 하루 동안 쓰고 상태가 없는 일회용 사본도",
      ),
      each,
    )
    .option("--optional <vct>", say("that type need not be shown", "그 종류는 제시하지 않아도 됩니다"), each)
    .option(
      "--same-holder <claims>",
      say(
        "claims that must be alike in all, so that they are of one person",
        "모두에서 같아야 하는 항목(같은 사람의 것이 되도록)",
      ),
    );
}

const each = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

type Asked = Pick<Policy, "credentials" | "credentialSets" | "sameHolder">;

/**
 * What the options ask for, in queries named after their types, or by `idOf`. Claims that must be alike are asked of all. Throws `cli.value`;
 * `cli.option` for what is asked of a type that is not asked for, or for a type twice; and what `didNamed` throws.
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

/** `urn:x=did,did`: whom an option names for each type. */
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

/** A slip of the pen must not leave a condition out. */
function checkAsked(option: string, type: string, asked: readonly CredentialRequirement[]): void {
  if (asked.some((one) => one.type === type)) return;
  const message = `${option} is about ${type.slice(0, 60)}, which no --type asks for: add --type, or mend the name.`;
  throw new DidimError("cli.option", message, { option, type, asked: asked.map((one) => one.type) });
}

export interface PolicyOptions extends RequestOptions {
  readonly maxAge?: string;
  readonly maxProofAge?: string;
}

/** What `verify` and `explain` take. */
export interface VerifyOptions extends PolicyOptions, ProofOptions {
  readonly asOf?: string;
}

export function addPolicyOptions(command: Command, say: Say): Command {
  return addRequestOptions(command, say)
    .option(
      "--max-age <seconds>",
      say(
        "how old the registry's facts, or the proofs of them, may be",
        "등록부 사실이나 그 증명이 얼마나 오래되어도 되는지(초)",
      ),
    )
    .option(
      "--max-proof-age <seconds>",
      say("how old the holder's signature may be", "소지자의 서명이 얼마나 오래되어도 되는지(초)"),
    );
}

export function addVerifyOptions(command: Command, say: Say): Command {
  return addPolicyOptions(
    command.argument(
      "<file>",
      say(
        "what the holder presented: presentations by query, as present writes them, or a single one; - for standard input",
        "제시 내용: present가 저장한 질의별 제시 내용, 또는 제시 내용 하나. -는 표준 입력",
      ),
    ),
    say,
  )
    .option(
      "--as-of <time>",
      say("was it good at that time, by what is known now?", "지금 알려진 것으로 볼 때 그때 유효했는지"),
    )
    .option(
      "--pin <block>",
      say(
        "by what was known then: read as of this block of the past, by its number or hash",
        "그때 알려진 것으로: 이 과거 블록(번호나 해시) 기준",
      ),
    )
    .option(
      "--anchor <file>",
      say(
        "a trust anchor: facts come from what is stapled to the presentations, with no network",
        "신뢰 앵커: 네트워크 없이 첨부된 증명으로 확인합니다",
      ),
    )
    .option(
      "--prove",
      say(
        "with --anchor: a node is asked, and must prove its answers",
        "--anchor와 함께: 노드에 묻고 답을 증명하게 합니다",
      ),
    )
    .option(
      "--checkpoint <file>",
      say(
        "with --prove, on a chain without seals: what members signed",
        "--prove와 함께, 봉인이 없는 체인에서: 회원이 서명한 체크포인트",
      ),
    );
}

/** The policy of a verifier who asks that; but for `asOf`. Throws as {@link requirementsOf}, `cli.option`, and `policy.*` for what a file says. */
export async function policyOf(options: PolicyOptions, didNamed: DidNamed): Promise<Policy> {
  const { request: file, audience, nonce, maxAge, maxProofAge } = options;
  const given = {
    ...(audience !== undefined && { audience }),
    ...(nonce !== undefined && { nonce }),
    ...(maxAge !== undefined && { maxAge: seconds(maxAge) }),
    ...(maxProofAge !== undefined && { maxProofAge: seconds(maxProofAge) }),
  };
  if (file !== undefined) return policyIn(file, given, options);
  if (options.type === undefined) throw missing("--type", "or --request, a file with the whole request");
  if (audience === undefined) throw missing("--audience", "who asks");
  if (nonce === undefined) throw missing("--nonce", "the verifier's challenge");
  if (nonce.length < 16) throw new DidimError("cli.value", "A nonce has at least 16 characters.", {});
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
    throw new DidimError(error.code, `${file}: ${error.message}`, { ...error.facts, file }, { cause: error });
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
