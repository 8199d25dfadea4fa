import { base64urlOf, randomBytes } from "../crypto/bytes.ts";
import { DidimError } from "../errors/error.ts";
import type { ChallengeStore, OpenChallenges } from "../stores/challenge-store.ts";
import { checkTime } from "./clock.ts";

/** Challenges that a verifier has given out and not yet taken back. */
export interface Challenges {
  /**
   * A fresh nonce: 256 random bits, base64url.
   *
   * @param by `requester`: whoever asks for it, by a name that an attacker cannot have many of: the network address
   * (for IPv6 its first 64 bits), or an account. At most 256 characters, and never written into an error. All who are
   * not named count as one.
   * @returns Throws DidimError `verifier.too-many-challenges`, and what the store throws: then nothing was given out.
   */
  issue(by?: { readonly requester?: string | undefined }): Promise<string>;
  /**
   * Whether this nonce was given out, is not too old, and was not taken before. It is taken now: the same answer never
   * passes twice. If it throws, nothing passes: the nonce may be taken or not.
   */
  take(nonce: string): Promise<boolean>;
}

export interface ChallengesOptions {
  /**
   * Where they are kept: openFileChallengeStore(), which several processes share; createMemoryChallengeStore() for one process,
   * which forgets them when it ends.
   */
  readonly store: ChallengeStore;
  /** How long an answer may take, seconds; 300 if not given. */
  readonly life?: number;
  /** How many a requester may have open; 1,000 if not given. All who are not named may have `most` together. */
  readonly each?: number;
  /** How many may be open in all; 100,000 if not given. */
  readonly most?: number;
  /** The verifier's time, seconds. */
  readonly now: () => number;
}

const MAX_NAME = 256;
const FORGOTTEN_AT_ONCE = 64;

/**
 * One-time nonces. Whoever floods the verifier stops only itself: a requester has at most `each` open. Where `most` are
 * open in all, the requester with the most loses its oldest one to whoever has less. So a flood leaves every other
 * requester its even share of `most`, and nobody loses its last one. Who shares a store gives the same limits.
 *
 * Throws DidimError `verifier.challenges` for limits that are none.
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
    async issue({ requester } = {}) {
      if (requester !== undefined) checkName(requester);
      const nonce = base64urlOf(randomBytes(32));
      const issued = checkTime(now());
      const limits = { most, limit: requester === undefined ? most : each };
      const refused = await store.alone(async (open) => {
        await forgetOld(open, issued - life, requester ?? UNNAMED);
        await forgetOld(open, issued - life);
        const why = await makeRoom(open, requester ?? UNNAMED, limits);
        if (why === undefined) await open.add({ nonce, issued, requester: requester ?? UNNAMED });
        return why;
      });
      // Thrown out here: in there, what ran out would come back with it.
      if (refused !== undefined) throw refused;
      return nonce;
    },
    async take(nonce) {
      const found = await store.take(nonce);
      // Asked of this one alone: where a clock was set back, those before it in line may be younger.
      return found !== undefined && found.issued >= now() - life;
    },
  };
}

/**
 * Of all or of a requester, in order of age, up to the first that was issued later. Not all at once: after a flood they
 * are many, and whoever asks next would wait. More are forgotten at each time than come.
 */
async function forgetOld(open: OpenChallenges, before: number, requester?: string): Promise<void> {
  for (let forgotten = 0; forgotten < FORGOTTEN_AT_ONCE; forgotten++) {
    const oldest = await open.oldest(requester);
    if (oldest === undefined || oldest.issued >= before) return;
    await open.remove(oldest.nonce);
  }
}

/** What speaks against one more, if there is no room to be had. */
async function makeRoom(
  open: OpenChallenges,
  requester: string,
  { most, limit }: { readonly most: number; readonly limit: number },
): Promise<DidimError | undefined> {
  const own = await open.count(requester);
  if (own >= limit) return tooMany(limit);
  if ((await open.count()) < most) return undefined;
  const largest = (await open.largest()) ?? UNNAMED;
  // One whose share would become the largest in turn would only pass the loss on.
  if ((await open.count(largest)) < own + 2) return tooMany(own);
  const oldest = await open.oldest(largest);
  if (oldest !== undefined) await open.remove(oldest.nonce);
  return undefined;
}

/** No requester's name. */
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
