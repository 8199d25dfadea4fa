import { Option } from "commander";
import { addRequestOptions, type RequestOptions, requirementsOf } from "../../lib/credentials/requests.ts";
import { openWallet } from "../../lib/credentials/wallet.ts";
import { didsOf } from "../../lib/keys/identities.ts";
import { checkOut, writeOut } from "../../lib/terminal/out.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends RequestOptions {
  readonly verifier?: string;
  readonly agree?: true;
  readonly staple?: true | string;
  readonly checkpoint?: string;
  readonly out?: string;
}

export default defineVerb<Options>({
  noun: "credential",
  verb: "present",
  about: "by the holder: answer a verifier, with the claims it asks for and no others",
  chain: "reads",
  usage: (command) =>
    addRequestOptions(command)
      .option("--verifier <did>", "the DID that the verifier goes by, if that is not the audience")
      .option("--agree", "show even what the verifier is not registered to ask for")
      .addOption(
        new Option(
          "--staple [part]",
          "prove it, for a verifier without a network, as of the newest block (a one-time copy: the last full minute): all, or the status for one that keeps the rest",
        ).choices(["all", "status"]),
      )
      .option("--checkpoint <file>", "with --staple, on a chain without seals: the block, and what members signed")
      .option("--out <file>", "where to write the presentations, one a line: a new file"),
  async run(context, _, { audience, nonce, verifier, agree, staple, checkpoint, out, ...asked }) {
    checkOut(out);
    const registry = await context.registry();
    const wallet = await openWallet(context, registry, checkpoint);
    const requirements = await requirementsOf(
      asked,
      didsOf(context.keys, () => registry.chainId),
    );
    const request = { audience, nonce, ...requirements, ...(verifier !== undefined && { verifier }) };
    const review = await wallet.review(request);
    // People see who asks for what before anything is shown, whether they agreed beforehand or not.
    context.progress(review.words);
    for (const { type: vct, words } of review.items)
      context.progress({ en: `${vct}: ${words.en}`, ko: `${vct}: ${words.ko}` });
    const presentations = await wallet.present(request, {
      ...(agree && { acknowledge: review }),
      ...(staple !== undefined && { staple: staple === "status" ? "status" : "all" }),
    });
    writeOut(out, `${presentations.join("\n")}\n`);
    return { json: { review, presentations }, text: plain(out ?? presentations.join("\n")) };
  },
});
