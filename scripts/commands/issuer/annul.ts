import {
  type Annullable,
  annullableEpochs,
  formatDid,
  type Receipt,
  type Registry,
  theftsOf,
  typeIdOf,
} from "../../../src/index.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

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
    const all = wanted === undefined ? await annullableEpochs(registry, issuer, typeId) : [];
    // Where there is none, the registry says why.
    const chosen = all.length > 0 ? all : [await asked(registry, issuer, typeId, wanted)];
    const epochs = chosen.map(({ epoch }) => epoch);
    context.progress({ en: `annulling ${epochs.length} epochs`, ko: `기간 ${epochs.length}건을 무효로 합니다` });
    const receipts: Receipt[] = [];
    for (const { epoch, term } of chosen) {
      receipts.push(await registry.accreditations.annul(issuer, typeId, epoch, term));
    }
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

/** One epoch, the newest if none is named, and the theft in whose time it was begun; the last theft if it was in none. */
async function asked(registry: Registry, issuer: string, typeId: string, wanted?: number): Promise<Annullable> {
  const { accreditations } = registry;
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  const epoch = wanted ?? Math.max(0, Number(epochs) - 1);
  const [{ from }, thefts] = await Promise.all([
    accreditations.epochOf(issuer, typeId, epoch),
    theftsOf(registry, typeId),
  ]);
  const theft = thefts.find(({ since, until }) => since <= from && from <= until) ?? thefts.at(-1);
  return { epoch, term: theft?.term ?? 0 };
}
