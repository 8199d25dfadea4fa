import { bytesOfText, fromHex, shownText, toHex } from "../crypto/encodings/bytes.ts";
import type { PublicJwk } from "../crypto/keys/keys.ts";

/** The names under which DIDRegistry registers keys for signing credentials. */
export const KEY_NAMES: Readonly<Record<PublicJwk["crv"], string>> = {
  "P-256": "did/pub/JsonWebKey2020/veriKey",
  secp256k1: "did/pub/Secp256k1/veriKey",
};

/** The parts of a document entry's name: its section, and up to three words. */
export interface EntryName {
  readonly section: "pub" | "svc";
  /** A key's algorithm, or a service's type. */
  readonly kind: string;
  readonly purpose?: string;
  readonly encoding?: string;
}

// The grammar of did:ethr resolvers. DIDRegistry refuses any other name.
const NAME = /^did\/(pub|svc)\/(\w+)(?:\/(\w+))?(?:\/(\w+))?$/;

export function parseEntryName(name: string): EntryName | undefined {
  const [, section, kind, purpose, encoding] = NAME.exec(name) ?? [];
  if (kind === undefined || (section !== "pub" && section !== "svc")) return undefined;
  return {
    section,
    kind,
    ...(purpose === undefined ? {} : { purpose }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}

/** A name or delegate type as on the chain: padded with zeros to 32 bytes, lower-case 0x-hex. */
export function nameToBytes32(name: string): string {
  return toHex(bytesOfText(name)).padEnd(66, "0");
}

/** The reverse of {@link nameToBytes32}, without the padding. */
export function nameFromBytes32(bytes32: string): string {
  return shownText(fromHex(bytes32)).replace(/\0+$/, "");
}
