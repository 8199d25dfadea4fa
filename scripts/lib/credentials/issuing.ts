import {
  DidimError,
  type Finding,
  type Issued,
  type Issuer,
  ONE_TIME_ROUNDING,
  type PublicJwk,
  publicJwk,
  type Readiness,
} from "../../../src/index.ts";
import type { CommandResult, Words } from "../terminal/output.ts";
import { inputJson, plain, when } from "../terminal/values.ts";

/** The keys that a holder gave, see `credential key`: a JWK, or a JWK Set (RFC 7517 §5). Throws `crypto.key` and `cli.file`. */
export function holderKeysIn(file: string): PublicJwk[] {
  const value = inputJson(file) as { readonly keys?: unknown } | null;
  const keys = Array.isArray(value?.keys) ? (value.keys as unknown[]) : [value];
  return keys.map(publicJwk);
}

/** The one key of a lasting credential. Throws `cli.option` for several. */
export function onlyKey(keys: readonly PublicJwk[]): PublicJwk {
  const [key, ...others] = keys;
  if (key !== undefined && others.length === 0) return key;
  const message = `A credential is bound to one key, and the file has ${keys.length}: they are for one-time copies, --copies ${keys.length}.`;
  throw new DidimError("cli.option", message, { option: "--holder-key", keys: keys.length });
}

/** As many keys as copies, so that a holder gets no more than was meant. Throws `cli.option`. */
export function checkCopies(copies: number, keys: readonly PublicJwk[]): void {
  if (keys.length === copies) return;
  const message = `Each copy has a key of its own: the file has ${keys.length}, for ${copies} copies. The holder makes them: credential key --count ${copies}`;
  throw new DidimError("cli.option", message, { option: "--copies", copies, keys: keys.length });
}

/** Seconds from the rounded time of issue to the rounded end: one-time copies have both in whole steps. */
export function lifeUntil(end: number, now: number): number {
  return roundDown(end) - roundDown(now);
}

const roundDown = (time: number): number => time - (time % ONE_TIME_ROUNDING);

/** Throws `issuer.not-ready`, if no verifier would accept what is issued now. */
export async function checkReady(issuer: Issuer, type: string, oneTime: boolean, now: number): Promise<void> {
  const ready = await issuer.checkReady(type);
  if ((oneTime ? ready.oneTimeCopies : ready.outcome) === "valid") return;
  const { findings } = ready;
  const words = oneTime ? why(ready, now) : ready.words;
  throw new DidimError("issuer.not-ready", `Nobody would accept it: ${words.en}`, { findings, words });
}

/** They need no list; and where all else is good, it is the rounded time that lies before the key or the accreditation. */
function why({ findings }: Readiness, now: number): Words {
  const { statusList: _, ...needed } = findings;
  const bad = Object.values(needed).find(({ outcome }: Finding) => outcome !== "valid");
  const next = when(roundDown(now) + ONE_TIME_ROUNDING).en;
  return (
    bad?.words ?? {
      en: `one-time copies bear the last full hour as their time, and the key or the accreditation is younger. From ${next} on it can be done.`,
      ko: `일회용 사본에는 직전 정시가 발급 시각으로 적히는데, 키나 인가가 그보다 나중에 시작되었습니다. ${next}부터 발급할 수 있습니다.`,
    }
  );
}

/** What a command says that issued one-time copies, one a line. */
export function copiesOutcome(issued: readonly Issued[], out: string | undefined): CommandResult {
  const [first] = issued;
  const { issuedAt, expires } = first ?? {};
  const credentials = issued.map(({ credential }) => credential);
  return {
    json: { copies: issued.length, issuedAt, expires, ...(out === undefined ? { credentials } : { file: out }) },
    text: plain(out ?? credentials.join("\n")),
  };
}
