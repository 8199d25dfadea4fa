import { formatDid } from "../../../src/public/did.ts";
import { setStatus } from "../../../src/public/issuer.ts";
import type { Bilingual, CommandResult } from "../terminal/output.ts";
import type { Context } from "../terminal/verb.ts";
import { checkActing, type PlaceOptions, placesOf, placesText } from "./places.ts";

/** IETF Token Status List §7.1. */
export const STATUS_NAMES: readonly Bilingual[] = [
  { en: "valid", ko: "유효" },
  { en: "invalid", ko: "무효 (취소)" },
  { en: "suspended", ko: "정지" },
  { en: "application specific", ko: "용도별 상태" },
];

/** A change of statuses: the status to set, and the texts. */
export interface StatusChange {
  readonly status: number;
  /** The question to confirm, for this number of credentials. */
  readonly question: (count: number) => Bilingual;
  readonly done: Bilingual;
}

/**
 * Sets a status, for the commands suspend, reinstate and revoke. Verifies credentials that name places; shows all
 * places and asks for confirmation.
 */
export async function changeStatus(
  context: Context,
  files: readonly string[],
  options: PlaceOptions,
  { status, question, done }: StatusChange,
): Promise<CommandResult> {
  const registry = await context.writer();
  const actor = await context.actor(registry);
  const places = await placesOf(registry, files, options, async () => actor);
  const account = registry.signer?.address;
  await checkActing(registry, places, { actor, operator: account === actor ? account : undefined });
  context.show(placesText(registry.chainId, places));
  await context.confirm(question(places.length));
  context.progress({ en: `changing ${places.length} statuses`, ko: `상태 변경: ${places.length}건` });
  const receipts = await setStatus(registry, places, status);
  const list = places.map(({ issuer, list, index, credential }) => ({
    issuer: formatDid(registry.chainId, issuer),
    list,
    index,
    ...(credential && { type: credential.type }),
    status,
  }));
  const blocks = receipts.map(({ block }) => block).join(", ");
  return {
    json: { statuses: list, transactions: receipts.map(({ hash }) => hash) },
    text: { en: `${list.length} ${done.en} (block ${blocks})`, ko: `${list.length}건 ${done.ko} (블록 ${blocks})` },
  };
}
