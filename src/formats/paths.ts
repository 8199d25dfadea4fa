import type { JsonObject } from "../crypto/encodings/json.ts";
import { type ClaimPath, type ClaimPosition, selectedBy, stepsOf } from "../request/claim-path.ts";
import { refusal } from "./refusal.ts";

/** Where the claims are that the paths select. Throws `format.claim-unknown` if a path selects none: a misspelt path must not pass as "nothing to hide". */
export function positionsOf(claims: JsonObject, paths: readonly ClaimPath[]): readonly ClaimPosition[] {
  return paths.flatMap((path) => {
    const selected = selectedBy(path, claims);
    if (selected.length > 0) return selected.map(({ position }) => position);
    const steps = stepsOf(path);
    throw refusal("format.claim-unknown", `The credential has no claim at ${JSON.stringify(steps)}.`, { path: steps });
  });
}
