import { DidimError, formatDid, typeIdOf } from "../../../src/index.ts";
import { bad } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly to?: string; readonly release?: true }>({
  noun: "issuer",
  verb: "anchor",
  about: {
    en: "by the accreditor or the authority: say whose a type's credentials under a certificate are (--to), or nobody's any more",
    ko: "인가 기관이나 소관 기관이: 인증서로 발급된 증명서의 발급기관을 지정(--to)하거나 지정을 풉니다",
  },
  example:
    "urn:kr:mois:civil-servant-id 0xabababababababababababababababababababababababababababababababab --to did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .argument(
        "<sha256>",
        say(
          "of the certificate, a root or an exact one: 0x and 64 digits",
          "인증서(루트 또는 특정 인증서)의 SHA-256: 0x와 64자리",
        ),
      )
      .option(
        "--to <did>",
        say(
          "an issuer that is accredited for the type, and whose credentials name no DID",
          "이 종류를 인가받았고 증명서에 DID를 적지 않는 발급기관",
        ),
      )
      .option(
        "--release",
        say(
          "take it back; only then can it be another issuer's",
          "지정을 풉니다. 그래야 다른 발급기관에 지정할 수 있습니다",
        ),
      ),
  async run(context, [vct = "", anchor = ""], { to, release }) {
    if ((to === undefined) === (release === undefined)) {
      throw new DidimError("cli.option", "Give either --to DID or --release.", {});
    }
    if (!/^0x[0-9a-fA-F]{64}$/.test(anchor)) throw bad("a certificate's SHA-256", anchor, "0x and 64 digits");
    const registry = await context.writer();
    const [typeId, issuer] = [typeIdOf(vct), to === undefined ? undefined : await context.identity(to)];
    const { hash, block } =
      issuer === undefined
        ? await registry.accreditations.releaseAnchor(typeId, anchor)
        : await registry.accreditations.assignAnchor(issuer, typeId, anchor);
    const whose = issuer === undefined ? undefined : formatDid(registry.chainId, issuer);
    return {
      json: { vct, typeId, anchor, ...(whose && { issuer: whose }), transaction: hash, block },
      text:
        whose === undefined
          ? { en: `${vct}: ${anchor} is nobody's now`, ko: `${vct}: ${anchor} 지정을 해제했습니다` }
          : { en: `${vct}: ${anchor} is that of ${whose}`, ko: `${vct}: ${anchor}의 발급기관은 ${whose}` },
    };
  },
});
