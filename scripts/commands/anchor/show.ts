import { loadAnchor, systemClock } from "../../../src/index.ts";
import { anchorOutcome } from "../../lib/proofs/anchors.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb({
  noun: "anchor",
  verb: "show",
  about: "whom a trust anchor believes, until when, and its fingerprint",
  usage: (command) => command.argument("<file>", "the anchor"),
  run: async (_, [file = ""]) => anchorOutcome(await loadAnchor(file), file, systemClock.now()),
});
