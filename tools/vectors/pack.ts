import { type Case, caseFile, GROUPS } from "./cases/groups.ts";
import { anchorText } from "./chain/answers.ts";
import { Chain } from "./chain/chain.ts";
import { openWorld } from "./chain/world.ts";
import { fileOf, VERSION } from "./files.ts";
import { type Recorded, record } from "./record.ts";
import { BASE } from "./registries/histories.ts";
import { MADE_UP, type MadeUp } from "./registries/made-up.ts";
import { HISTORIES } from "./registries/registries.ts";
import type { History } from "./registries/registry.ts";
import { keysFile } from "./tokens/keys-file.ts";

/** The pack: the text of each file, by its path under vectors/. */
export type Pack = ReadonlyMap<string, string>;

/** Makes the whole pack; the same bytes each time. */
export async function makePack(): Promise<Pack> {
  const groups = GROUPS();
  const cases = groups.flatMap((group) => group.cases.map((one) => caseFile(group, one)));
  const of = (name: string): readonly Case[] => cases.filter(({ registry }) => registry === name);
  const pack = new Map<string, string>();
  const world = await openWorld(await Chain.start());
  pack.set("anchor.json", anchorText(world.deployment));
  for (const history of HISTORIES) putReal(pack, history, await record(world, history, of(history.name)));
  for (const madeUp of MADE_UP) putMadeUp(pack, madeUp, await record(world, BASE, of(madeUp.name)));
  for (const one of cases) pack.set(`cases/${one.name}.json`, fileOf(one));
  pack.set("keys.json", keysFile());
  pack.set("index.json", indexOf(groups, cases));
  return pack;
}

function putReal(pack: Map<string, string>, { name, about }: History, { records, calls, staple }: Recorded): void {
  pack.set(`registries/${name}.json`, fileOf({ version: VERSION, name, about, ...records }));
  putAnswers(pack, name, records, { calls, staple });
}

/** What is wrong can be answered, and cannot be proved. */
function putMadeUp(pack: Map<string, string>, madeUp: MadeUp, { records, calls }: Recorded): void {
  const { name, about, change, inAnswers } = madeUp;
  pack.set(`registries/${name}.json`, fileOf({ version: VERSION, name, about, madeUp: true, ...change(records) }));
  if (inAnswers === undefined) return;
  const changed = calls.map(({ data, result }) => ({ data, result: result.replaceAll(...inAnswers) }));
  putAnswers(pack, name, records, { calls: changed });
}

function putAnswers(
  pack: Map<string, string>,
  registry: string,
  { block, contracts }: Recorded["records"],
  answers: Partial<Recorded>,
): void {
  const file = { version: VERSION, registry, block, lens: contracts.TrustLens.address, ...answers };
  pack.set(`answers/${registry}.json`, fileOf(file));
}

function indexOf(groups: ReturnType<typeof GROUPS>, cases: readonly Case[]): string {
  const list = cases.map(({ name, registry, expected }) => ({ name, registry, outcome: expected.outcome }));
  return fileOf({ version: VERSION, groups: groups.map(({ name, about }) => ({ name, about })), cases: list });
}
