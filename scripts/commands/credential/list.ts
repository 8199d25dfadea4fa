import { openWallet } from "../../lib/credentials/wallet.ts";
import { when } from "../../lib/terminal/input/values.ts";
import { koreanOf } from "../../lib/terminal/language/korean.ts";
import { type Bilingual, type Language, oneLine } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const ONE_TIME: Bilingual = { en: "to be shown once", ko: "일회용" };

export default defineVerb({
  noun: "credential",
  verb: "list",
  about: { en: "(holder) list the credentials in the wallet", ko: "(소지자) 지갑에 있는 증명서를 보여 줍니다" },
  example: "",
  async run(context) {
    const wallet = await openWallet(context);
    const [held, unreadable] = [await wallet.list(), await wallet.unreadable()];
    for (const { id, error } of unreadable)
      context.progress({
        en: `${id} cannot be read (${error.code}): ${error.message}`,
        ko: `${id}: 읽을 수 없습니다(${error.code}). ${koreanOf(error) ?? ""}`,
      });
    const lines = (lang: Language): string =>
      held
        .map(({ type, issuer, expires, claims, oneTime }) => {
          const end = expires === undefined ? "" : `  – ${when(expires)[lang]}`;
          const once = oneTime ? `  (${ONE_TIME[lang]})` : "";
          return `${oneLine(type)}${end}${once}\n  ${issuer}\n  ${oneLine(Object.keys(claims).join(", "))}`;
        })
        .join("\n");
    return {
      json: [
        ...held.map(({ credential: _, ...rest }) => rest),
        ...unreadable.map(({ id, keyId, receivedAt, error: { code } }) => ({
          id,
          keyId,
          receivedAt,
          unreadable: code,
        })),
      ],
      text:
        held.length === 0
          ? { en: "The wallet is empty.", ko: "지갑이 비어 있습니다." }
          : { en: lines("en"), ko: lines("ko") },
    };
  },
});
