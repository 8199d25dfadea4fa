import { existsSync } from "node:fs";
import { join } from "node:path";
import { inputJson } from "../../terminal/input/input.ts";
import { found } from "../finding.ts";
import type { Check } from "../patient.ts";

export const WALLET: Check = {
  name: "wallet",
  async examine({ context: { home } }) {
    const file = join(home.wallet, "wallet.json");
    if (!existsSync(file)) return [found("wallet.none")];
    return [isSealed(file) ? found("wallet.sealed") : found("wallet.damaged", { file })];
  },
};

/** Whether it has the parts of a sealed file. Only its password can tell more. */
function isSealed(file: string): boolean {
  try {
    const { format, kdf, salt, sealed } = inputJson(file) as Readonly<Record<string, unknown>>;
    return String(format).startsWith("didim-vault ") && [kdf, salt, sealed].every((part) => typeof part === "string");
  } catch {
    return false;
  }
}
