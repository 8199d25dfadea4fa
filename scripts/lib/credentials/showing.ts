import type { Review, ReviewOptions, Wallet } from "../../../src/public/holder.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { requestOf } from "../../../src/public/verifier.ts";
import type { DidNamed } from "../keys/identities.ts";
import { documentBytes } from "../terminal/input/input.ts";
import type { Context } from "../terminal/verb.ts";
import { policyOf, type RequestOptions } from "./requests.ts";

export interface ShowOptions extends RequestOptions {
  readonly verifier?: string;
  readonly document?: string;
  readonly agree?: true;
  readonly staple?: true | string;
}

/**
 * Answers a verifier's request, and shows the user its review before. What is not as registered needs the user's
 * agreement: --agree, or an answer at the terminal. Throws what {@link policyOf} and present() throw, and
 * `cli.declined`.
 */
export async function reviewAndPresent(
  context: Pick<Context, "progress" | "confirm">,
  wallet: Wallet,
  { verifier, document, agree, staple, ...asked }: ShowOptions,
  didNamed: DidNamed,
) {
  const request = requestOf(await policyOf({ ...asked, ...(verifier !== undefined && { verifier }) }, didNamed));
  const known = knownOf(asked.audience, verifier);
  const options = {
    ...known,
    ...(document !== undefined && { document: documentBytes(document) }),
    ...(staple !== undefined && { staple: staple === "status" ? ("status" as const) : ("all" as const) }),
  };
  const review = await wallet.review(request, known);
  // The user sees who requests what before anything is shown, even if the user agreed in advance.
  context.progress(review.text);
  for (const { type: vct, text } of review.items)
    context.progress({ en: `${vct}: ${text.en}`, ko: `${vct}: ${text.ko}` });
  const agreed = () => wallet.present(request, { ...options, acknowledge: review });
  if (agree) return { review, presentations: await agreed() };
  try {
    return { review, presentations: await wallet.present(request, options) };
  } catch (refusal) {
    await askWhether(context, refusal, review);
    return { review, presentations: await agreed() };
  }
}

/**
 * What is known about who asks. What the user typed is the user's own statement: a typed verifier receives what is sent
 * to a typed audience. What only a file names is a claim, because a file proves nothing.
 */
function knownOf(audience: string | undefined, verifier: string | undefined): ReviewOptions {
  if (audience === undefined) return verifier === undefined ? { proven: false } : {};
  return verifier === undefined ? {} : { proven: { verifier, audience } };
}

/** What the user can agree to, and how in a script, where the SDK has arguments. */
const CURES: Readonly<Record<string, string>> = {
  "holder.over-asking": "If you agree to show all the same, add --agree.",
  "holder.not-reviewed": "If you agree to show all the same, add --agree.",
  "holder.shows-more":
    "The best credential for this shows claims that nobody asked for. If you agree to show all the same, add --agree.",
  "holder.document-unseen":
    "If you have read it, give it as --document; or agree to sign it all the same with --agree.",
};

/** At a terminal, asks whether to show all the same. Otherwise, and for any other refusal, throws the refusal. */
async function askWhether({ confirm }: Pick<Context, "confirm">, refusal: unknown, { text }: Review): Promise<void> {
  const cure = isDidimError(refusal) ? CURES[refusal.code] : undefined;
  if (!isDidimError(refusal) || cure === undefined) throw refusal;
  try {
    await confirm({ en: "Show it all the same?", ko: "그래도 제시하시겠습니까?" });
  } catch (error) {
    if (!isDidimError(error, "cli.not-confirmed")) throw error;
    const message = refusal.code === "holder.shows-more" ? cure : `${text.en} ${cure}`;
    throw new DidimError(refusal.code, message, refusal.details, { cause: refusal });
  }
}
