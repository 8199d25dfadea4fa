import { readConsortium } from "../../consortium/consortium.ts";
import { consortiumNamed } from "../../network/network.ts";
import { found } from "../finding.ts";
import type { Check } from "../patient.ts";

/** Whether the consortium's nodes take the account's transactions. Elsewhere only the nodes' operators know. */
export const ACCOUNT: Check = {
  name: "account",
  needs: "did",
  async examine({ context, options, identity }) {
    const [folder, account] = [consortiumNamed(options.network, context.home), await identity()];
    if (folder === undefined || account === undefined) return [];
    const listed = readConsortium(folder).accounts.some((one) => one.toLowerCase() === account);
    return [found(listed ? "account.listed" : "account.unlisted", { account })];
  },
};
