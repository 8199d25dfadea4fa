import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid, ZERO_ADDRESS } from "../../../src/public/did.ts";
import { flagsIn, NO_END, type Registry, type TypeFlags, theftsOf } from "../../../src/public/registry.ts";
import { type Agencies, agenciesOf } from "../../lib/registries/reading/agencies.ts";
import { bad, when } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "type",
  verb: "show",
  about: {
    en: "show a type: what its credentials must have, its authorities, and declared thefts of an authority's control",
    ko: "증명서 종류의 요건, 역대 소관 기관, 통제권이 탈취된 기간을 보여 줍니다",
  },
  example: "urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command) => command.argument("<vct>"),
  async run(context, [vct = ""]) {
    const registry = await context.registry();
    const shown = await read(registry, vct);
    const dids = [shown.offeredTo, ...shown.terms.map(({ authority }) => authority)];
    const agencies = await agenciesOf(registry, dids, shown.typeId);
    return {
      json: { ...shown, names: agencies.json },
      text: { en: say(shown, agencies, "en"), ko: say(shown, agencies, "ko") },
    };
  },
});

interface Term {
  readonly authority: string;
  readonly from: number;
  readonly until: number;
  /** From when to the end of this term a thief acted for the type, in seconds since 1970. */
  readonly stolenSince?: number;
}

interface Shown extends TypeFlags {
  readonly vct: string;
  readonly typeId: string;
  readonly registered: number;
  readonly retired?: number;
  /** When the retirement was decided, in seconds since 1970. */
  readonly retirementDecidedAt?: number;
  readonly schemaHash: string;
  readonly authority: string;
  readonly offeredTo?: string;
  readonly frozenUntil?: number;
  readonly terms: readonly Term[];
}

async function read(registry: Registry, vct: string): Promise<Shown> {
  const { hash, time } = await registry.head();
  const { types, accreditations } = registry.at({ hash });
  const typeId = typeIdOf(vct);
  const type = await types.typeOf(typeId);
  if (type.registered === 0n) throw bad("the name of a registered type", vct, "its vct, exactly as it was registered");
  const did = (identity: string) => formatDid(registry.chainId, identity.toLowerCase());
  const [schemaHash, successor, decided, frozen, thefts] = await Promise.all([
    types.schemaHashOf(typeId),
    types.successorOf(typeId),
    types.retirementDecidedAt(typeId),
    accreditations.frozenUntil(typeId),
    theftsOf({ types }, typeId),
  ]);
  const terms: Term[] = [];
  for (let term = 0; term < Number(type.epochs); term++) {
    const { authority, from, until } = await types.authorityEpoch(typeId, term);
    const theft = thefts.find((one) => one.term === term);
    const stolen = theft && { stolenSince: theft.since };
    terms.push({ authority: did(authority), from: Number(from), until: Number(until), ...stolen });
  }
  return {
    ...{ vct, typeId, registered: Number(type.registered), schemaHash, authority: did(type.authority) },
    ...flagsIn(Number(type.flags)),
    ...(type.retired !== 0n && { retired: Number(type.retired), retirementDecidedAt: Number(decided) }),
    ...(successor !== ZERO_ADDRESS && { offeredTo: did(successor) }),
    ...(Number(frozen) > time && { frozenUntil: Number(frozen) }),
    terms,
  };
}

const DEMANDS: Readonly<Record<"status" | "holderBinding", Readonly<Record<"required" | "none", Bilingual>>>> = {
  status: {
    required: { en: "a status is required", ko: "상태 정보 필요" },
    none: { en: "no status is required", ko: "상태 정보 불필요" },
  },
  holderBinding: {
    required: { en: "holder binding is required", ko: "소지자 확인 필요" },
    none: { en: "no holder binding is required", ko: "소지자 확인 불필요" },
  },
};

function say(type: Shown, agencies: Agencies, lang: keyof Bilingual): string {
  const english = lang === "en";
  const { status, holderBinding, applicationStatusIsValid, retired, frozenUntil, offeredTo, terms } = type;
  const { retirementDecidedAt: decided = 0 } = type;
  const demands = [DEMANDS.status[status][lang], DEMANDS.holderBinding[holderBinding][lang]];
  if (applicationStatusIsValid) demands.push(english ? "status 3 counts as valid" : "상태 3은 유효로 봄");
  const lines = [`  ${demands.join(", ")}`];
  if (retired !== undefined) {
    lines.push(
      english
        ? `  retired from ${when(retired).en} on (decided ${when(decided).en})`
        : `  ${when(retired).ko}부터 폐지(${when(decided).ko} 결정)`,
    );
  }
  if (frozenUntil !== undefined)
    lines.push(english ? `  frozen until ${when(frozenUntil).en}` : `  ${when(frozenUntil).ko}까지 동결`);
  if (offeredTo !== undefined)
    lines.push(english ? `  offered to ${agencies.text(offeredTo)}` : `  이관 제안: ${agencies.text(offeredTo)}`);
  for (const { authority, from, until, stolenSince } of terms) {
    const end = until >= NO_END ? (english ? "now" : "현재") : when(until)[lang];
    lines.push(`  ${agencies.text(authority)}  ${when(from)[lang]} – ${end}`);
    if (stolenSince === undefined) continue;
    const since = when(stolenSince)[lang];
    lines.push(
      english
        ? `    a thief acted for the type since ${since}, until this term ended: what was begun meanwhile can be annulled, and a retirement taken back`
        : `    ${since}부터 이 임기가 끝날 때까지 통제권이 탈취됨: 그동안 시작된 인가는 무효로 하고, 그동안 결정된 폐지는 되돌릴 수 있음`,
    );
  }
  return `${type.vct}\n${lines.join("\n")}`;
}
