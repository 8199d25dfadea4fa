import type { EventLog, Log } from "ethers";
import { NO_END, Reason, type Registries } from "../support/registries.ts";

interface Epoch {
  readonly accreditor: string;
  readonly root: boolean;
  readonly from: bigint;
  until: bigint;
  reason: bigint;
  readonly mayIssue: boolean;
  readonly levels: bigint;
  readonly generation: number;
  readonly parentGeneration: bigint;
}

/** Everything that the events say about a type, and the rules of time (docs/rules-of-time.md) over it, written as simply as possible. */
export interface Told {
  readonly epochs: Map<string, Epoch[]>;
  readonly generations: Map<string, number>;
  readonly dead: Set<string>;
  authority: string;
  retired: bigint;
}

/** Reads the registries' events from the first block on, and nothing else. */
export async function toldBy({ accreditations, types, dids }: Registries): Promise<Told> {
  const told: Told = { epochs: new Map(), generations: new Map(), dead: new Set(), authority: "", retired: NO_END };
  const logs = [
    ...(await accreditations.queryFilter("*" as never)),
    ...(await types.queryFilter("*" as never)),
    ...(await dids.queryFilter("*" as never)),
  ] as (EventLog | Log)[];
  logs.sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  const times = new Map<number, bigint>();
  for (const log of logs) {
    if (!times.has(log.blockNumber)) times.set(log.blockNumber, BigInt((await log.getBlock()).timestamp));
    if ("eventName" in log) hear(told, log, times.get(log.blockNumber)!);
  }
  return told;
}

function hear(told: Told, { eventName, args }: EventLog, time: bigint): void {
  const hears: Record<string, () => void> = {
    TypeRegistered: () => {
      told.authority = args.authority;
    },
    AuthorityChanged: () => {
      told.authority = args.successor;
    },
    TypeRetired: () => {
      told.retired = args.retired;
    },
    TypeReopened: () => {
      told.retired = args.retired === 0n ? NO_END : args.retired;
    },
    DIDOwnerChanged: () => {
      if (BigInt(args.owner) === 0n) told.dead.add(args.identity);
    },
    Accredited: () => hearBegun(told, args, time),
    AccreditationEnded: () => hearEnded(told, args),
  };
  hears[eventName]?.();
}

function hearBegun(told: Told, args: EventLog["args"], from: bigint): void {
  const rights: bigint = args.rights;
  const epochs = told.epochs.get(args.issuer) ?? [];
  epochs[Number(args.index)] = {
    ...{ accreditor: args.accreditor, from, until: args.until, reason: rights >> 5n },
    ...{ root: (rights & 8n) !== 0n, mayIssue: (rights & 16n) !== 0n, levels: rights & 7n },
    generation: told.generations.get(args.issuer) ?? 0,
    parentGeneration: args.parentGeneration,
  };
  told.epochs.set(args.issuer, epochs);
}

function hearEnded(told: Told, { issuer, index, until, reason }: EventLog["args"]): void {
  const epoch = told.epochs.get(issuer)![Number(index)]!;
  // An annulled epoch stays annulled: a withdrawal then ends the generation only.
  const worse = reason > epoch.reason ? reason : epoch.reason;
  [epoch.until, epoch.reason] = [until, worse];
  if (reason === Reason.withdrawn) told.generations.set(issuer, (told.generations.get(issuer) ?? 0) + 1);
}

/** Whether what the issuer issues at `moment` is accredited, as known at `time`. */
export function isAccredited(told: Told, issuer: string, moment: bigint, time: bigint): boolean {
  if (moment > time || moment >= told.retired) return false;
  const held = heldAt(told, issuer, moment);
  return held?.mayIssue === true && isWhole(told, held, moment);
}

/** The DID's epoch at `moment`, unless the DID, the epoch or the newest epoch rules it out. */
function heldAt(told: Told, holder: string, moment: bigint): Epoch | undefined {
  const epochs = told.epochs.get(holder) ?? [];
  const bad: bigint[] = [Reason.suspended, Reason.suspendedAfterEnd, Reason.withdrawn, Reason.annulled];
  if (told.dead.has(holder) || bad.includes(epochs.at(-1)?.reason ?? Reason.none)) return undefined;
  const around = epochs.filter(({ from, until }) => from <= moment && moment < until);
  return around.find(
    ({ generation, reason }) => generation === (told.generations.get(holder) ?? 0) && reason !== Reason.annulled,
  );
}

function isWhole(told: Told, link: Epoch, moment: bigint): boolean {
  if (link.root) return !told.dead.has(told.authority);
  const parent = heldAt(told, link.accreditor, moment);
  if (parent === undefined || parent.levels <= link.levels) return false;
  if (BigInt(told.generations.get(link.accreditor) ?? 0) !== link.parentGeneration) return false;
  return isWhole(told, parent, moment);
}
