import { checkpointOf, checkpointSigners, checkpointToJson, cosign, parseCheckpoint } from "../../../src/index.ts";
import { readIfThere, writeAtomically } from "../../lib/terminal/home.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly block?: string }>({
  noun: "checkpoint",
  verb: "sign",
  about: "by a member, on a chain without seals: vouch for a block, so that its state can be proved",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<file>", "the checkpoint: begun, or one that other members signed, for the same block")
      .option("--block <number>", "which block, if it is begun; else the newest"),
  async run(context, [file = ""], { block }) {
    const registry = await context.writer();
    const begun = readIfThere(file);
    const wanted = block === undefined ? "latest" : BigInt(wholeNumber("a block", block, 0, Number.MAX_SAFE_INTEGER));
    const signed = await cosign(registry, begun ? parseCheckpoint(begun) : await checkpointOf(registry, wanted));
    writeAtomically(file, checkpointToJson(signed));
    const signers = checkpointSigners(signed);
    const { number, hash } = signed.block;
    return {
      json: { file, block: number, blockHash: hash, signers },
      text: {
        en: `Block ${number}, ${hash}\nsigned by ${signers.join(", ")}`,
        ko: `블록 ${number}, ${hash}\n서명: ${signers.join(", ")}`,
      },
    };
  },
});
