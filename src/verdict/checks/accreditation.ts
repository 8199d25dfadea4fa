import type { TrustRecords } from "../../facts/facts.ts";
import type { EpochRecord, LinkRecord, TermRecord, TypeRecord } from "../../records/records.ts";
import { bad, good, unknown } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/**
 * The moment asked about, if it lies before the block that the records are of; the chain walked at that moment, and who
 * was the authority.
 */
export interface Earlier {
  readonly asOf: number;
  readonly links: readonly LinkRecord[];
  readonly term?: TermRecord;
}

/**
 * Check 3, the chain of trust (DESIGN §3, rule 3): every link must hold when the credential was issued, and none may be suspended, withdrawn or
 * annulled at the time of verification; a mere expiry or an orderly end since then harms nothing. The same rules as
 * `Accreditations.isAccredited` on chain, held to it by a property test. Times in seconds.
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
  if (first === undefined || first.holder !== issuer) return bad("accreditation.never", { holder: issuer });

  let doubt: Finding | undefined;
  for (const [i, link] of links.entries()) {
    const finding = judgeLink(link, links[i - 1], issuedAt, earlier);
    if (finding?.outcome === "invalid") return finding;
    doubt ??= finding;
  }
  const last = links.at(-1)?.atIssue;
  if (last === undefined || !last.root) return bad("accreditation.broken", { reached: links.at(-1)?.holder });
  if (earlier !== undefined) doubt ??= judgeAuthorityThen(earlier);
  const evidence = {
    authority: (earlier?.term ?? type)?.authority,
    chain: links.map((link) => link.holder),
    ...namesOf(first),
  };
  return doubt ?? good("accreditation.whole", evidence);
}

/**
 * The root link hangs on the role, so whoever had it at T must have been alive at T. An authority that is alive today
 * was; of one that is deactivated the records do not say since when.
 */
function judgeAuthorityThen({ asOf, term }: Earlier): Finding | undefined {
  if (term !== undefined && !term.deactivated) return undefined;
  return unknown("accreditation.authority-unknown-at", { asOf, authority: term?.authority, term });
}
/** For people: what the accreditor for this type calls the holder of a link. */
const namesOf = ({ names }: LinkRecord): Pick<LinkRecord, "names"> => (names === undefined ? {} : { names });

const isSuspended = ({ reason }: EpochRecord): boolean => reason === "suspended" || reason === "suspended-after-end";

function judgeType(type: TypeRecord | undefined, issuedAt: number): Finding | undefined {
  if (type === undefined || type.registered === 0) return bad("accreditation.type-unknown");
  if (issuedAt < type.registered) return bad("accreditation.before-type", { registered: type.registered, issuedAt });
  if (type.retired !== 0 && issuedAt >= type.retired) {
    return bad("accreditation.type-retired", { retired: type.retired, issuedAt });
  }
  if (type.authorityDeactivated) return bad("accreditation.authority-deactivated", { authority: type.authority });
  return undefined;
}

/** One link: undefined if it holds. */
function judgeLink(
  link: LinkRecord,
  below: LinkRecord | undefined,
  issuedAt: number,
  earlier: Earlier | undefined,
): Finding | undefined {
  const epoch = link.atIssue;
  const evidence = { holder: link.holder, ...namesOf(link), issuedAt, epoch, newest: link.newest };
  if (link.holderDeactivated) return bad("accreditation.holder-deactivated", evidence);
  if (epoch === undefined || issuedAt < epoch.from || issuedAt >= epoch.until) {
    return bad("accreditation.not-then", evidence);
  }
  if (epoch.reason === "annulled") return bad("accreditation.annulled", evidence);
  const misheld = judgeRights(link, epoch, below);
  if (misheld !== undefined) return misheld;
  return earlier === undefined ? judgeNow(link, epoch, below) : judgeThen(link, epoch, below, earlier);
}

function judgeRights(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  if (below?.atIssue === undefined) {
    return epoch.mayIssue ? undefined : bad("accreditation.may-not-issue", { holder: link.holder, ...namesOf(link) });
  }
  // Strictly more levels on the way up: nobody hands on what it does not hold, and no chain can bite its tail.
  if (below.atIssue.accreditor !== link.holder) return bad("accreditation.broken", { holder: link.holder });
  if (epoch.levels > below.atIssue.levels) return undefined;
  return bad("accreditation.beyond-levels", { holder: link.holder, ...namesOf(link) });
}

function judgeNow(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  const { newest } = link;
  const evidence = { holder: link.holder, ...namesOf(link), epoch, newest };
  if (epoch.index < link.generationStart) return bad("accreditation.withdrawn", evidence);
  if (newest.reason === "withdrawn") return bad("accreditation.withdrawn", evidence);
  if (newest.reason === "annulled") return bad("accreditation.annulled", evidence);
  if (isSuspended(newest)) return bad("accreditation.suspended", evidence);
  if (below?.atIssue !== undefined && below.atIssue.parentGeneration !== link.generation) {
    return bad("accreditation.parent-withdrawn", { holder: below.holder, ...namesOf(below), accreditor: link.holder });
  }
  return undefined;
}

/**
 * As of an earlier moment T, from today's records. `epochThen` is the holder's last epoch begun by T. What the records
 * leave open is not known, and so not valid. Held to `Accreditations.isAccredited` in the blocks of then by a property
 * test.
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
    return unknown("accreditation.unknown-at", evidence);
  }
  // A withdrawal between the two epochs, or since: which, today's records do not tell.
  if (epochThen.index !== epoch.index && epoch.index < link.generationStart) {
    return unknown("accreditation.unknown-at", evidence);
  }
  if (earlier.asOf >= epochThen.until) {
    if (epochThen.reason === "suspended") return bad("accreditation.suspended", evidence);
    // Any other of the worse reasons may have ended it, or may have come at some time since its end. The records do not
    // tell which.
    if (epochThen.reason !== "none" && epochThen.reason !== "ended")
      return unknown("accreditation.unknown-at", evidence);
  }
  return judgeParentThen(link, epoch, below);
}

/**
 * The epoch below must name the generation that this link had at T. That it began later than this link's epoch says
 * nothing of that.
 */
function judgeParentThen(link: LinkRecord, epoch: EpochRecord, below: LinkRecord | undefined): Finding | undefined {
  const child = below?.atIssue;
  if (child === undefined) return undefined;
  const generation = generationThen(link, epoch);
  if (generation === undefined) return unknown("accreditation.unknown-at", { holder: link.holder, epoch });
  if (generation === child.parentGeneration) return undefined;
  return bad("accreditation.parent-withdrawn", { holder: below?.holder, accreditor: link.holder, epoch, generation });
}

/**
 * Which generation the link was of at T, where its epoch at issue was not withdrawn by T. Each withdrawal begins a
 * generation behind all the epochs that there are. So an epoch from `generationStart` on is of the present one, and the
 * last one before it of the one before that.
 */
function generationThen({ generation, generationStart }: LinkRecord, { index }: EpochRecord): number | undefined {
  if (index >= generationStart) return generation;
  return index === generationStart - 1 ? generation - 1 : undefined;
}
