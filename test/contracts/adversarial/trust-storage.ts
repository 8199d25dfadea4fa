import { ethers } from "ethers";
import type { Registries } from "../support/registries.ts";
import { at, bits, heard, pack, read, type Storage, set, slot, under } from "../support/storage.ts";

/** What CredentialTypes holds, told by its events and the times of their blocks. */
export async function typesStorage({ types }: Registries): Promise<Storage> {
  const storage: Storage = new Map();
  for (const { eventName, args, time } of await heard(types)) {
    const id: string = args.typeId;
    const kind = at(slot(0n), id);
    const hears: Record<string, () => void> = {
      TypeRegistered: () => {
        const valid = args.applicationStatusIsValid ? 1n : 0n;
        storage.set(kind, pack([args.authority, 160n], [time, 40n], [0n, 40n], [1n, 8n], [valid, 8n]));
        storage.set(at(slot(2n), id), BigInt(args.schemaHash));
        if (args.doctype !== "") storage.set(at(slot(3n), ethers.id(args.doctype)), BigInt(id));
      },
      SchemaChanged: () => storage.set(at(slot(2n), id), BigInt(args.schemaHash)),
      TypeRetired: () => set(storage, kind, 200n, 40n, args.retired),
      AuthorityOffered: () => storage.set(at(slot(5n), id), BigInt(args.successor)),
      AuthorityChanged: () => {
        const terms = bits(read(storage, kind), 240n, 8n);
        const last = at(slot(1n), id, terms - 1n);
        const from = terms === 1n ? bits(read(storage, kind), 160n, 40n) : bits(read(storage, last), 160n, 40n);
        storage.set(last, pack([args.authority, 160n], [from, 40n], [time, 40n], [args.reason, 8n]));
        const term = pack([args.successor, 160n], [time, 40n], [2n ** 40n - 1n, 40n]);
        storage.set(at(slot(1n), id, terms), term);
        set(storage, kind, 0n, 160n, args.successor);
        set(storage, kind, 240n, 8n, terms + 1n);
        storage.set(at(slot(5n), id), 0n);
        storage.set(at(slot(4n), id), args.stolenSince);
      },
    };
    hears[eventName]?.();
  }
  return storage;
}

const DAY = 86_400n;

/**
 * What Accreditations holds. A freeze's supports that went stale, or whose seat or DID is gone, fall when the next is given: which seats there were,
 * the council's and DIDRegistry's events tell; here all are in office.
 */
export async function accreditationsStorage({ accreditations }: Registries): Promise<Storage> {
  const storage: Storage = new Map();
  for (const { eventName, args, time } of await heard(accreditations)) {
    const record = at(slot(0n), args.issuer ?? ethers.ZeroAddress, args.typeId);
    const epoch = (index: bigint) => at(slot(1n), args.issuer, args.typeId, index);
    const noApplication = () => set(storage, record, 0n, 216n, 0n);
    const hears: Record<string, () => void> = {
      Applied: () => {
        const [issue, levels] = [args.mayIssue ? 1n : 0n, args.levels];
        set(storage, record, 0n, 216n, pack([args.accreditor, 160n], [time, 40n], [issue, 8n], [levels, 8n]));
      },
      ApplicationClosed: noApplication,
      Accredited: () => {
        const ends = [time, args.until].map((one) => [one, 40n] as const);
        storage.set(
          epoch(args.index),
          pack([args.accreditor, 160n], ...ends, [args.parentGeneration, 8n], [args.terms, 8n]),
        );
        set(storage, record, 216n, 16n, args.index + 1n);
        if (!args.reinstated) noApplication();
      },
      AccreditationEnded: () => {
        set(storage, epoch(args.index), 200n, 40n, args.until);
        set(storage, epoch(args.index), 253n, 3n, args.reason);
        if (args.reason !== 3n) return;
        set(storage, record, 232n, 16n, bits(read(storage, record), 216n, 16n));
        set(storage, record, 248n, 8n, bits(read(storage, record), 248n, 8n) + 1n);
      },
      FreezeSupported: () => hearSupport(storage, at(slot(2n), args.typeId), args.member, time),
      Frozen: () => {
        storage.set(at(slot(2n), args.typeId), pack([0n, 200n], [args.until, 40n]));
        storage.set(slot(at(slot(2n), args.typeId), 1n), 0n);
      },
    };
    hears[eventName]?.();
  }
  return storage;
}

function hearSupport(storage: Storage, first: string, member: string, time: bigint): void {
  const second = slot(first, 1n);
  const support = (place: string) => bits(read(storage, place), 0n, 200n);
  const stands = (one: bigint) => one !== 0n && (one >> 160n) + DAY >= time;
  const standing = [support(first), support(second)].filter(stands);
  const [one = 0n, two = 0n] = [...standing, pack([member, 160n], [time, 40n])];
  set(storage, first, 0n, 200n, one);
  storage.set(second, two);
}

/** What StatusLists holds, told by its events and the times of their blocks. */
export async function statusStorage({ statuses }: Registries): Promise<Storage> {
  const storage: Storage = new Map();
  for (const { eventName, args, time } of await heard(statuses)) {
    const list = () => under((BigInt(args.issuer) << 96n) | (args.list << 64n), slot(0n));
    const hears: Record<string, () => void> = {
      ListOpened: () => storage.set(list(), pack([args.operator, 160n], [args.capacity, 32n], [time, 40n])),
      ListExtended: () => set(storage, list(), 160n, 32n, args.capacity),
      OperatorChanged: () => set(storage, list(), 0n, 160n, args.operator),
      StatusesChanged: () => storage.set(under(args.place, slot(1n)), args.word),
    };
    hears[eventName]?.();
  }
  return storage;
}
