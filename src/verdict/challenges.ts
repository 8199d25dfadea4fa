import { base64urlOf, randomBytes } from "../crypto/encodings/bytes.ts";
import { DidimError } from "../errors/error.ts";
import type { ChallengeStore, OpenChallenges } from "../stores/challenge-store.ts";
import { checkTime } from "./clock.ts";
import { partyOf } from "./party.ts";

/** Challenges (nonces) that a verifier issued and that were not answered yet. */
export interface Challenges {
  /**
   * Issues a fresh nonce: 256 random bits, base64url.
   *
   * @param by `requester` identifies the party that requests the nonce. Use a name of which an attacker cannot have
   * many: the network address, or an account. IPv6 addresses count as one if their first 64 bits are equal, because a
   * network gives all of those to one party. At most 256 characters; it is never written into an error. All unnamed
   * requesters count as one.
   * @returns Throws DidimError `verifier.too-many-challenges`, and what the store throws; then no nonce was issued.
   */
  issue(by?: { readonly requester?: string | undefined }): Promise<string>;
  /**
   * Whether this nonce was issued, has not expired, and was not taken before. Takes it, so that the same answer never
   * passes twice. If it throws, treat the answer as refused; the nonce may or may not be taken.
   */
  take(nonce: string): Promise<boolean>;
}

export interface ChallengesOptions {
  /**
   * The store: openFileChallengeStore(), which several processes can share, or createMemoryChallengeStore(), which
   * belongs to one process and is lost with it.
   */
  readonly store: ChallengeStore;
  /** How long an answer may take, in seconds. Default: 300. */
  readonly life?: number;
  /** The most open nonces of one requester. Default: 1,000. All unnamed requesters together may have `most`. */
  readonly each?: number;
  /** The most open nonces in all. Default: 100,000. */
  readonly most?: number;
  /** The verifier's time, seconds. */
  readonly now: () => number;
}

const MAX_NAME = 256;
const FORGOTTEN_AT_ONCE = 64;

/**
 * Creates one-time nonces. A requester that floods the verifier stops only itself, because it has at most `each` open.
 * When `most` are open in all, a requester with fewer takes the oldest nonce of the requester with the most. So every
 * requester keeps an equal share of `most`, and never loses its last nonce. All users of a shared store must set the
 * same limits.
 *
 * Throws DidimError `verifier.challenges` for invalid limits.
 */
export function createChallenges({
  store,
  life = 300,
  each = 1_000,
  most = 100_000,
  now,
}: ChallengesOptions): Challenges {
  for (const [name, value] of Object.entries({ life, each, most })) {
    if (!(Number.isSafeInteger(value) && value > 0)) throw malformed(name, "is not a positive whole number");
  }
  return {
    async issue(by = {}) {
      if (by.requester !== undefined) checkName(by.requester);
      const requester = by.requester === undefined ? undefined : partyOf(by.requester);
      const nonce = base64urlOf(randomBytes(32));
      const issued = checkTime(now());
      const limits = { most, limit: requester === undefined ? most : each };
      const refused = await store.exclusively(async (open) => {
        await forgetOld(open, issued - life, requester ?? UNNAMED);
        await forgetOld(open, issued - life);
        const why = await makeRoom(open, requester ?? UNNAMED, limits);
        if (why === undefined) await open.add({ nonce, issued, requester: requester ?? UNNAMED });
        return why;
      });
      // Thrown outside of exclusively(): a throw inside would undo the removal of expired nonces.
      if (refused !== undefined) throw refused;
      return nonce;
    },
    async take(nonce) {
      const found = await store.take(nonce);
      // Checked for this nonce itself: if the clock was set back, nonces before it in the store may be younger.
      return found !== undefined && found.issued >= now() - life;
    },
  };
}

/**
 * Removes expired nonces, of one requester or of all, oldest first, until one was issued at or after `before`. At most
 * 64 per call, because after a flood there are many and the next requester would wait. More are removed per call than
 * are added.
 */
async function forgetOld(open: OpenChallenges, before: number, requester?: string): Promise<void> {
  for (let forgotten = 0; forgotten < FORGOTTEN_AT_ONCE; forgotten++) {
    const oldest = await open.oldest(requester);
    if (oldest === undefined || oldest.issued >= before) return;
    await open.remove(oldest.nonce);
  }
}

/** Makes room for one more nonce. Returns the error if there is none. */
async function makeRoom(
  open: OpenChallenges,
  requester: string,
  { most, limit }: { readonly most: number; readonly limit: number },
): Promise<DidimError | undefined> {
  const own = await open.count(requester);
  if (own >= limit) return tooMany(limit);
  if ((await open.count()) < most) return undefined;
  const largest = (await open.largest()) ?? UNNAMED;
  // With one more, this requester would have the largest share itself, and would only pass the loss on.
  if ((await open.count(largest)) < own + 2) return tooMany(own);
  const oldest = await open.oldest(largest);
  if (oldest !== undefined) await open.remove(oldest.nonce);
  return undefined;
}

/** Stands for all unnamed requesters; no requester can have this name. */
const UNNAMED = "";

function checkName(requester: unknown): void {
  if (typeof requester === "string" && requester.length > 0 && requester.length <= MAX_NAME) return;
  throw malformed("requester", `is not a text of 1 to ${MAX_NAME} characters`);
}

function malformed(name: string, why: string): DidimError {
  return new DidimError("verifier.challenges", `${name} ${why}.`, { name });
}

function tooMany(most: number): DidimError {
  return new DidimError(
    "verifier.too-many-challenges",
    `This requester has ${most} requests open, as many as it may now: answer some, or try again when they have run out.`,
    { most },
  );
}
