import { DidimError, formatDid, typeIdOf } from "../../../src/index.ts";
import { bad } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly to?: string; readonly release?: true }>({
  noun: "issuer",
  verb: "anchor",
  about:
    "by the accreditor or the authority: say whose a type's credentials under a certificate are (--to), or nobody's any more",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<vct>")
      .argument("<sha256>", "of the certificate, a root or an exact one: 0x and 64 digits")
      .option("--to <did>", "an issuer that is accredited for the type, and whose credentials name no DID")
      .option("--release", "take it back; only then can it be another issuer's"),
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
