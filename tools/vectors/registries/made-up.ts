import { keyEntry } from "../../../src/did/key-entry.ts";
import type { Bilingual } from "../../../src/public/errors.ts";
import { addressOf } from "../chain/agencies.ts";
import type { RegistryRecords } from "../chain/records.ts";
import { ID } from "../chain/types.ts";
import { ownKey } from "../chain/world.ts";
import { testKey } from "../tokens/keys.ts";

/** Records that no chain has, but a wrong answer may: the base registry with one change by hand. */
export interface MadeUp {
  readonly name: string;
  readonly about: Bilingual;
  readonly change: (records: RegistryRecords) => RegistryRecords;
  /** Replaces this in the answers of TrustLens, if it can be done there. */
  readonly inAnswers?: readonly [from: string, to: string];
}

const sejongs = () => keyEntry(ownKey("sejong").jwk).value;
const thiefs = () => keyEntry(testKey("thief").jwk).value;

export const MADE_UP: readonly MadeUp[] = [
  {
    name: "lying-node",
    about: {
      en: "A node answers with a thief's key under the thumbprint of Sejong's.",
      ko: "노드가 세종시 키의 지문에 대해 다른 키를 답합니다.",
    },
    change: (records) => JSON.parse(JSON.stringify(records).replaceAll(sejongs(), thiefs())) as RegistryRecords,
    inAnswers: [sejongs().slice(4), thiefs().slice(4)],
  },
  {
    name: "broken-chain",
    about: {
      en: "Province, which accredited Sejong, has no accreditation.",
      ko: "세종시를 인가한 도에 인가 기록이 없습니다.",
    },
    change: (records) => ({
      ...records,
      accreditations: records.accreditations.filter(
        ({ holder, vct }) => holder !== addressOf("province") || vct !== ID,
      ),
    }),
  },
];
