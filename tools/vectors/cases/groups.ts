import type { Bilingual } from "../../../src/public/errors.ts";
import { ID } from "../chain/types.ts";
import { AUDIENCE, NONCE, NOW } from "../constants.ts";
import { VERSION } from "../files.ts";
import type { Json } from "../tokens/jws.ts";
import { accreditation } from "./accreditation.ts";
import type { CaseDefinition, CredentialFindings, Findings, Group, Presented, Request, SourceName } from "./case.ts";
import { type Outcome, outcomeOfAll, outcomeOfCode } from "./codes.ts";
import { disclosure } from "./disclosure.ts";
import { encoding } from "./encoding.ts";
import { freshness } from "./freshness.ts";
import { holderBinding } from "./holder-binding.ts";
import { issuerKey } from "./issuer-key.ts";
import { past } from "./past.ts";
import { policy } from "./policy.ts";
import { several } from "./several.ts";
import { signature } from "./signature.ts";
import { status } from "./status.ts";
import { vcJwt } from "./vc-jwt.ts";

/** All groups, each a folder of files. */
export const GROUPS = (): readonly Group[] => [
  signature(),
  issuerKey(),
  accreditation(),
  status(),
  holderBinding(),
  policy(),
  several(),
  freshness(),
  past(),
  encoding(),
  disclosure(),
  vcJwt(),
];

/** A code and its outcome, as in a case's file. */
interface Expectation {
  readonly outcome: Outcome;
  readonly code: string;
  readonly cause?: string;
}

/** A case, as its file has it. */
export interface Case {
  readonly version: number;
  readonly name: string;
  readonly about: Bilingual;
  readonly registry: string | null;
  readonly sources: readonly SourceName[];
  readonly at: number;
  readonly pinned?: true;
  readonly request: Request;
  readonly presented: Presented;
  readonly expected: Expected;
}

export interface Expected {
  readonly outcome: Outcome;
  /** The sentence of an accepted presentation. */
  readonly accepted?: string;
  readonly credentials: readonly {
    readonly query: string;
    readonly checks: Readonly<Record<string, Expectation>>;
    readonly policy: readonly Expectation[];
    readonly claims?: Json;
  }[];
  readonly facts: Expectation | null;
  readonly presentation: readonly Expectation[];
}

const REQUEST: Request = {
  audience: AUDIENCE,
  nonce: NONCE,
  credentials: [{ id: "id", type: ID, claims: [["family_name"]] }],
};

const ALL: readonly SourceName[] = ["records", "rpc", "proof"];

export function caseFile(group: Group, definition: CaseDefinition): Case {
  const {
    name,
    en,
    ko,
    registry = "base",
    at = NOW,
    pinned,
    request = {},
    presented,
    expected = {},
    sources,
  } = definition;
  return {
    version: VERSION,
    name: `${group.name}/${name}`,
    about: { en, ko },
    registry,
    sources: sources ?? (registry === null ? [] : ALL),
    at,
    ...(pinned && { pinned }),
    request: { ...REQUEST, ...request },
    presented: typeof presented === "string" ? { id: [presented] } : presented,
    expected: expectedOf(expected),
  };
}

function expectedOf(findings: Findings): Expected {
  const { credentials = [findings], presentation = [], facts = "facts.fresh", accepted = "verdict.valid" } = findings;
  const whole = presentation.map((finding) =>
    typeof finding === "string" ? expectation(finding) : { ...expectation(finding[0]), cause: finding[1] },
  );
  const all = [...credentials.flatMap(codesOf), ...whole.map(({ code }) => code), ...(facts === null ? [] : [facts])];
  const outcome = outcomeOfAll(all);
  return {
    outcome,
    ...(outcome === "valid" && { accepted }),
    credentials: credentials.map((each) => credentialOf(each, outcome)),
    facts: facts === null ? null : expectation(facts),
    presentation: whole,
  };
}

const expectation = (code: string): Expectation => ({ outcome: outcomeOfCode(code), code });

/** What is found of a credential with which everything is as usual. */
const USUAL = {
  signature: "signature.genuine",
  issuerKey: "issuerKey.good",
  accreditation: "accreditation.whole",
  status: "status.valid",
  holderBinding: "holderBinding.proved",
} as const;

const CHECKS = Object.keys(USUAL) as readonly (keyof typeof USUAL)[];
const checkCodes = (findings: CredentialFindings) =>
  CHECKS.map((check) => [check, findings[check] ?? USUAL[check]] as const);
const policyCodes = ({ policy: codes = ["policy.met"] }: CredentialFindings): readonly string[] => codes;

const codesOf = (findings: CredentialFindings): readonly string[] => [
  ...checkCodes(findings).map(([, code]) => code),
  ...policyCodes(findings),
];

function credentialOf(findings: CredentialFindings, outcome: Outcome): Expected["credentials"][number] {
  const { query = "id", claims = { family_name: "정" } } = findings;
  return {
    query,
    checks: Object.fromEntries(checkCodes(findings).map(([check, code]) => [check, expectation(code)])),
    policy: policyCodes(findings).map(expectation),
    ...(outcome === "valid" && { claims }),
  };
}
