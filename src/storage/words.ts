/**
 * The registries' records out of the words that are stored (docs/storage.md): one decoder for the words of TrustLens and for those
 * of proofs. Members of a word are packed from the lowest bit up; times are in seconds.
 */
import { curveOf } from "../crypto/key-algorithms.ts";
import { EPOCH_REASONS, KEY_REASONS } from "../records/reasons.ts";
import type { EpochRecord, KeyRecord, LinkRecord, StatusRecord, TermRecord, TypeRecord } from "../records/records.ts";
import { flagsIn } from "../records/type-flags.ts";

const STATUSES_PER_WORD = 128;

/** A packed member: `width` bits, `from` counted from the lowest. */
export const bits = (word: bigint, from: number, width: number): bigint =>
  (word >> BigInt(from)) & ((1n << BigInt(width)) - 1n);

const number = (word: bigint, from: number, width: number): number => Number(bits(word, from, width));

/** The member in the lowest 160 bits, in lower case. */
export const addressIn = (word: bigint): string => `0x${bits(word, 0, 160).toString(16).padStart(40, "0")}`;

/** IDIDRegistry.Identity: whether its DID is deactivated. */
export const isDeactivated = (identity: bigint): boolean => bits(identity, 248, 8) !== 0n;

/** IDIDRegistry.Key, two words; undefined if no such key or anchor was ever registered. */
export function keyIn(epoch: bigint, xOrHash: bigint): KeyRecord | undefined {
  const algorithm = number(epoch, 128, 8);
  const from = number(epoch, 0, 40);
  if (from === 0 || algorithm === 0) return undefined;
  const digits = xOrHash.toString(16).padStart(64, "0");
  const held =
    curveOf(algorithm) === undefined
      ? { hash: `0x${digits}` }
      : { publicKey: `0x${bits(epoch, 136, 8) !== 0n ? "03" : "02"}${digits}` };
  return {
    algorithm,
    ...held,
    from,
    until: number(epoch, 40, 40),
    reason: KEY_REASONS[number(epoch, 120, 8)] ?? "compromised",
    compromisedSince: number(epoch, 80, 40),
  };
}

/** ICredentialTypes.CredentialType; undefined if there is no such type. */
export function typeIn(word: bigint): Omit<TypeRecord, "authorityDeactivated"> | undefined {
  const registered = number(word, 160, 40);
  if (registered === 0) return undefined;
  return {
    registered,
    retired: number(word, 200, 40),
    ...flagsIn(number(word, 248, 8)),
    authority: addressIn(word),
  };
}

/** ICredentialTypes.CredentialType: how many terms of office there have been. */
export const termCountIn = (word: bigint): number => number(word, 240, 8);

/** ICredentialTypes.AuthorityEpoch. */
export function termIn(word: bigint): Omit<TermRecord, "deactivated"> {
  return { authority: addressIn(word), from: number(word, 160, 40), until: number(word, 200, 40) };
}

/** IAccreditations.Accreditation: how many epochs there are, which generation they are of, and what is granted for it. */
export function accreditationIn(
  word: bigint,
): { epochs: number } & Pick<LinkRecord, "generation" | "generationStart" | "noStatus"> {
  return {
    epochs: number(word, 216, 16),
    generationStart: number(word, 232, 16),
    generation: number(word, 248, 8),
    noStatus: isWithoutStatus(number(word, 208, 8)),
  };
}

/** Of the exceptions that an accreditor granted: whether credentials are taken without a status. */
export const isWithoutStatus = (exceptions: number): boolean => (exceptions & 1) !== 0;

/** IAccreditations.Epoch. Terms, from the lowest bit up: levels 3 | root 1 | mayIssue 1 | reason 3 */
export function epochIn(word: bigint, index: number): EpochRecord {
  const terms = number(word, 248, 8);
  return {
    index,
    accreditor: addressIn(word),
    root: (terms & 8) !== 0,
    from: number(word, 160, 40),
    until: number(word, 200, 40),
    reason: EPOCH_REASONS[terms >> 5] ?? "annulled",
    mayIssue: (terms & 16) !== 0,
    levels: terms & 7,
    parentGeneration: number(word, 240, 8),
  };
}

/** IStatusLists.StatusList: a list's header. */
export function listIn(word: bigint): Omit<StatusRecord, "value"> {
  return { opened: number(word, 192, 40), capacity: number(word, 160, 32) };
}

/**
 * The status of the credential numbered `index`, under its list's header. The word that has it is asked for only under an open list with room for
 * it: only there does an absent word say "valid". Elsewhere the value is 0, and the rules say that it is not known.
 */
export function statusUnder(list: Omit<StatusRecord, "value">, index: number, word: () => bigint): StatusRecord {
  return { ...list, value: list.opened !== 0 && index < list.capacity ? statusIn(word(), index) : 0 };
}

/** The two-bit status of the credential numbered `index`, in the word that has it. */
export const statusIn = (word: bigint, index: number): StatusRecord["value"] =>
  number(word, 2 * (index % STATUSES_PER_WORD), 2) as StatusRecord["value"];
