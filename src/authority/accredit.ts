import { bytesOfText } from "../crypto/encodings/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { NO_END } from "../records/directory-rule.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { type AccreditationChanged, changeAccreditation } from "../registry/sending/accreditation.ts";
import type { Receipt } from "../registry/sending/receipt.ts";

/** An agency's names, for people: at most 96 bytes of UTF-8 each. */
export interface AgencyNames {
  readonly ko?: string;
  readonly en?: string;
}

/** What is granted. */
export interface AccreditOptions {
  /** The applicant's DID. */
  readonly agency: string;
  readonly type: string;
  /** Whether to issue. Default: true. */
  readonly mayIssue?: boolean;
  /** How many levels it may accredit below itself: 0 (the default) to 7. */
  readonly levels?: number;
  /** The first second, since 1970, at which the accreditation ends. Default: no end. */
  readonly until?: number;
  /**
   * Whether its credentials are accepted without a status: an exception for an issuer without status lists. Lasts until a
   * withdrawal. Default: false.
   */
  readonly withoutStatus?: boolean;
  readonly names?: AgencyNames;
}

/** IAccreditations.Accreditation.exceptions. */
const NO_STATUS = 1;

/**
 * The terms come from the accreditor, not from the application, which the agency can change until the block of the grant.
 */
export async function accredit(
  registry: Registry,
  { agency, type, mayIssue = true, levels = 0, until = NO_END, withoutStatus = false, names }: AccreditOptions,
): Promise<AccreditationChanged & { readonly named?: Receipt }> {
  const issuer = identityIn(registry, agency);
  if (names !== undefined) checkNames(names);
  const exceptions = withoutStatus ? NO_STATUS : 0;
  const { accreditations } = registry;
  const granted = await changeAccreditation(registry, issuer, type, (typeId) =>
    accreditations.accredit(issuer, typeId, mayIssue, levels, until, exceptions),
  );
  if (names === undefined) return granted;
  const { receipt: named } = await nameAgency(registry, { agency, type, names });
  return { ...granted, named };
}

export async function nameAgency(
  registry: Registry,
  { agency, type, names }: { readonly agency: string; readonly type: string; readonly names: AgencyNames },
): Promise<AccreditationChanged> {
  checkNames(names);
  const { ko = "", en = "" } = names;
  const issuer = identityIn(registry, agency);
  return changeAccreditation(registry, issuer, type, (typeId) =>
    registry.accreditations.nameAgency(issuer, typeId, ko, en),
  );
}

/** AgencyNames.sol: the bytes of a name. */
const LONGEST_NAME = 96;

function checkNames({ ko = "", en = "" }: AgencyNames): void {
  for (const [language, name] of [["Korean", ko] as const, ["English", en] as const]) {
    const { length } = bytesOfText(name);
    if (length <= LONGEST_NAME) continue;
    const message = `The ${language} name is too long: it has ${length} bytes, and ${LONGEST_NAME} are allowed (a Korean letter has 3).`;
    throw new DidimError("registry.AccreditationTextLength", message, { length, most: LONGEST_NAME });
  }
}
