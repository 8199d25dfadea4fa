import { ethers } from "ethers";
import type { Directory, RelyingParties } from "../../../typechain/index.ts";
import { at, heard, pack, putBytes, read, type Storage, set, slot } from "../support/storage.ts";

const NO_END = 2n ** 40n - 1n;
/** Where the elements of the dynamic array with its length in `place` are stored. */
const elements = (place: string) => ethers.keccak256(place);

/** Directory's storage, computed from its events. */
export async function directoryStorage(directory: Directory): Promise<Storage> {
  const storage: Storage = new Map();
  for (const { eventName, args } of await heard(directory)) {
    const row = at(slot(0n), args.name);
    const entry = slot(elements(row), 2n * args.index);
    const hears: Record<string, () => void> = {
      Registered: () => {
        storage.set(row, args.index + 1n);
        storage.set(entry, pack([args.registry, 160n], [args.from, 40n], [NO_END, 40n]));
        storage.set(slot(entry, 1n), BigInt(args.codeHash));
      },
      Ended: () => set(storage, entry, 200n, 40n, args.until),
      Distrusted: () => {
        set(storage, entry, 200n, 48n, args.until | (1n << 40n));
        const codeHash = ethers.toBeHex(read(storage, slot(entry, 1n)), 32);
        storage.set(at(slot(1n), args.name, codeHash), args.index + 1n);
      },
    };
    hears[eventName]?.();
  }
  return storage;
}

/** RelyingParties' storage, computed from its events. */
export async function relyingPartiesStorage(relyingParties: RelyingParties): Promise<Storage> {
  const storage: Storage = new Map();
  for (const { eventName, args } of await heard(relyingParties)) {
    const appointments = at(slot(0n), args.supervisor);
    const appointment = slot(elements(appointments), args.index);
    const row = () => at(slot(1n), args.relyingParty, args.typeId);
    const registration = () => slot(elements(row()), 6n * args.index);
    const hears: Record<string, () => void> = {
      SupervisorAppointed: () => {
        storage.set(appointments, args.index + 1n);
        storage.set(appointment, pack([args.from, 40n], [args.until, 40n]));
      },
      SupervisorDismissed: () =>
        set(storage, appointment, 40n, 88n, args.until | (args.reason << 40n) | (args.stolenSince << 48n)),
      RelyingPartyRegistered: () => {
        storage.set(row(), args.index + 1n);
        const { until, claims, nameKo, nameEn, contact, purpose } = args.entry;
        storage.set(registration(), pack([args.supervisor, 160n], [args.from, 40n], [until, 40n]));
        const claimsAt = slot(registration(), 1n);
        storage.set(claimsAt, BigInt(claims.length));
        for (const [i, claim] of [...claims].entries()) storage.set(slot(elements(claimsAt), BigInt(i)), BigInt(claim));
        for (const [i, text] of [nameKo, nameEn, contact, purpose].entries()) {
          putBytes(storage, slot(registration(), 2n + BigInt(i)), ethers.hexlify(ethers.toUtf8Bytes(text)));
        }
      },
      RegistrationEnded: () => set(storage, registration(), 200n, 48n, args.until | (args.reason << 40n)),
    };
    hears[eventName]?.();
  }
  return storage;
}
