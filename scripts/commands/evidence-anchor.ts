import { dateEvidence, formatEvidence, SealedClock } from "../../src/index.ts";
import { anchorIn, evidenceIn } from "../lib/evidence.ts";
import { writeAtomically } from "../lib/home.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<{ readonly anchor: string }>({
  noun: "evidence",
  verb: "anchor",
  about: "date many files at once: one root over them in the evidence log, and in each file the proof of it",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<files...>", "the evidence, which is written back with its date")
      .requiredOption("--anchor <file>", "the trust anchor"),
  async run(context, files, options) {
    const [pieces, anchor] = [files.map(evidenceIn), anchorIn(options.anchor)];
    const dated = await dateEvidence(pieces, { registry: await context.writer(), anchor, clock: new SealedClock() });
    for (const [i, piece] of dated.entries()) writeAtomically(files[i] ?? "", formatEvidence(piece));
    return {
      json: { dated: files },
      text: { en: `${files.length} pieces of evidence are dated`, ko: `증거 ${files.length}건에 날짜를 확정했습니다` },
    };
  },
});
