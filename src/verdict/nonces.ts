import { DidimError } from "../errors.ts";

/** Challenges that a verifier has given out and not yet taken back. */
export interface Challenges {
  /** A fresh nonce: 256 random bits, base64url. */
  issue(): string;
  /** Whether this nonce was given out, is not too old, and was not taken before. It is taken now: the same answer never passes twice. */
  take(nonce: string): boolean;
}

/**
 * One-time nonces, in memory. At most `most` are open at once: when a flood of requests opens more, issuing fails rather than
 * forget those that others are answering.
 *
 * @param options `life` in seconds (300), `most` (100,000), `now` in seconds. Throws `verifier.challenges` for limits that are none.
 */
export function challenges(options: { life?: number; most?: number; now: () => number }): Challenges {
  const { life = 300, most = 100_000, now } = options;
  for (const [name, value] of Object.entries({ life, most })) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    throw new DidimError("verifier.challenges", `${name} is not a positive whole number.`, { name, value });
  }
  const open = new Map<string, number>();
  const forgetOld = () => {
    // Insertion order is age order.
    for (const [nonce, issued] of open) {
      if (issued >= now() - life) break;
      open.delete(nonce);
    }
  };
  return {
    issue() {
      forgetOld();
      if (open.size >= most) {
        throw new DidimError("verifier.too-many-challenges", `More than ${most} requests are open; try again later.`, {
          most,
        });
      }
      const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
      open.set(nonce, now());
      return nonce;
    },
    take(nonce) {
      const issued = open.get(nonce);
      open.delete(nonce);
      // Asked of this one alone: where a clock was set back, those before it in line may be younger.
      return issued !== undefined && issued >= now() - life;
    },
  };
}
