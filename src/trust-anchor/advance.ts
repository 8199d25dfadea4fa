import { storageRootOf } from "../chain/state/account.ts";
import type { Nodes } from "../chain/state/node-bag.ts";
import { DidimError } from "../errors/error.ts";
import { slotValue } from "../storage/slots.ts";
import { MAX_SEALERS, type Pin, type Pins, type Sealers, type TrustAnchor } from "./anchor.ts";
import { followed } from "./directory.ts";
import { sealedBlock } from "./seals/sealed.ts";
import type { Staple } from "./staple/staple.ts";
import { changesBetween, mostChanges, validatorsIn } from "./validators.ts";

/**
 * The anchor as of a later block that its sealers have sealed: the next sealers, proved from the ValidatorSet, and the
 * registries, proved from the Directory. Each contract that is pinned must be proved in full, so that whoever brings
 * the proof cannot withhold half of it.
 *
 * Members who sign checkpoints are in no contract, nor are validators that only headers name. They stay as they are,
 * and so does `advancedAt`, until a new anchor is installed.
 *
 * @param staple The block, with the nodes for the slots of both contracts (storage/directory.ts, storage/validator-set.ts).
 * @param now The verifier's time, seconds since 1970.
 * @returns Throws what sealedBlock() throws, `facts.proof-anchor-fixed`, `facts.proof-anchor-backwards`,
 * `facts.proof-anchor-jump`, `facts.proof-anchor-superseded`, `facts.proof-bad-validators`, and `facts.proof-*` for
 * accounts and slots.
 */
export function advanceAnchor(anchor: TrustAnchor, staple: Staple, now: number): TrustAnchor {
  const { sealers, registries, advancedAt } = anchor;
  const { Directory, ValidatorSet } = registries;
  const moving = sealers.kind === "qbft" && ValidatorSet !== undefined;
  if (!moving && Directory === undefined) {
    const message = "The trust anchor pins neither a Directory nor a ValidatorSet: nothing can be proved to it.";
    throw new DidimError("facts.proof-anchor-fixed", message);
  }
  const { time, stateRoot } = sealedBlock(staple, anchor, now);
  if (time < advancedAt) {
    const message = "The block is older than the trust anchor.";
    throw new DidimError("facts.proof-anchor-backwards", message, { time, advancedAt });
  }
  const { nodes } = staple;
  const pins = pinsAt(registries, stateRoot, nodes);
  if (!moving) return { ...anchor, registries: pins };
  const validators = validatorsIn(slotsOf(ValidatorSet, stateRoot, nodes));
  checkStep(sealers.validators, validators, time - advancedAt);
  return { ...anchor, registries: pins, sealers: sealedNextBy(sealers, validators), advancedAt: time };
}

/**
 * The pins as the Directory has them in the state with this root; unchanged if no Directory is pinned. The state is not
 * authenticated here.
 */
export function pinsAt(pins: Pins, stateRoot: string, nodes: Nodes): Pins {
  return pins.Directory === undefined ? pins : followed(pins, slotsOf(pins.Directory, stateRoot, nodes));
}

function slotsOf(pin: Pin, stateRoot: string, nodes: Nodes): (slot: string) => bigint {
  const root = storageRootOf(stateRoot, pin, nodes);
  return (slot) => slotValue(root, slot, nodes);
}

/**
 * Advances through several blocks, oldest first: one for each change of the set, because each block is sealed by the
 * set before it.
 */
export function advanceThrough(anchor: TrustAnchor, staples: readonly Staple[], now: number): TrustAnchor {
  return staples.reduce((reached, staple) => advanceAnchor(reached, staple, now), anchor);
}

/**
 * The contract limits how fast the set changes. A state with more changes did not come from it, whoever sealed the
 * state.
 */
function checkStep(before: readonly string[], after: readonly string[], seconds: number): void {
  const [changes, most] = [changesBetween(before, after), mostChanges(before.length, seconds)];
  if (changes <= most) return;
  const message = "More validators changed than may in that time: install a new trust anchor.";
  throw new DidimError("facts.proof-anchor-jump", message, { changes, most, seconds });
}

function sealedNextBy(sealers: Extract<Sealers, { kind: "qbft" }>, validators: readonly string[]): Sealers {
  const known = [...sealers.validators, ...(sealers.former ?? [])];
  const former = known.filter((each) => !validators.includes(each)).slice(0, MAX_SEALERS);
  return { kind: "qbft", validators, ...(former.length > 0 && { former }) };
}
