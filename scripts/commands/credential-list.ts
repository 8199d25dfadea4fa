import { oneLine } from "../lib/output.ts";
import { plain, when } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";
import { openWallet } from "../lib/wallet.ts";

export default defineVerb({
  noun: "credential",
  verb: "list",
  about: "by the holder: what is in the wallet",
  async run(context) {
    const wallet = await openWallet(context);
    const [held, unreadable] = [await wallet.list(), await wallet.unreadable()];
    for (const { id, error } of unreadable)
      context.progress({
        en: `${id} cannot be read (${error.code}): ${error.message}`,
        ko: `${id}: 읽을 수 없습니다 (${error.code})`,
      });
    const lines = held.map(({ type, issuer, expires, claims }) => {
      const end = expires === undefined ? "" : `  – ${when(expires).en}`;
      return `${oneLine(type)}${end}\n  ${issuer}\n  ${oneLine(Object.keys(claims).join(", "))}`;
    });
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
      text: held.length === 0 ? { en: "The wallet is empty.", ko: "지갑이 비어 있습니다." } : plain(lines.join("\n")),
    };
  },
});
