import { formatDid } from "../../../src/public/did.ts";
import type { Recovery } from "../../../src/public/registry.ts";
import { bad, when } from "../terminal/input/values.ts";
import type { Bilingual } from "../terminal/output/output.ts";
import type { Context } from "../terminal/verb.ts";

/**
 * An account, given by its address or its key's name. A DID is refused: the recoverer and the new controller call by
 * themselves, and the controller of that address's DID cannot call for them. Throws `cli.value`.
 */
export async function accountNamed(context: Context, text: string): Promise<string> {
  if (text.startsWith("did:")) throw bad("an account", text, "an address, or the name of an account key");
  return (await context.identity(text)).toLowerCase();
}

const NOBODY: Bilingual = { en: "nobody", ko: "없음" };

/** Who may recover, who will be able to, and any recovery under way, line by line. */
export function recoveryText(did: string, { controller, recoverer, change, underWay, asOf }: Recovery): Bilingual {
  const lines: Bilingual[] = [
    { en: did, ko: did },
    controller === undefined
      ? { en: "  deactivated: it cannot be recovered", ko: "  폐기됨: 복구할 수 없습니다" }
      : { en: `  controller  ${controller}`, ko: `  통제 계정  ${controller}` },
    { en: `  recoverer   ${recoverer ?? NOBODY.en}`, ko: `  복구 계정  ${recoverer ?? NOBODY.ko}` },
  ];
  if (change !== undefined) {
    const { recoverer: next, from } = change;
    lines.push({
      en: `  from ${when(from).en} on: ${next ?? NOBODY.en}`,
      ko: `  ${when(from).ko}부터: ${next ?? NOBODY.ko}`,
    });
  }
  if (underWay !== undefined) lines.push(...underWayText(underWay, asOf.time));
  return { en: lines.map(({ en }) => en).join("\n"), ko: lines.map(({ ko }) => ko).join("\n") };
}

function underWayText(
  { newController, readyAt, endKeys }: NonNullable<Recovery["underWay"]>,
  now: number,
): Bilingual[] {
  const at = when(readyAt);
  return [
    readyAt > now
      ? {
          en: `  UNDER WAY: ${newController} can take over from ${at.en} on`,
          ko: `  복구 진행 중: ${at.ko}부터 ${newController} 계정으로 교체할 수 있습니다`,
        }
      : {
          en: `  UNDER WAY: ${newController} can take over now (since ${at.en})`,
          ko: `  복구 진행 중: 지금 ${newController} 계정으로 교체할 수 있습니다 (${at.ko}부터)`,
        },
    endKeys
      ? { en: "  its signing keys end at the same time", ko: "  서명 키의 사용도 함께 끝납니다" }
      : { en: "  its signing keys stay", ko: "  서명 키는 그대로입니다" },
  ];
}

/** In JSON, null means nobody; a missing member would mean "not known". */
export function recoveryJson(
  chainId: bigint,
  identity: string,
  { controller, recoverer, change, asOf, ...rest }: Recovery,
) {
  return {
    did: formatDid(chainId, identity),
    controller: controller ?? null,
    recoverer: recoverer ?? null,
    ...(change && { change: { recoverer: change.recoverer ?? null, from: change.from } }),
    ...rest,
    asOf: { block: asOf.number, time: asOf.time, hash: asOf.hash },
  };
}
