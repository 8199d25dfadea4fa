import { createHash } from "node:crypto";
import { propose } from "../../../src/index.ts";
import { proposalOutcome } from "../../lib/registers/proposals.ts";
import { inputText } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly authority: string;
  readonly schema?: string;
  readonly schemaUri?: string;
  readonly doctype?: string;
  readonly status3Valid?: true;
  readonly status: boolean;
  readonly holderBinding: boolean;
}

export default defineVerb<Options>({
  noun: "type",
  verb: "register",
  about: "propose to the council a new type of credential, and who is the authority over it",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<vct>", "the type's name, as credentials bear it")
      .requiredOption("--authority <did>", "who decides who may issue it")
      .option("--schema <file>", "the JSON schema of its claims; its SHA-256 goes on the chain")
      .option("--schema-uri <uri>", "where the schema is to be had")
      .option("--doctype <doctype>", "its ISO/IEC 18013-5 doctype")
      .option("--status3-valid", "the application-specific status 3 counts as valid")
      .option("--no-status", "its credentials need no status: they cannot be revoked one by one. Fixed for good")
      .option("--no-holder-binding", "its credentials are good in anybody's hands, as on paper. Fixed for good"),
  async run(context, [vct = ""], options) {
    const registry = await context.writer();
    const authority = await context.identity(options.authority);
    const { schema, schemaUri, doctype } = options;
    const hash = schema === undefined ? undefined : createHash("sha256").update(inputText(schema)).digest("hex");
    const action = {
      do: "type.register",
      vct,
      authority,
      applicationStatusIsValid: options.status3Valid === true,
      status: options.status ? "required" : "none",
      holderBinding: options.holderBinding ? "required" : "none",
      ...(hash === undefined ? {} : { schemaHash: `0x${hash}` }),
      ...(schemaUri === undefined ? {} : { schemaUri }),
      ...(doctype === undefined ? {} : { doctype }),
    } as const;
    return proposalOutcome(
      registry,
      await propose(registry, await context.actor(registry), [action], `Register ${vct}`),
    );
  },
});
