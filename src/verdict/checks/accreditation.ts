import type { TrustRecords } from "../../facts/facts.ts";
import type { EpochRecord, LinkRecord, TermRecord, TypeRecord } from "../../records/records.ts";
import { indeterminate, invalid, valid } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/**
 * A moment before the block of the records: its time in seconds, the chain of trust at it, and the type's authority at
 * it.
 */
export interface Earlier {
  readonly asOf: number;
  readonly links: readonly LinkRecord[];
  readonly term?: TermRecord;
}

/**
 * Check 3, the chain of trust: every link must have held when the credential was issued, and none
 * may be suspended, withdrawn or annulled at verification. An expiry or an orderly end after the issuance does no harm.
 * A property test compares these rules with the contract's `Accreditations.isAccredited`. Times in seconds.
 */
export function judgeAccreditation(
  records: TrustRecords,
  issuer: string,
  issuedAt: number,
  earlier?: Earlier,
): Finding {
  const { type, links } = records;
  const wrongType = judgeType(type, issuedAt);
  if (wrongType !== undefined) return wrongType;
  const first = links[0];
  if (first === undefined || first.holder !== issuer) return invalid("accreditation.never", { holder: issuer });

  let doubt: Finding | undefined;
  for (const [i, link] of links.entries()) {
    const finding = judgeLink(link, links[i - 1], issuedAt, earlier);
    if (finding?.outcome === "invalid") return finding;
    doubt ??= finding;
  }
  const last = links.at(-1)?.atIssue;
  if (last === undefined || !last.root) return invalid("accreditation.broken", { reached: links.at(-1)?.holder });
  if (earlier !== undefined) doubt ??= judgeAuthorityThen(earlier);
  const evidence = {
    authority: (earlier?.term ?? type)?.authority,
    chain: links.map((link) => link.holder),
    ...namesOf(first),
  };
  return doubt ?? valid("accreditation.whole", evidence);
}

/**
 * The root link depends on the role, so the authority at T must have been active at T. An authority that is active
 * today was; for a deactivated one, the records do not say since when.
 */
function judgeAuthorityThen({ asOf, term }: Earlier): Finding | undefined {
  if (term !== undefined && !term.deactivated) return undefined;
  return indeterminate("accreditation.authority-unknown-at", { asOf, authority: term?.authority, term });
}
/** The names of a link's holder, for display. */
const namesOf = ({ names }: LinkRecord): Pick<LinkRecord, "names"> => (names === undefined ? {} : { names });

const isSuspended = ({ reason }: EpochRecord): boolean => reason === "suspended" || reason === "suspended-after-end";

function judgeType(type: TypeRecord | undefined, issuedAt: number): Finding | undefined {
  if (type === undefined || type.registered === 0) return invalid("accreditation.type-unknown");
  if (issuedAt < type.registered)
    return invalid("accreditation.before-type", { registered: type.registered, issuedAt });
  if (type.retired !== 0 && issuedAt >= type.retired) {
    return invalid("accreditation.type-retired", { retired: type.retired, issuedAt });
  }
  if (type.authorityDeactivated) return invalid("accreditation.authority-deactivated", { authority: type.authority });
  return undefined;
}

/** Judges one link. Undefined if it holds. */
function judgeLink(
  link: LinkRecord,
  below: LinkRecord | undefined,
  issuedAt: number,
  earlier: Earlier | undefined,
): Finding | undefined {
  const epoch = link.atIssue;
  const evidence = { holder: link.holder, ...namesOf(link), issuedAt, epoch, newest: link.newest };
  if (link.holderDeactivated) return invalid("accreditation.holder-deactivated", evidence);
  if (epoch === undefined || issuedAt < epoch.from || issuedAt >= epoch.until) {
    return invalid("accreditation.not-then", evidence);
  }
  if (epoch.reason === "annulled") return invalid("accreditation.annulled", evidence);
  const misheld = judgeRights(link, epoch, below);
  if (misheld !== undefined) return misheld;
  return earlier === undefined ? judgeNow(link, epoch, below) : judgeThen(link, epoch, below, earlier);
}

function judgeRights(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  if (below?.atIssue === undefined) {
    return epoch.mayIssue
      ? undefined
      : invalid("accreditation.may-not-issue", { holder: link.holder, ...namesOf(link) });
  }
  // Levels must strictly increase on the way up. So nobody grants rights that it does not have, and no chain contains a
  // cycle.
  if (below.atIssue.accreditor !== link.holder) return invalid("accreditation.broken", { holder: link.holder });
  if (epoch.levels > below.atIssue.levels) return undefined;
  return invalid("accreditation.beyond-levels", { holder: link.holder, ...namesOf(link) });
}

function judgeNow(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  const { newest } = link;
  const evidence = { holder: link.holder, ...namesOf(link), epoch, newest };
  if (epoch.index < link.generationStart) return invalid("accreditation.withdrawn", evidence);
  if (newest.reason === "withdrawn") return invalid("accreditation.withdrawn", evidence);
  if (newest.reason === "annulled") return invalid("accreditation.annulled", evidence);
  if (isSuspended(newest)) return invalid("accreditation.suspended", evidence);
  if (below?.atIssue !== undefined && below.atIssue.parentGeneration !== link.generation) {
    return invalid("accreditation.parent-withdrawn", {
      holder: below.holder,
      ...namesOf(below),
      accreditor: link.holder,
    });
  }
  return undefined;
}

/**
 * Judges a link at an earlier moment T, from today's records. `epochThen` is the holder's last epoch that began by T.
 * If the records do not decide, the finding is inconclusive. A property test compares it with
 * `Accreditations.isAccredited` in the blocks of that time.
 */
function judgeThen(
  link: LinkRecord,
  epoch: EpochRecord,
  below: LinkRecord | undefined,
  earlier: Earlier,
): Finding | undefined {
  const epochThen = earlier.links.find((other) => other.holder === link.holder)?.atIssue;
  const evidence = { holder: link.holder, ...namesOf(link), asOf: earlier.asOf, epoch, epochThen };
  if (epochThen === undefined || epochThen.index < epoch.index || epochThen.reason === "annulled") {
    return indeterminate("accreditation.unknown-at", evidence);
  }
  // There was a withdrawal, before or after T; today's records do not say which.
  if (epochThen.index !== epoch.index && epoch.index < link.generationStart) {
    return indeterminate("accreditation.unknown-at", evidence);
  }
  if (earlier.asOf >= epochThen.until) {
    if (epochThen.reason === "suspended") return invalid("accreditation.suspended", evidence);
    // Another reason may have ended the epoch, or may have been added after its end. The records do not say which.
    if (epochThen.reason !== "none" && epochThen.reason !== "ended")
      return indeterminate("accreditation.unknown-at", evidence);
  }
  return judgeParentThen(link, epoch, below);
}

/**
 * The epoch below must name the generation that this link had at T. Its beginning alone does not show that, even if it
 * began later than this link's epoch.
 */
function judgeParentThen(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  const child = below?.atIssue;
  if (child === undefined) return undefined;
  const generation = generationThen(link, epoch);
  if (generation === undefined) return indeterminate("accreditation.unknown-at", { holder: link.holder, epoch });
  if (generation === child.parentGeneration) return undefined;
  return invalid("accreditation.parent-withdrawn", {
    holder: below?.holder,
    accreditor: link.holder,
    epoch,
    generation,
  });
}

/**
 * The link's generation at T, if its epoch at issue was not withdrawn by T. Each withdrawal starts a new generation
 * after all existing epochs. So an epoch from `generationStart` on belongs to the present generation, and the one just
 * before it to the previous generation.
 */
function generationThen({ generation, generationStart }: LinkRecord, { index }: EpochRecord): number | undefined {
  if (index >= generationStart) return generation;
  return index === generationStart - 1 ? generation - 1 : undefined;
}
