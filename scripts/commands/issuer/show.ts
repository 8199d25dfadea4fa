import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { lensOf } from "../../../src/public/registry.ts";
import { systemClock } from "../../../src/public/verifier.ts";
import { agenciesOf, namesText } from "../../lib/registries/reading/agencies.ts";
import { REASONS, rightsText } from "../../lib/registries/rights-text.ts";
import { bad, moment, when } from "../../lib/terminal/input/values.ts";
import type { Bilingual, Language } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const NO_KEY = `0x${"0".repeat(64)}`;

const AUTHORITY: Bilingual = { en: "authority", ko: "소관 기관" };
const UNKNOWN_TYPE: Bilingual = { en: "unknown type", ko: "등록되지 않은 종류" };

export default defineVerb<{ at: string }>({
  noun: "issuer",
  verb: "show",
  about: {
    en: "show the chain of trust of an issuer, link by link up to the authority of the type",
    ko: "발급기관에서 소관 기관까지의 신뢰 사슬을 단계별로 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id",
  chain: "reads",
  usage: (command, say) =>
    command
      .argument("<did>")
      .argument("<vct>")
      .option("--at <time>", say("for a credential issued at that time", "이 시각에 발급한 증명서를 기준으로"), "now"),
  async run(context, [did = "", vct = ""], { at }) {
    const registry = await context.registry();
    const [issuer, typeId] = [await context.identity(did), typeIdOf(vct)];
    const { time, hash } = await registry.head();
    const issuedAt = moment(at, time);
    if (issuedAt > Math.max(time, systemClock.now())) throw bad("a time that has come", at, "a past time, or now");
    const [answer, accredited] = await Promise.all([
      lensOf(registry)([{ issuer, keyThumbprint: NO_KEY, typeId, issuedAt }], hash),
      registry.at({ hash }).accreditations.isAccredited(issuer, typeId, issuedAt),
    ]);
    const { type, links = [] } = answer.records[0] ?? {};
    const line = ({ holder, atIssue, newest, noStatus, names }: (typeof links)[number], lang: Language): string => {
      const { from, until, mayIssue, levels } = atIssue ?? newest;
      const rights = rightsText({ mayIssue, levels, noStatus })[lang];
      // The text only says "suspended"; whether the epoch had ended before is in the JSON.
      const reason = REASONS[newest.reason][lang];
      const name = names === undefined ? "" : ` ${namesText(names)}`;
      const first = `  ${formatDid(registry.chainId, holder)}${name}`;
      return `${first}  ${rights}  ${when(from)[lang]} – ${when(until)[lang]}  ${reason}`.trimEnd();
    };
    const authority = type === undefined ? undefined : formatDid(registry.chainId, type.authority);
    const agencies = await agenciesOf(registry, [authority], typeId);
    const verdict = accredited
      ? { en: "accredited", ko: "발급 권한 있음" }
      : { en: "not accredited", ko: "발급 권한 없음" };
    const last = type === undefined ? UNKNOWN_TYPE : AUTHORITY;
    const body = (lang: Language): string =>
      [
        ...links.map((link) => line(link, lang)),
        `  ${authority === undefined ? "?" : agencies.text(authority)}  (${last[lang]})`,
      ].join("\n");
    return {
      json: {
        issuer: formatDid(registry.chainId, issuer),
        vct,
        issuedAt,
        accredited,
        authority,
        links,
        names: agencies.json,
        asOf: answer.asOf,
      },
      text: { en: `${vct}: ${verdict.en}\n${body("en")}`, ko: `${vct}: ${verdict.ko}\n${body("ko")}` },
      exit: accredited ? 0 : 1,
    };
  },
});
