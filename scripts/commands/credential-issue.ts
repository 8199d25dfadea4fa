import { DidimError, formatDid, lensOf, publicJwk, type Registry, rpc } from "../../src/index.ts";
import { createIssuer, openAllocator } from "../../src/issuer.ts";
import { indexStoreOf } from "../lib/indices.ts";
import { openSigning } from "../lib/keys.ts";
import { checkOut, writeOut } from "../lib/out.ts";
import { inputJson, inputText, moment, wholeNumber } from "../lib/values.ts";
import { type Context, defineVerb } from "../lib/verb.ts";

interface Options {
  readonly issuer: string;
  readonly signingKey: string;
  readonly claims: string;
  readonly holderKey: string;
  readonly schema: string;
  readonly list: string;
  readonly newList?: true;
  readonly until: string;
  readonly format: "dc+sd-jwt" | "vc+jwt";
  readonly out?: string;
}

export default defineVerb<Options>({
  noun: "credential",
  verb: "issue",
  about: "issue a credential, bound to a key of its holder; costs no transaction",
  chain: "reads",
  usage: (command) =>
    command
      .argument("<vct>")
      .requiredOption("--issuer <did>", "the issuer's DID, address, or account key's name")
      .requiredOption("--signing-key <name>", "the registered key that signs")
      .requiredOption("--claims <file>", "the claims, JSON; - for standard input")
      .requiredOption("--holder-key <file>", "the public key (JWK) that the holder gave: see `credential key`")
      .requiredOption("--schema <file>", "the type's JSON schema, as registered")
      .option("--list <number>", "the status list that it takes a place in", "1")
      .option(
        "--new-list",
        "that list was just opened elsewhere, and nothing was issued from it yet: begin its record here",
      )
      .option("--until <time>", "when it ends", "+1y")
      .option("--format <format>", "dc+sd-jwt or vc+jwt", "dc+sd-jwt")
      .option("--out <file>", "where to write it: a new file"),
  async run(context, [type = ""], options) {
    checkOut(options.out);
    const registry = await context.registry();
    const identity = await context.identity(options.issuer);
    const request = {
      type,
      claims: objectIn(options.claims),
      holderKey: publicJwk(inputJson(options.holderKey)),
      expires: moment(options.until, Math.floor(Date.now() / 1000)),
    };
    const signer = await openSigning(
      context.home,
      options.signingKey,
      await context.password(`Password of ${options.signingKey}`),
    );
    const allocator = await allocatorOf(context, registry, identity, options);
    try {
      const issuer = createIssuer({
        did: formatDid(registry.chainId, identity),
        signer,
        format: options.format,
        allocator,
        schemas: { [type]: inputText(options.schema) },
        schemaHashOf: (typeId) => registry.types.schemaHashOf(typeId),
        facts: rpc({ lens: lensOf(registry), chainId: registry.chainId }),
      });
      const ready = await issuer.checkReady(type);
      if (ready.outcome !== "valid") {
        throw new DidimError("issuer.not-ready", `Nobody would accept it: ${ready.words.en}`, {
          findings: ready.findings,
        });
      }
      const issued = await issuer.issue(request);
      writeOut(options.out, `${issued.credential}\n`);
      const text = options.out ?? issued.credential;
      return {
        json: options.out === undefined ? issued : { ...issued, credential: undefined, file: options.out },
        text: { en: text, ko: text },
      };
    } finally {
      await allocator.close();
    }
  },
});

/** The list as it was opened on the chain, and this machine's record of the places given out. */
async function allocatorOf(context: Context, registry: Registry, identity: string, options: Options) {
  const list = wholeNumber("a list's number", options.list, 0, 2 ** 32 - 1);
  const { capacity, opened } = await registry.statuses.listOf(identity, list);
  if (opened === 0n) {
    throw new DidimError("cli.list", `List ${list} is not open: npm run didim -- list open ${list} --capacity …`, {
      list,
    });
  }
  const store = indexStoreOf(context.home, registry, identity, options.newList === true);
  return openAllocator({ store, list, capacity: Number(capacity) });
}

function objectIn(file: string): { [name: string]: never } {
  const value = inputJson(file);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as { [name: string]: never };
  throw new DidimError("cli.file", `${file} holds no JSON object.`, { file });
}
