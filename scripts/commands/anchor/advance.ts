import {
  advanceFile,
  advancesFrom,
  type Checkpoint,
  DidimError,
  loadAnchor,
  parseCheckpoint,
  type Registry,
  type Staple,
  systemClock,
  type TrustAnchor,
} from "../../../src/index.ts";
import { anchorOutcome } from "../../lib/proofs/anchors.ts";
import { inputText } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly checkpoint?: string; readonly archive?: string }>({
  noun: "anchor",
  verb: "advance",
  about: "to the present, by proof: who seals next, and which contracts are the registries; the node is not trusted",
  chain: "reads",
  usage: (command) =>
    command
      .argument("<file>", "the anchor")
      .option("--checkpoint <file>", "on a chain without seals: what members signed, see `checkpoint sign`")
      .option("--archive <folder>", "keep each step there: its proof, and the anchors before and after it"),
  async run(context, [file = ""], { checkpoint, archive }) {
    // What was replaced, the anchor itself learns by proof.
    const registry = await context.registry({ evenReplaced: true });
    const staples = await staplesFor(
      registry,
      await loadAnchor(file),
      checkpoint && parseCheckpoint(inputText(checkpoint)),
    );
    const now = systemClock.now();
    return anchorOutcome(await advanceFile(file, staples, now, archive), file, now);
  },
});

async function staplesFor(
  registry: Registry,
  anchor: TrustAnchor,
  checkpoint: Checkpoint | "" | undefined,
): Promise<Staple[]> {
  if (anchor.sealers.kind === "qbft") return advancesFrom(registry, anchor);
  if (!checkpoint) {
    const message = "On this chain members sign: name the checkpoint, --checkpoint FILE.";
    throw new DidimError("cli.option", message, { option: "--checkpoint" });
  }
  const { block, signatures } = checkpoint;
  const staples = await advancesFrom(registry, anchor, { hash: block.hash });
  return staples.map((staple) => ({ ...staple, signatures }));
}
