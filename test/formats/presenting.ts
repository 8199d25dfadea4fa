import type { Binding } from "../../src/formats/format.ts";
import { sdJwtVc } from "../../src/formats/sd-jwt-vc/format.ts";
import type { PlainSession } from "../../src/formats/session.ts";
import { presentVcJwt as signOver } from "../../src/formats/vc-jwt/present.ts";
import type { ClaimPath } from "../../src/request/claim-path.ts";

/** A binding with audience and nonce as plain members, as most tests use it. */
export type PlainBinding = Omit<Binding, "session"> & Omit<PlainSession, "kind">;

export interface SdJwtVcPresentation extends PlainBinding {
  readonly credential: string;
  readonly disclose: readonly ClaimPath[];
}

export interface VcJwtPresentation extends PlainBinding {
  readonly credentials: readonly string[];
}

export async function presentSdJwtVc({ credential, disclose, ...binding }: SdJwtVcPresentation): Promise<string> {
  return sdJwtVc.select(credential, disclose).present(inSession(binding));
}

export function discloseSdJwtVc(credential: string, disclose: readonly ClaimPath[]): string {
  return sdJwtVc.select(credential, disclose).unbound();
}

export async function presentVcJwt({ credentials, ...binding }: VcJwtPresentation): Promise<string> {
  return signOver(credentials, inSession(binding));
}

export const plain = (audience: string, nonce: string): PlainSession => ({ kind: "plain", audience, nonce });

export function inSession({ audience, nonce, ...rest }: PlainBinding): Binding {
  return { session: plain(audience, nonce), ...rest };
}
