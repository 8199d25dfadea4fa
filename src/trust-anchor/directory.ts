import { DidimError } from "../errors/error.ts";
import { NO_END } from "../records/directory-rule.ts";
import { entryCountSlot, entryIn, entrySlot } from "../storage/directory.ts";
import { PROVED } from "../storage/registries.ts";
import { nextSlot } from "../storage/slots.ts";
import { EXTRAS, type Pin, type PinnedName, type Pins } from "./anchor.ts";

/** An entry of the Directory: a contract with its term under a name, and whether it is the name's first. */
interface Entry {
  readonly pin: Required<Pick<Pin, "from">> & Pin;
  readonly first: boolean;
}

/**
 * The pins as the Directory has them: for each name its last entry, whether current, ended or distrusted. A name that
 * never had an entry keeps its pin. `read` reads a slot of the Directory.
 *
 * Entries are append-only, so a state older than the pins is detected: `facts.proof-anchor-backwards`. A replaced
 * ValidatorSet or Directory is not followed: only the engine knows which contract seals, and a Directory's word on its
 * successor would be that of a replaced contract. `facts.proof-anchor-superseded`.
 */
export function followed(pins: Pins, read: (slot: string) => bigint): Pins {
  const names = [...PROVED, ...EXTRAS].filter((name) => pins[name] !== undefined);
  const next = names.map((name) => [name, nextPin(name, pins[name] as Pin, lastEntry(name, read))] as const);
  return Object.fromEntries(next) as unknown as Pins;
}

function nextPin(name: PinnedName, pin: Pin, entry: Entry | undefined): Pin {
  if (entry === undefined) return pin;
  const same = entry.pin.address === pin.address && entry.pin.codeHash === pin.codeHash;
  if (name === "Directory" || name === "ValidatorSet") {
    if (same && entry.pin.until === undefined) return pin;
    const message = `The council replaced the ${name}: install a new trust anchor.`;
    throw new DidimError("facts.proof-anchor-superseded", message, { name, address: entry.pin.address });
  }
  // Before the first entry nothing else had the name. If the pin is that entry, its term needs no beginning.
  const beginless = same && entry.first && pin.from === undefined;
  const { from, ...ever } = entry.pin;
  const sameTerm = beginless || from === pin.from;
  if ((pin.from !== undefined && from < pin.from) || (sameTerm && saysLess(entry.pin, pin))) {
    const message = `The state is older than what the trust anchor knows of the ${name}.`;
    throw new DidimError("facts.proof-anchor-backwards", message, { name });
  }
  return beginless ? ever : entry.pin;
}

/** Whether the entry is older than the pin, within one term: a term ends once and is distrusted once. */
const saysLess = (entry: Pin, pin: Pin): boolean =>
  (pin.distrusted === true && !entry.distrusted) || (pin.until !== undefined && entry.until === undefined);

function lastEntry(name: PinnedName, read: (slot: string) => bigint): Entry | undefined {
  const count = read(entryCountSlot(name));
  if (count === 0n) return undefined;
  const slot = entrySlot(name, count - 1n);
  const { address, codeHash, from, until, distrusted } = entryIn(read(slot), read(nextSlot(slot)));
  const ends = { ...(until !== NO_END && { until }), ...(distrusted && { distrusted: true as const }) };
  return { pin: { address, codeHash, from, ...ends }, first: count === 1n };
}
