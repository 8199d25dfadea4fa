import { base64urlOf } from "../crypto/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { Shares } from "./shares.ts";

/** Challenges that a verifier has given out and not yet taken back. */
export interface Challenges {
  /**
   * A fresh nonce: 256 random bits, base64url.
   *
   * @param by `requester`: whoever asks for it, by a name that an attacker cannot have many of: the network address (for IPv6 its first 64 bits), or an
   * account. At most 256 characters, and never written into an error. All who are not named count as one.
   * @returns Throws DidimError `verifier.too-many-challenges`.
   */
  issue(by?: { readonly requester?: string | undefined }): string;
  /** Whether this nonce was given out, is not too old, and was not taken before. It is taken now: the same answer never passes twice. */
  take(nonce: string): boolean;
}

export interface ChallengesOptions {
  /** How long an answer may take, seconds; 300 if not given. */
  readonly life?: number;
  /** How many a requester may have open; 1,000 if not given. All who are not named may have `most` together. */
  readonly each?: number;
  /** How many may be open in all; 100,000 if not given, which take up to 45 MB. */
  readonly most?: number;
  /** The verifier's time, seconds. */
  readonly now: () => number;
}

const MAX_NAME = 256;

/**
 * One-time nonces, in memory. Whoever floods the verifier stops only itself: a requester has at most `each` open. Where `most` are open in all, the requester with
 * the most loses its oldest one to whoever has less. So a flood leaves every other requester its even share of `most`, and nobody loses its last one.
 *
 * Throws DidimError `verifier.challenges` for limits that are none.
 */
export function challenges({ life = 300, each = 1_000, most = 100_000, now }: ChallengesOptions): Challenges {
  for (const [name, value] of Object.entries({ life, each, most })) {
    if (!(Number.isSafeInteger(value) && value > 0)) throw malformed(name, "is not a positive whole number");
  }
  /** In order of age. */
  const open = new Map<string, { readonly issued: number; readonly requester: string }>();
  const shares = new Shares();

  const remove = (nonce: string, requester: string) => {
    open.delete(nonce);
    shares.remove(requester, nonce);
  };
  const forgetOld = () => {
    for (const [nonce, { issued, requester }] of open) {
      if (issued >= now() - life) break;
      remove(nonce, requester);
    }
  };
  /** Throws where there is none to be had. */
  const makeRoom = (requester: string, limit: number) => {
    const own = shares.of(requester);
    if (own >= limit) throw tooMany(limit);
    if (open.size < most) return;
    const largest = shares.largest();
    // One whose share would become the largest in turn would only pass the loss on.
    if (shares.of(largest) < own + 2) throw tooMany(own);
    remove(shares.oldestOf(largest), largest);
  };
  return {
    issue({ requester } = {}) {
      if (requester !== undefined) checkName(requester);
      forgetOld();
      makeRoom(requester ?? UNNAMED, requester === undefined ? most : each);
      const nonce = base64urlOf(crypto.getRandomValues(new Uint8Array(32)));
      open.set(nonce, { issued: now(), requester: requester ?? UNNAMED });
      shares.add(requester ?? UNNAMED, nonce);
      return nonce;
    },
    take(nonce) {
      const found = open.get(nonce);
      if (found === undefined) return false;
      remove(nonce, found.requester);
      // Asked of this one alone: where a clock was set back, those before it in line may be younger.
      return found.issued >= now() - life;
    },
  };
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
