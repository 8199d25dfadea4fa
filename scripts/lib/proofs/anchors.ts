import { ANCHOR_LIFE, anchorFingerprint, anchorToJson, type TrustAnchor } from "../../../src/public/trust-anchor.ts";
import { when } from "../terminal/input/values.ts";
import type { CommandResult } from "../terminal/output/output.ts";

/** A trust anchor as output, in JSON and text. */
export function anchorResult(anchor: TrustAnchor, file: string, now: number): CommandResult {
  const goodUntil = anchor.advancedAt + ANCHOR_LIFE;
  const fingerprint = anchorFingerprint(anchor);
  const expired = now > goodUntil;
  return {
    json: { file, fingerprint, goodUntil, expired, anchor: JSON.parse(anchorToJson(anchor)) as unknown },
    text: {
      en: [
        `Chain ${anchor.chainId}, as of ${when(anchor.advancedAt).en}; good until ${when(goodUntil).en}${expired ? ": EXPIRED" : ""}`,
        ...linesOf(anchor, {
          sealers: "Sealed by",
          members: "Checkpoints signed by",
          of: "of",
          distrusted: "DISTRUSTED",
        }),
        `Fingerprint ${fingerprint}`,
      ].join("\n"),
      ko: [
        `체인 ${anchor.chainId}, ${when(anchor.advancedAt).ko} 기준, ${when(goodUntil).ko}까지 유효${expired ? ": 만료됨" : ""}`,
        ...linesOf(anchor, {
          sealers: "블록 검증자",
          members: "체크포인트에 서명하는 회원",
          of: "/",
          distrusted: "신뢰하지 않음",
        }),
        `지문 ${fingerprint}`,
      ].join("\n"),
    },
  };
}

interface Labels {
  readonly sealers: string;
  readonly members: string;
  readonly of: string;
  readonly distrusted: string;
}

function linesOf({ registries, sealers }: TrustAnchor, labels: Labels): string[] {
  const pins = Object.entries(registries).map(([name, { address, from, until, distrusted }]) => {
    const term = [from === undefined ? "" : when(from).en, until === undefined ? "" : when(until).en];
    const told = term.join("") === "" ? "" : `  ${term.join(" … ")}`;
    return `  ${name.padEnd(16)}${address}${told}${distrusted ? `  ${labels.distrusted}` : ""}`;
  });
  const [label, who] =
    sealers.kind === "qbft"
      ? [labels.sealers, sealers.validators]
      : [`${labels.members} (${sealers.threshold} ${labels.of} ${sealers.members.length})`, sealers.members];
  return [...pins, label, ...who.map((each) => `  ${each}`)];
}
