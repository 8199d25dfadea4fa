import { typeIdOf } from "../../../../src/public/council.ts";
import { formatDid } from "../../../../src/public/did.ts";
import { DidimError } from "../../../../src/public/index.ts";
import type { IssuanceRegister } from "../../../../src/public/issuer.ts";
import { flagsIn, type Registry } from "../../../../src/public/registry.ts";
import { schemaIn } from "../../terminal/input/input.ts";
import { moment } from "../../terminal/input/values.ts";
import { counted } from "../../terminal/output/counted.ts";
import type { Bilingual, CommandResult } from "../../terminal/output/output.ts";
import type { Context } from "../../terminal/verb.ts";
import { type IssuerOptions, openIssuer } from "../issuers.ts";
import { checkReady } from "../issuing.ts";
import { batchNamesFolder } from "../statuses/index-stores.ts";
import { Faults } from "./faults.ts";
import { checkFolder, openFolder } from "./folder.ts";
import { issueRows } from "./issue.ts";
import { BatchNames, nameOf, nameTaken } from "./name.ts";
import { openOutput } from "./output.ts";
import { rowsIn } from "./read.ts";
import type { BatchRow } from "./row.ts";
import { type BatchState, type BatchTerms, beginState, checkRows, checkTerms, idOf, readState } from "./state.ts";

export interface BatchOptions extends IssuerOptions {
  readonly batch: string;
  readonly name?: string;
  readonly rowId?: string;
  readonly issuer: string;
  readonly schema: string;
  readonly status: boolean;
  readonly until?: string;
  readonly out?: string;
  readonly dryRun?: true;
}

/**
 * Issues a credential for each row of a file. All rows are checked before anything is issued. Interrupted, it continues when
 * it is started again in the same way.
 */
export async function issueBatchFile(context: Context, type: string, options: BatchOptions): Promise<CommandResult> {
  const { batch: file, out, until = "+1y", rowId } = options;
  const name = nameOf(options);
  const schema = schemaIn(options.schema);
  if (out === undefined)
    throw new DidimError("cli.option", "Name the folder for the credentials: --out FOLDER.", { option: "--out" });
  checkFolder(out);
  const now = Math.floor(Date.now() / 1000);
  const begun = readState(out);
  const expires = begun?.expires ?? moment(until, now);
  const faults = new Faults();
  const rows = await rowsIn({ file, type, schema, rowId, expires, now }, faults);
  const registry = await context.registry();
  await checkKeys(registry, type, rows, faults);
  faults.refuse(file, context.show);
  if (options.dryRun) return dryRunResult(name, rows.length);

  const identity = await context.identity(options.issuer);
  const terms: BatchTerms = {
    ...{ name, type, issuer: formatDid(registry.chainId, identity), genesis: registry.addresses.genesis },
    ...{ format: options.format, status: options.status ? "list" : "none", rowId: rowId ?? null, until },
  };
  const subject = { registry, identity, type, schema, isListed: options.status };
  const names = new BatchNames(batchNamesFolder(context.home, registry, identity));
  const opened = await openIssuer(context, subject, options);
  try {
    await checkReady(opened.issuer, type, false);
    return await locked(out, async () => {
      const state = readState(out) ?? (await begin(out, terms, expires, rows, { ...opened, names }));
      checkTerms(state, terms);
      checkRows(state, rows, file);
      const output = await openOutput(out, new Set(rows.map(({ id }) => id)));
      try {
        const takeName = async (): Promise<void> => {
          if (!(await names.take(name, idOf(state)))) throw nameTaken(name, out);
        };
        const { progress } = context;
        const issuing = { ...opened, output, name, type, expires: state.expires, takeName, progress };
        const issued = await issueRows(rows, issuing);
        return resultOf({ name, rows: rows.length, issued, file: output.file, list: opened.allocator?.list });
      } finally {
        await output.close();
      }
    });
  } finally {
    await opened.close();
  }
}

async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = await openFolder(folder);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** A row lacks its holder's key, and the type demands one. */
async function checkKeys(registry: Registry, type: string, rows: readonly BatchRow[], faults: Faults): Promise<void> {
  const without = rows.filter(({ holderKey }) => holderKey === undefined);
  if (without.length === 0) return;
  const { flags } = await registry.types.typeOf(typeIdOf(type));
  if (flagsIn(Number(flags)).holderBinding === "none") return;
  for (const { number } of without) faults.add({ row: number, column: "holder_key", why: NO_KEY });
}

const NO_KEY: Bilingual = {
  en: "it has no key of its holder, which credentials of this type are bound to: give the JWK that `credential key` prints",
  ko: "소지자의 키에 연결하는 증명서 종류인데 키가 없습니다. `credential key`가 출력한 JWK를 쓰십시오",
};

/** Begins the batch, unless another one of that name was issued: rows would have two credentials. */
async function begin(
  folder: string,
  terms: BatchTerms,
  expires: number,
  rows: readonly BatchRow[],
  { register, names }: { readonly register: IssuanceRegister; readonly names: BatchNames },
): Promise<BatchState> {
  const { name } = terms;
  const [known] = await register.find({ batch: name });
  if (known !== undefined || names.ownerOf(name) !== undefined) throw nameTaken(name, folder);
  return beginState(folder, terms, expires, rows);
}

function dryRunResult(name: string, rows: number): CommandResult {
  return {
    json: { dryRun: true, batch: name, rows },
    text: {
      en: `${counted(rows, "row")} can be issued. Nothing was issued (--dry-run).`,
      ko: `${rows}행 모두 발급할 수 있습니다. 아무것도 발급하지 않았습니다(--dry-run).`,
    },
  };
}

interface Done {
  readonly name: string;
  readonly rows: number;
  /** By this command; the others were issued before. */
  readonly issued: number;
  readonly file: string;
  readonly list: number | undefined;
}

function resultOf({ name, rows, issued, file, list }: Done): CommandResult {
  const before = rows - issued;
  const [earlier, koreanEarlier] =
    before === 0 ? ["", ""] : [`, ${before} of them before`, `(그중 ${before}건은 전에 발급)`];
  return {
    json: { batch: name, rows, issued, before, ...(list !== undefined && { list }), file },
    text: {
      en: `${counted(rows, "credential")} issued${earlier}: ${file}\nTo revoke one later: npm run didim -- credential revoke --batch ${name} --row …`,
      ko: `증명서 ${rows}건을 발급했습니다${koreanEarlier}: ${file}\n나중에 취소하려면: npm run didim -- credential revoke --batch ${name} --row …`,
    },
  };
}
