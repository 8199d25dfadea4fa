import { fileOf, VERSION } from "../files.ts";
import { keysUsed, keyText } from "./keys.ts";

/** The pack's keys with their private parts, which everybody may know. */
export function keysFile(): string {
  const keys = keysUsed().map(({ name, alg, jwk, d, thumbprint }) => ({
    name,
    alg,
    thumbprint,
    jwk: { ...jwk, d },
  }));
  return fileOf({
    version: VERSION,
    warning: "FOR TESTS ONLY: everybody has these private keys. Never accept or use them anywhere else.",
    privateKey: `SHA-256 of the text "${keyText("<name>")}"`,
    keys,
  });
}
