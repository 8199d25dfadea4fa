import { COMMAND_LINE } from "./command-line.ts";
import { CONTRACTS } from "./contracts.ts";
import { FORMATS } from "./formats.ts";
import { GOVERNANCE } from "./governance.ts";
import { HOLDING } from "./holding.ts";
import { ISSUING } from "./issuing.ts";
import { PROOFS } from "./proofs.ts";
import { REGISTRIES } from "./registries.ts";
import type { Sentences } from "./sentences.ts";
import { VERIFYING } from "./verifying.ts";

/** One line a code; a check holds that no code is without. */
export const KOREAN: Sentences = {
  ...COMMAND_LINE,
  ...FORMATS,
  ...REGISTRIES,
  ...PROOFS,
  ...CONTRACTS,
  ...GOVERNANCE,
  ...VERIFYING,
  ...ISSUING,
  ...HOLDING,
};
