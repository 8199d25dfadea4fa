import { DidimError } from "../errors/error.ts";
import { documentHash } from "../request/document-nonce.ts";
import type { Review } from "./review.ts";

/**
 * Checks that the holder knows which document the answer signs. Whoever gives the document has read it. Throws
 * `holder.document-unseen` if the nonce binds a document that was not given, unless the holder acknowledged the review,
 * which names it; `holder.other-document` if another one was given.
 *
 * @param agreed Whether the holder acknowledged exactly this review.
 */
export function checkDocument(
  { audience, document: signed }: Review,
  document: Uint8Array | undefined,
  agreed: boolean,
): void {
  const signs = signed !== undefined && { document: signed };
  if (document === undefined) {
    if (signed === undefined || agreed) return;
    throw new DidimError(
      "holder.document-unseen",
      `The answer would sign the document with SHA-256 ${signed}. Show it to the holder, and pass it as \`document\`; or show the review, and pass it as \`acknowledge\`.`,
      { audience, ...signs },
    );
  }
  const given = documentHash(document);
  if (given === signed) return;
  throw new DidimError(
    "holder.other-document",
    signed === undefined
      ? "The request's nonce binds no document, so the answer would not sign the one that was given."
      : `The answer would sign the document with SHA-256 ${signed}, and not the one that was given.`,
    { audience, ...signs, given },
  );
}
