import { formatDid } from "../did/did.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { type Annullable, annullableEpochs, theftsOf } from "../registry/questions/annulment.ts";
import { ofType } from "../registry/sending/of-type.ts";
import type { Receipt } from "../registry/sending/receipt.ts";

export interface AnnulOptions {
  readonly agency: string;
  readonly type: string;
  /** Only this accreditation, counted from 0. Default: all that began since the theft. */
  readonly epoch?: number;
  /** Is told what will be annulled, before the first transaction. */
  readonly onStart?: (epochs: readonly number[]) => void;
}

/** Accreditations that were annulled, and the receipt of each, in the same order. */
export interface EpochsAnnulled {
  readonly agency: string;
  readonly type: string;
  readonly epochs: readonly number[];
  readonly receipts: readonly Receipt[];
}

export async function annul(
  registry: Registry,
  { agency, type, epoch, onStart }: AnnulOptions,
): Promise<EpochsAnnulled> {
  const issuer = identityIn(registry, agency);
  return ofType(type, async (typeId) => {
    const all = epoch === undefined ? await annullableEpochs(registry, issuer, typeId) : [];
    // If no epoch can be annulled, the registry's refusal says why.
    const chosen = all.length > 0 ? all : [await named(registry, issuer, typeId, epoch)];
    const epochs = chosen.map((each) => each.epoch);
    onStart?.(epochs);
    const receipts: Receipt[] = [];
    for (const each of chosen) {
      receipts.push(await registry.accreditations.annul(issuer, typeId, each.epoch, each.term));
    }
    return { agency: formatDid(registry.chainId, issuer), type, epochs, receipts };
  });
}

/** The named epoch (by default the newest) and the theft during which it began; if there is none, the last theft. */
async function named(registry: Registry, issuer: string, typeId: string, wanted?: number): Promise<Annullable> {
  const { accreditations } = registry;
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  const epoch = wanted ?? Math.max(0, Number(epochs) - 1);
  const [{ from }, thefts] = await Promise.all([
    accreditations.epochOf(issuer, typeId, epoch),
    theftsOf(registry, typeId),
  ]);
  const theft = thefts.find(({ since, until }) => since <= from && from <= until) ?? thefts.at(-1);
  return { epoch, term: theft?.term ?? 0 };
}
