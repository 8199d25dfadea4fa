import { type Command, Option } from "commander";
import { type CredentialRequirement, DidimError, type Policy } from "../../../src/index.ts";
import type { DidNamed } from "../keys/identities.ts";
import type { ProofOptions } from "../proofs/proofs.ts";
import type { Say } from "../terminal/help.ts";
import { bad, claimPaths, partsOf, unescaped, wholeNumber } from "../terminal/values.ts";

/** What must be proved, as options: each type by --type, and by the others what else is asked of it. */
export interface RequirementOptions {
  readonly type?: readonly string[];
  readonly authority?: readonly string[];
  readonly issuer?: readonly string[];
  readonly oneTime?: readonly string[];
  readonly optional?: readonly string[];
  readonly sameHolder?: string;
}

/** What a verifier asks a holder for, as options. */
export interface RequestOptions extends RequirementOptions {
  readonly audience: string;
  readonly nonce: string;
}

export function addRequestOptions(command: Command, say: Say): Command {
  return addRequirementOptions(
    command
      .requiredOption("--audience <text>", say("the verifier: its URL or its DID", "검증자의 URL 또는 DID"))
      .requiredOption(
        "--nonce <text>",
        say("the verifier's challenge, at least 16 characters", "검증자의 논스(16자 이상)"),
      ),
    say,
    say(
      "a type that the verifier asks for, and its claims: urn:x=name,address.region; once for each type",
      "요구하는 증명서 종류와 항목: urn:x=name,address.region. 종류마다 한 번씩 지정합니다",
    ),
  );
}

/** @param about What a --type is; if not given, none is needed. */
export function addRequirementOptions(command: Command, say: Say, about?: string): Command {
  const others = say(
    "the types and claims that must be proved, if other than the verifier asked for then; once for each type",
    "증명되어야 하는 종류와 항목(당시 검증자의 요구와 다를 때). 종류마다 한 번씩 지정합니다",
  );
  const type = about ?? others;
  return command
    .addOption(new Option("--type <vct=claims>", type).argParser(each).makeOptionMandatory(about !== undefined))
    .option(
      "--authority <vct=dids>",
      say("for that type, accept only these authorities", "그 종류에서 인정할 소관 기관"),
      each,
    )
    .option("--issuer <vct=dids>", say("for that type, accept only these issuers", "그 종류에서 인정할 발급기관"), each)
    .option(
      "--one-time <vct>",
      say(
        "for that type, accept one-time copies too, which live for a day and have no status",
        "그 종류에서 일회용 사본도 받습니다(하루 동안 유효하며 상태 정보가 없음)",
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

/** What the options ask for. Throws `cli.value`; `cli.option` for what is asked of a type that is not asked for; and what `didNamed` throws. */
export async function requirementsOf(
  { type = [], sameHolder, ...of }: RequirementOptions,
  didNamed: DidNamed,
): Promise<Pick<Policy, "sameHolder"> & { readonly credentials: readonly CredentialRequirement[] }> {
  const asked = type.map(requirementOf);
  const [authorities, issuers] = [namedBy("--authority", of.authority, asked), namedBy("--issuer", of.issuer, asked)];
  const [oneTime, optional] = [marked("--one-time", of.oneTime, asked), marked("--optional", of.optional, asked)];
  const dids = async (name: "authorities" | "issuers", texts: readonly string[] = []) =>
    texts.length > 0 && { [name]: await Promise.all(texts.map(didNamed)) };
  const credentials = asked.map(async (requirement) => ({
    ...requirement,
    ...(await dids("authorities", authorities.get(requirement.type))),
    ...(await dids("issuers", issuers.get(requirement.type))),
    ...(oneTime.has(requirement.type) && { oneTimeCopies: true }),
    ...(optional.has(requirement.type) && { optional: true }),
  }));
  return {
    credentials: await Promise.all(credentials),
    ...(sameHolder !== undefined && { sameHolder: claimPaths(sameHolder) }),
  };
}

/** `urn:x=name,address.region`: the claims come after the last "=". */
function requirementOf(text: string): CredentialRequirement {
  const { type, rest } = typeAnd(text);
  return rest === undefined ? { type } : { type, claims: claimPaths(rest) };
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
  const message = `${option} is about ${type.slice(0, 60)}, which no --type asks for: add --type, or correct the name.`;
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
      "<files...>",
      say("presentations, one a line; - for standard input", "제시 내용. 한 줄에 하나씩. -는 표준 입력"),
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
        "신뢰 앵커. 네트워크 없이 첨부된 증명으로 확인합니다",
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

/** The policy of a verifier who asks that; but for `asOf`. Throws as {@link requirementsOf}. */
export async function policyOf(options: PolicyOptions, didNamed: DidNamed): Promise<Policy> {
  const { audience, nonce, maxAge, maxProofAge } = options;
  if (nonce.length < 16) throw new DidimError("cli.value", "A nonce must have at least 16 characters.", {});
  return {
    audience,
    nonce,
    ...(await requirementsOf(options, didNamed)),
    ...(maxAge !== undefined && { maxAge: seconds(maxAge) }),
    ...(maxProofAge !== undefined && { maxProofAge: seconds(maxProofAge) }),
  };
}

const seconds = (text: string): number => wholeNumber("a number of seconds", text, 1, 10 ** 9);
