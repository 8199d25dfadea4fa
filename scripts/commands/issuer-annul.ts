import { annullableEpochs, formatDid, type Receipt, typeIdOf } from "../../src/index.ts";
import { wholeNumber } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<{ readonly epoch?: string }>({
  noun: "issuer",
  verb: "annul",
  about: "by the authority that succeeded a stolen one: undo, for good, what was begun for an agency since the theft",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<did>", "the agency")
      .argument("<vct>")
      .option("--epoch <number>", "this one only, counted from 0; if not given: all since the theft, one by one")
      .addHelpText(
        "after",
        `
What was issued in an annulled epoch no longer verifies. While it is the newest one, the agency counts as not accredited; accredited again, its
honest epochs count again. To cut off for good the agency and all that it accredited, withdraw first: afterwards it can no longer be withdrawn.`,
      ),
  async run(context, [did = "", vct = ""], { epoch }) {
    const registry = await context.writer();
    const [issuer, typeId] = [await context.identity(did), typeIdOf(vct)];
    const wanted = epoch === undefined ? undefined : wholeNumber("an epoch's number", epoch, 0, 2 ** 16 - 1);
    const epochs = wanted === undefined ? await annullableEpochs(registry, issuer, typeId) : [wanted];
    if (epochs.length === 0) {
      // The registry says why there is none.
      const { epochs: count } = await registry.accreditations.accreditationOf(issuer, typeId);
      epochs.push(Math.max(0, Number(count) - 1));
    }
    context.progress({ en: `annulling ${epochs.length} epochs`, ko: `기간 ${epochs.length}건을 무효로 합니다` });
    const receipts: Receipt[] = [];
    for (const index of epochs) receipts.push(await registry.accreditations.annul(issuer, typeId, index));
    const [subject, block] = [formatDid(registry.chainId, issuer), receipts.at(-1)?.block];
    return {
      json: { issuer: subject, vct, typeId, epochs, transactions: receipts.map(({ hash }) => hash), block },
      text: {
        en: `${subject}: annulled, epoch ${epochs.join(", ")} (${vct}, block ${block})`,
        ko: `${subject}: 무효로 했습니다. 기간 ${epochs.join(", ")} (${vct}, 블록 ${block})`,
      },
    };
  },
});
