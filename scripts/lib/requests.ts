import type { Command } from "commander";
import { type CredentialRequirement, DidimError, type Policy } from "../../src/index.ts";
import type { ProofOptions } from "./proofs.ts";
import { claimPaths, wholeNumber } from "./values.ts";

/** What a verifier asks for, as options. */
export interface RequestOptions {
  readonly audience: string;
  readonly nonce: string;
  readonly type: readonly string[];
}

export function addRequestOptions(command: Command): Command {
  return command
    .requiredOption("--audience <text>", "who asks: a URL, or the verifier's DID")
    .requiredOption("--nonce <text>", "the verifier's challenge, at least 16 characters")
    .requiredOption(
      "--type <vct=claims>",
      "a type asked for, and its claims, urn:x=name,address.region; once for each type",
      (text: string, before: readonly string[] = []) => [...before, text],
    );
}

/** `urn:x=name,address.region`: the claims come after the last "=". */
export function requirementsOf(types: readonly string[]): CredentialRequirement[] {
  return types.map((text) => {
    const at = text.lastIndexOf("=");
    return at === -1 ? { type: text } : { type: text.slice(0, at), claims: claimPaths(text.slice(at + 1)) };
  });
}

export interface PolicyOptions extends RequestOptions {
  readonly maxAge?: string;
  readonly asOf?: string;
}

/** What `verify` and `explain` take. */
export interface VerifyOptions extends PolicyOptions, ProofOptions {}

export function addVerifyOptions(command: Command): Command {
  return addRequestOptions(command.argument("<files...>", "presentations, one a line; - for standard input"))
    .option("--max-age <seconds>", "how old the registry's facts may be")
    .option("--as-of <time>", "was it good at that time?")
    .option("--anchor <file>", "a trust anchor: facts come from what is stapled to the presentations, with no network")
    .option("--prove", "with --anchor: a node is asked, and must prove its answers")
    .option("--checkpoint <file>", "with --prove, on a chain without seals: what members signed");
}

export function policyOf(options: PolicyOptions, asOf: number | undefined): Policy {
  if (options.nonce.length < 16) throw new DidimError("cli.value", "A nonce has at least 16 characters.", {});
  const { audience, nonce, type, maxAge } = options;
  return {
    audience,
    nonce,
    credentials: requirementsOf(type),
    ...(maxAge === undefined ? {} : { maxAge: wholeNumber("a number of seconds", maxAge, 1, 10 ** 9) }),
    ...(asOf === undefined ? {} : { asOf }),
  };
}
