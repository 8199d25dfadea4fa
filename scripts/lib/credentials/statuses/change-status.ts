import { formatDid } from "../../../../src/public/did.ts";
import { DidimError } from "../../../../src/public/index.ts";
import { presentStatuses, setStatus } from "../../../../src/public/issuer.ts";
import type { Receipt, Registry } from "../../../../src/public/registry.ts";
import { counted } from "../../terminal/output/counted.ts";
import type { Bilingual, CommandResult } from "../../terminal/output/output.ts";
import type { Context } from "../../terminal/verb.ts";
import { changesText, type PresentPlace, STATUS_NAMES } from "./changes-text.ts";
import { checkUnrecorded, unrecordedLists, unrecordedText } from "./given-out.ts";
import { type ChangeOptions, checkActing, placesOf } from "./status-options.ts";

/** A change of statuses: the status to set, and the texts. */
export interface StatusChange {
  readonly status: number;
  /** The question to confirm, for this number of credentials. */
  readonly question: (count: number) => Bilingual;
  /** The sentence when it is done. */
  readonly done: (count: number) => Bilingual;
}

/** IETF Token Status List §7.1: a revoked credential stays so. */
const REVOKED = 1;

/**
 * Sets a status, for the commands suspend, reinstate and revoke. Verifies credentials that name places; shows all
 * places with their statuses, and asks for confirmation. With --dry-run it stops there.
 */
export async function changeStatus(
  context: Context,
  files: readonly string[],
  options: ChangeOptions,
  { status, question, done }: StatusChange,
): Promise<CommandResult> {
  const registry = await context.writer();
  const actor = await context.actor(registry);
  const named = await placesOf(context, registry, files, options, async () => actor);
  const account = registry.signer?.address;
  await checkActing(registry, named, { actor, operator: account === actor ? account : undefined });
  const places = await presentStatuses(registry, named);
  checkPossible(places, status);
  const unrecorded = await unrecordedLists(context, registry, places);
  const shown = changesText(registry.chainId, places, status);
  const unknown = unrecorded.length === 0 ? undefined : unrecordedText(unrecorded);
  if (options.dryRun) {
    const text = joined(shown, unknown, NOTHING_CHANGED);
    return { json: { dryRun: true, ...changed(registry, places, status, []), unrecorded }, text };
  }
  checkUnrecorded(unrecorded, options);
  context.show(shown);
  const left = places.filter(({ before }) => before !== status);
  if (left.length === 0) return { json: changed(registry, places, status, []), text: SO_ALREADY };
  await context.confirm(joined(unknown, question(left.length)));
  context.progress({
    en: `changing ${counted(left.length, "status", "statuses")}`,
    ko: `상태 변경: ${left.length}건`,
  });
  const receipts = await setStatus(registry, left, status);
  const { en, ko } = done(left.length);
  const blocks = receipts.map(({ block }) => block).join(", ");
  return {
    json: changed(registry, places, status, receipts),
    text: { en: `${en} (block ${blocks})`, ko: `${ko} (블록 ${blocks})` },
  };
}

const SO_ALREADY: Bilingual = {
  en: "They have this status already. Nothing was sent.",
  ko: "이미 이 상태입니다. 아무것도 보내지 않았습니다.",
};

const NOTHING_CHANGED: Bilingual = {
  en: "Nothing was changed (--dry-run).",
  ko: "아무것도 바꾸지 않았습니다(--dry-run).",
};

function joined(...texts: readonly (Bilingual | undefined)[]): Bilingual {
  const said = texts.filter((text) => text !== undefined);
  return { en: said.map(({ en }) => en).join("\n"), ko: said.map(({ ko }) => ko).join("\n") };
}

function changed(registry: Registry, places: readonly PresentPlace[], status: number, receipts: readonly Receipt[]) {
  const statuses = places.map(({ issuer, list, index, before, credential, entry }) => ({
    issuer: formatDid(registry.chainId, issuer),
    list,
    index,
    ...(credential && { type: credential.type }),
    ...(entry && { type: entry.type, batch: entry.batch, row: entry.row }),
    before,
    status,
  }));
  return { statuses, transactions: receipts.map(({ hash }) => hash) };
}

/** Throws `registry.StatusFinal`, as the contract would for the whole batch, but names the credential. */
function checkPossible(places: readonly PresentPlace[], status: number): void {
  const revoked = status === REVOKED ? undefined : places.find(({ before }) => before === REVOKED);
  if (revoked === undefined) return;
  const { list, index, credential, entry } = revoked;
  const name = credential?.file ?? (entry && `Row ${entry.row} of ${entry.batch}`);
  const which = name === undefined ? `List ${list}, index ${index}` : `${name} (list ${list}, index ${index})`;
  const message = `${which} is revoked, and stays revoked: it cannot become ${STATUS_NAMES[status]?.en}. Nothing was changed.`;
  throw new DidimError("registry.StatusFinal", message, { list, index, ...(credential && { file: credential.file }) });
}
