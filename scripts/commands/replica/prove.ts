import { isDidimError } from "../../../src/index.ts";
import { type ProvingOptions, provenOutcome, proveReplica, refutedOutcome } from "../../lib/proofs/proving.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<ProvingOptions>({
  noun: "replica",
  verb: "prove",
  about: "by a verifier: does a node tell all of the registries' history? Its logs against the state that is sealed",
  chain: "reads",
  usage: (command) =>
    command
      .option("--anchor <file>", "the trust anchor; without it, the node's own word is all there is")
      .option("--checkpoint <file>", "on a chain without seals: the block's checkpoint, signed by members")
      .option("--snapshot <file>", "a replica's snapshot, to go on from and to keep; one that is refuted is removed"),
  async run(context, _, options) {
    try {
      return provenOutcome(await proveReplica(context, options));
    } catch (error) {
      if (isDidimError(error, "facts.replica-not-proved")) return refutedOutcome(error);
      throw error;
    }
  },
});
