import { type Command, Option } from "commander";
import { type CredentialRequirement, DidimError, type Policy } from "../../../src/index.ts";
import type { DidNamed } from "../keys/identities.ts";
import type { ProofOptions } from "../proofs/proofs.ts";
import type { Say } from "../terminal/help.ts";
import { bad, claimPaths, partsOf, unescaped, wholeNumber } from "../terminal/values.ts";

/** Requirements as options: each type by --type, and further conditions by the other options. */
export interface RequirementOptions {
  readonly type?: readonly string[];
  readonly authority?: readonly string[];
  readonly issuer?: readonly string[];
  readonly oneTime?: readonly string[];
  readonly optional?: readonly string[];
  readonly sameHolder?: string;
}

/** A verifier's request as options. */
export interface RequestOptions extends RequirementOptions {
  readonly audience: string;
  readonly nonce: string;
}

export function addRequestOptions(command: Command, say: Say): Command {
  return addRequirementOptions(
    command
      .requiredOption(
        "--audience <text>",
        say("who asks: a URL, or the verifier's DID", "요청하는 쪽: URL 또는 검증자의 DID"),
      )
      .requiredOption(
        "--nonce <text>",
        say("the verifier's challenge, at least 16 characters", "검증자의 논스(16자 이상)"),
      ),
    say,
    say(
      "a type asked for, and its claims, urn:x=name,address.region; once for each type",
      "요구하는 종류와 항목, urn:x=name,address.region. 종류마다 한 번",
    ),
  );
}

/** @param about The help text of --type. If omitted, --type is optional. */
export function addRequirementOptions(command: Command, say: Say, about?: string): Command {
  const others = say(
    "what must be proved, if not what the verifier asked for then; once for each type",
    "증명되어야 할 것(당시 검증자의 요구와 다를 때). 종류마다 한 번",
  );
  const type = about ?? others;
  return command
    .addOption(new Option("--type <vct=claims>", type).argParser(each).makeOptionMandatory(about !== undefined))
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

/**
 * The requirements in the options. Throws `cli.value`; `cli.option` for a condition on a type that is not requested;
 * and what `didNamed` throws.
 */
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
  const message = `${option} is about ${type.slice(0, 60)}, which no --type asks for: add --type, or mend the name.`;
  throw new DidimError("cli.option", message, { option, type, asked: asked.map((one) => one.type) });
}

export interface PolicyOptions extends RequestOptions {
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
      "<files...>",
      say("presentations, one a line; - for standard input", "제시 내용, 한 줄에 하나. -는 표준 입력"),
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

/** A verifier's policy for these options, without `asOf`. Throws what {@link requirementsOf} throws. */
export async function policyOf(options: PolicyOptions, didNamed: DidNamed): Promise<Policy> {
  const { audience, nonce, maxAge, maxProofAge } = options;
  if (nonce.length < 16) throw new DidimError("cli.value", "A nonce has at least 16 characters.", {});
  return {
    audience,
    nonce,
    ...(await requirementsOf(options, didNamed)),
    ...(maxAge !== undefined && { maxAge: seconds(maxAge) }),
    ...(maxProofAge !== undefined && { maxProofAge: seconds(maxProofAge) }),
  };
}

const seconds = (text: string): number => wholeNumber("a number of seconds", text, 1, 10 ** 9);
