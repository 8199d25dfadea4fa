import { isDidimError } from "../../../../src/public/index.ts";
import { found, reasonOf } from "../finding.ts";
import type { Check } from "../patient.ts";

const CODE: ReadonlySet<string> = new Set(["facts.no-contract", "facts.foreign-contract"]);

/** Codes that mean that no node answers, or that it is another chain: the check of the nodes says so. */
const OF_NODES = /^(facts\.(node|nodes|wrong-chain)|node\.|cli\.)/;

/** What the addresses file names: its code on the chain, and what the Directory says of it today. */
export const REGISTRIES: Check = {
  name: "registries",
  async examine(patient) {
    try {
      const { inForce } = await patient.registry();
      await inForce.check();
      return [found("registries.as-named")];
    } catch (error) {
      if (!isDidimError(error)) throw error;
      if (CODE.has(error.code)) return [found("registries.other-code", { why: reasonOf(error) })];
      if (error.code.startsWith("facts.registry-")) return [found("registries.not-in-force", { why: reasonOf(error) })];
      if (OF_NODES.test(error.code)) return [];
      throw error;
    }
  },
};
