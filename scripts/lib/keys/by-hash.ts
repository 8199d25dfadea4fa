import { type AnchorKind, anchorKindOf } from "../../../src/public/keys.ts";
import { NO_END, type RegisteredByHash } from "../../../src/public/registry.ts";
import { bad, when } from "../terminal/input/values.ts";
import type { Bilingual } from "../terminal/output/output.ts";

const KINDS: Readonly<Record<AnchorKind, Bilingual>> = {
  "x509-root": { en: "X.509 root certificate", ko: "X.509 루트 인증서" },
  "x509-certificate": { en: "X.509 certificate, exactly this one", ko: "X.509 인증서(이 인증서 하나)" },
};

/**
 * A SHA-256 in the chain's form, from 64 hexadecimal digits. Accepts colons between the bytes, as openssl prints them.
 */
export function sha256In(text: string): string {
  const digits = text
    .toLowerCase()
    .replace(/^0x/, "")
    .replaceAll(/([0-9a-f]{2}):(?=[0-9a-f])/g, "$1");
  if (/^[0-9a-f]{64}$/.test(digits)) return `0x${digits}`;
  throw bad("a SHA-256", text, "64 hexadecimal digits");
}

/** One line about a key or anchor registered by its hash. */
export function byHashText({ id, algorithm, hash, from, until }: RegisteredByHash): Bilingual {
  const kind = anchorKindOf(algorithm);
  const what: Bilingual =
    kind === undefined
      ? { en: `key of algorithm ${algorithm}, ${id}`, ko: `알고리즘 ${algorithm}번의 키, ${id}` }
      : KINDS[kind];
  const begin = when(from);
  const end: Bilingual = until >= NO_END ? when(until) : { en: `until ${when(until).en}`, ko: `${when(until).ko}까지` };
  return {
    en: `${what.en}: SHA-256 ${hash.slice(2)}, from ${begin.en}, ${end.en}`,
    ko: `${what.ko}: SHA-256 ${hash.slice(2)}, ${begin.ko}부터, ${end.ko}`,
  };
}
