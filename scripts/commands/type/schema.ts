import { createHash } from "node:crypto";
import { typeIdOf } from "../../../src/index.ts";
import { inputText } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly schema: string;
  readonly schemaUri: string;
}

export default defineVerb<Options>({
  noun: "type",
  verb: "schema",
  about: "by the authority: another JSON schema of the type's claims; issuers go by it from now on",
  chain: "writes",
  usage: (command) =>
    command
      .argument("<vct>")
      .requiredOption("--schema <file>", "the schema; its SHA-256 goes on the chain")
      .requiredOption("--schema-uri <uri>", "where it is to be had"),
  async run(context, [vct = ""], { schema, schemaUri }) {
    const schemaHash = `0x${createHash("sha256").update(inputText(schema)).digest("hex")}`;
    const registry = await context.writer();
    const { hash, block } = await registry.types.setSchema(typeIdOf(vct), schemaHash, schemaUri);
    return {
      json: { vct, schemaHash, schemaUri, transaction: hash, block },
      text: {
        en: `${vct}: the schema is ${schemaHash} now (block ${block})`,
        ko: `${vct}: 이제 스키마는 ${schemaHash}입니다 (블록 ${block})`,
      },
    };
  },
});
