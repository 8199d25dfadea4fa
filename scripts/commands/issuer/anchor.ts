import { createAccreditor } from "../../../src/public/authority.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { DidimError } from "../../../src/public/index.ts";
import { bad } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly to?: string; readonly release?: true }>({
  noun: "issuer",
  verb: "anchor",
  about: {
    en: "(accreditor, authority) assign a certificate of the type to an issuer (--to), or release it (--release)",
    ko: "(인가 기관, 소관 기관) 이 종류의 증명서에 서명하는 인증서를 발급기관에 지정하거나(--to) 지정을 해제합니다(--release)",
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
          "the certificate's SHA-256 (a root or one exact certificate): 0x and 64 hexadecimal digits",
          "인증서(루트 또는 특정 인증서)의 SHA-256: 0x와 16진수 64자리",
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
          "release the certificate; only then can another issuer get it",
          "지정을 해제합니다. 해제한 뒤에야 다른 발급기관에 지정할 수 있습니다",
        ),
      ),
  async run(context, [vct = "", anchor = ""], { to, release }) {
    if ((to === undefined) === (release === undefined)) {
      throw new DidimError("cli.option", "Give either --to DID or --release.", {});
    }
    if (!/^0x[0-9a-fA-F]{64}$/.test(anchor)) throw bad("a certificate's SHA-256", anchor, "0x and 64 digits");
    const registry = await context.writer();
    const [accreditor, of] = [createAccreditor({ registry }), { type: vct, sha256: anchor }];
    const { agency: whose, receipt } =
      to === undefined
        ? await accreditor.releaseCertificate(of)
        : await accreditor.assignCertificate({ ...of, agency: await context.identity(to) });
    const { hash, block } = receipt;
    return {
      json: { vct, typeId: typeIdOf(vct), anchor, ...(whose && { issuer: whose }), transaction: hash, block },
      text:
        whose === undefined
          ? { en: `${vct}: ${anchor} is nobody's now`, ko: `${vct}: ${anchor} 인증서의 지정을 해제했습니다` }
          : { en: `${vct}: ${anchor} is that of ${whose}`, ko: `${vct}: ${anchor} 인증서의 발급기관은 ${whose}입니다` },
    };
  },
});
