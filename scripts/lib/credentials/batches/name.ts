/** A batch's name: which ones are possible, and to which batch of this machine each belongs. */
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { DidimError } from "../../../../src/public/index.ts";
import { parseWritten, syncFolder } from "../../../../src/public/node.ts";
import { writeNew } from "../../terminal/home.ts";
import { readIfThere } from "../../terminal/input/input.ts";
import { foreignFolder } from "./folder.ts";

/** Letters of any script, so that a file may be called 직원.csv. People type it. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,63}$/u;

/** The batch's name: --name, otherwise that of the file. Throws `cli.batch-name`. */
export function nameOf({ name, batch }: { readonly name?: string; readonly batch: string }): string {
  const said = (name ?? basename(batch).replace(/\.[A-Za-z0-9]+$/, "")).normalize("NFC");
  if (NAME.test(said)) return said;
  const shown = said.slice(0, 64);
  const why =
    name === undefined ? `The batch would be called "${shown}", after its file` : `"${shown}" is no name of a batch`;
  const message = `${why}. Give it a name of at most 64 letters, digits and . _ -: --name NAME.`;
  throw new DidimError("cli.batch-name", message, { option: "--name", name: shown });
}

/** The error for a name that belongs to another batch. */
export function nameTaken(name: string, folder: string): DidimError {
  const taken = `A batch named ${name} was begun before on this machine, and ${folder} is not its folder. Nothing was issued.`;
  const lost = `If that is lost, revoke what was issued (credential revoke --batch ${name} --row all), and issue the file by another name (--name).`;
  const message = `${taken} To continue it, name its folder: --out. ${lost} By another name alone, the same people get a second credential.`;
  return new DidimError("cli.batch-issued", message, { name, folder });
}

/**
 * The names that batches of an issuer have taken on this machine, a file each. A row that the register has keeps its place
 * in the list, so under one name two batches would give the places of one file's people to those of the other. The register
 * cannot tell: a batch that was begun may have no entry yet, and an old copy of the register may have been put back.
 */
export class BatchNames {
  readonly #folder: string;

  /** @param folder Beside the record of indices, of which no old copy is ever put back. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The id of the batch that has taken the name; undefined if none has. Throws `cli.batch-folder`. */
  ownerOf(name: string): string | undefined {
    const file = this.#fileOf(name);
    const text = readIfThere(file);
    if (text === undefined) return undefined;
    const value = parseWritten(text, (why) => foreignFolder(file, why)) as { readonly batch?: unknown } | null;
    if (typeof value?.batch === "string") return value.batch;
    throw foreignFolder(file, "it does not say which batch has the name");
  }

  /** Takes the name for a batch, for good. Of several batches, one gets it. Returns whether it is this one's. */
  async take(name: string, batch: string): Promise<boolean> {
    if (!writeNew(this.#fileOf(name), `${JSON.stringify({ name, batch })}\n`)) return this.ownerOf(name) === batch;
    await syncFolder(this.#folder);
    return true;
  }

  /** Not the name itself: file systems differ in which names are the same. */
  #fileOf(name: string): string {
    return join(this.#folder, `${createHash("sha256").update(name).digest("hex").slice(0, 32)}.json`);
  }
}
