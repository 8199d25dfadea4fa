import { isMissing } from "../../chain/state/missing.ts";
import { DidimError } from "../../errors/error.ts";
import type { EpochRecord, LinkRecord } from "../../records/records.ts";
import { accreditationIn, accreditationSlot, epochSlot } from "../../storage/accreditations.ts";
import { termCountIn, termSlot, typeSlot } from "../../storage/credential-types.ts";
import { identitySlot } from "../../storage/did-registry.ts";
import { listIn, listSlot } from "../../storage/status-lists.ts";
import type { FactsQuery, TrustRecords } from "../facts.ts";
import type { Part, PartReader } from "./newest-parts.ts";

/**
 * Throws `facts.proof-mixed` if parts of several blocks may combine to a state that the registries never had: what an
 * older block lacks or says may have changed together with what a newer block shows. The facts are then unknown, and a
 * newer proof would tell.
 *
 * @param parts Everything that the records were read from.
 */
export function checkTogether(query: FactsQuery, records: TrustRecords, parts: readonly Part[]): void {
  if (new Set(parts.map(({ block }) => block.number)).size < 2) return;
  checkAbsent(records, parts);
  const partIn = new Map(parts.map((part) => [part.slot, part]));
  const { issuedAt } = query;
  const { typeId } = records;
  if (typeId === undefined) return;
  checkTermsOfOffice(typeId, partIn);
  const recordOf = (holder: string): Part | undefined => partIn.get(accreditationSlot(holder, typeId));
  for (const link of records.links) {
    const record = recordOf(link.holder);
    for (const epoch of epochsOf(link)) {
      const own = partIn.get(epochSlot(link.holder, typeId, epoch.index));
      // A newer epoch may have been added after the number of epochs was read.
      if (isOlder(record, own)) throw mixed("the number of an agency's accreditations", record);
    }
    if (link.atIssue === undefined || link.atIssue.root) continue;
    checkAccreditor(link.atIssue, issuedAt, record, recordOf(link.atIssue.accreditor));
  }
}

/**
 * What is absent in an older block may have been written in a newer one: a key, a type, an accreditation, an epoch that
 * the newer block counts. Only an absent identity says something as of the older block: it had never changed, and so
 * was not deactivated.
 */
function checkAbsent({ issuer, type, term, links }: TrustRecords, parts: readonly Part[]): void {
  const authorities = [type, term].flatMap((one) => (one ? [one.authority] : []));
  const identities = [...(issuer === undefined ? [] : [issuer]), ...authorities, ...links.map(({ holder }) => holder)];
  const alive = new Set(identities.map(identitySlot));
  const newest = parts.reduce((one, other) => (isOlder(one, other) ? other : one));
  for (const part of parts) {
    if (part.word !== 0n || part.registry === "StatusLists" || alive.has(part.slot)) continue;
    if (isOlder(part, newest)) throw mixed(`a record of ${part.registry} that it does not have yet`, part);
  }
}

/** A newer term of office may have been added after the number of terms was read. */
function checkTermsOfOffice(typeId: string, partIn: ReadonlyMap<string, Part>): void {
  const type = partIn.get(typeSlot(typeId));
  for (let index = 0; type !== undefined && index < termCountIn(type.word); index++) {
    if (isOlder(type, partIn.get(termSlot(typeId, index)))) throw mixed("the number of a type's authorities", type);
  }
}

/**
 * A link names its accreditor's generation. If the two are from different blocks, the older one does not tell whether
 * the generations match.
 */
function checkAccreditor(epoch: EpochRecord, issuedAt: number, own: Part | undefined, above: Part | undefined): void {
  if (above === undefined || own === undefined) return;
  if (above.block.time < epoch.from) throw mixed("the accreditor of a newer accreditation", above);
  const same = accreditationIn(above.word).generation === epoch.parentGeneration;
  // The accreditor was withdrawn since. The issuer may have been accredited again in a record that was not read.
  if (!same && isOlder(own, above) && own.block.time <= issuedAt)
    throw mixed("an accreditation before a withdrawal", own);
}

const epochsOf = ({ atIssue, newest }: LinkRecord): readonly EpochRecord[] =>
  atIssue === undefined ? [newest] : [atIssue, newest];

/**
 * Throws `facts.proof-mixed` unless the list had room for the credential when its status word was read: an absent word
 * means "valid" only then. A later header shows that there is room now, but not since when. If the credential was
 * issued before the word's block, there was room, because nobody issues beyond a list's capacity.
 *
 * @param earlier Reads in the word's block or an earlier one.
 */
export function checkRoom(
  { status, issuedAt }: FactsQuery,
  issuer: string | undefined,
  word: Part,
  earlier: PartReader,
): void {
  if (status === undefined || issuer === undefined || issuedAt <= word.block.time) return;
  const list = ifShown(() => listIn(earlier("StatusLists", listSlot(issuer, status.list)).word));
  if (list === undefined || status.index >= list.capacity) throw mixed("a list that may have had no room", word);
}

function ifShown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isOlder = (one: Part | undefined, other: Part | undefined): boolean =>
  one !== undefined && other !== undefined && one.block.number < other.block.number;

function mixed(what: string, part: Part | undefined): DidimError {
  const message = "A newer proof builds on what an older one cannot show. Bring a newer proof of all of it.";
  return new DidimError("facts.proof-mixed", message, { what, block: part?.block.number, time: part?.block.time });
}
