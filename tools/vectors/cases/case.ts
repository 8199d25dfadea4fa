import type { Bilingual } from "../../../src/public/errors.ts";
import type { Json } from "../tokens/jws.ts";

/** The request, in the shape of DCQL that policies have, and what the verifier demands on its own. */
export interface Request {
  readonly audience: string;
  readonly nonce: string;
  readonly credentials: readonly Json[];
  readonly [member: string]: unknown;
}

export type Presented = Readonly<Record<string, readonly string[]>>;

/** The codes of one credential's findings. A check that is left out passes as usual. */
export interface CredentialFindings {
  readonly query?: string;
  readonly signature?: string;
  readonly issuerKey?: string;
  readonly accreditation?: string;
  readonly status?: string;
  readonly holderBinding?: string;
  readonly policy?: readonly string[];
  /** What the verifier learns, if the whole verdict is valid. */
  readonly claims?: Json;
}

/** A finding about the presentation, with the code of the cause if it cannot be read. */
export type PresentationFinding = string | readonly [code: string, cause: string];

export interface Findings extends CredentialFindings {
  /** Absent: one credential, with the findings beside this member. */
  readonly credentials?: readonly CredentialFindings[];
  readonly presentation?: readonly PresentationFinding[];
  /** null: nobody asked the registry. */
  readonly facts?: string | null;
  /** The sentence of an accepted presentation. */
  readonly accepted?: string;
}

/** A source from which a case can be judged: the records, TrustLens' answers, or the staple. */
export type SourceName = "records" | "rpc" | "proof";

/** A case, without what follows from its group and its registry. */
export interface CaseDefinition {
  readonly name: string;
  readonly en: string;
  readonly ko: string;
  /** The registry's name; null: none answers. Default: "base". */
  readonly registry?: string | null;
  /** The verifier's clock, in seconds since 1970. */
  readonly at?: number;
  readonly request?: Partial<Request>;
  /** Whether the verifier pins the registry's block. */
  readonly pinned?: true;
  /** A text alone answers the only query. */
  readonly presented: Presented | string;
  readonly expected?: Findings;
  readonly sources?: readonly SourceName[];
}

export interface Group {
  /** The folder of its files. */
  readonly name: string;
  readonly about: Bilingual;
  readonly cases: readonly CaseDefinition[];
}

/** Expected of a presentation that cannot be read. */
export const unreadable = (cause: string): Findings => ({
  credentials: [],
  presentation: [["presentation.unreadable", cause], "policy.credential-missing"],
  facts: null,
});
