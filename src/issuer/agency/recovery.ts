import { ZERO_ADDRESS } from "../../did/address.ts";
import { formatDid } from "../../did/did.ts";
import { identityIn } from "../../registry/identities.ts";
import type { Registry } from "../../registry/open.ts";
import { recoveryOf } from "../../registry/questions/recovery.ts";
import { eventOf, type Receipt } from "../../registry/sending/receipt.ts";
import { didOf, type Owner } from "./key-records.ts";

/** Who may replace the controller of a DID. */
export interface RecovererChanged {
  readonly did: string;
  /** The account's address; absent: nobody. */
  readonly recoverer?: string;
  /** From when on, in seconds since 1970. */
  readonly from: number;
  /** Absent if it was so already, or announced: sent again, its 7 days would begin again. */
  readonly receipt?: Receipt;
}

/** A recovery that was announced. */
export interface RecoveryStarted {
  readonly did: string;
  readonly newController: string;
  readonly endKeys: boolean;
  /** From when on anybody may finish it, in seconds since 1970. */
  readonly readyAt: number;
  /** Absent if the same is under way already: sent again, its 7 days would begin again. */
  readonly receipt?: Receipt;
}

/** A recovery that was finished or cancelled. */
export interface RecoveryEnded {
  readonly did: string;
  /** The address of the controller now, once finished. */
  readonly controller?: string;
  readonly receipt: Receipt;
}

/** @param account An address; null: nobody. */
export async function setRecovery(owner: Owner, account: string | null): Promise<RecovererChanged> {
  const { registry, identity } = owner;
  const recoverer = account?.toLowerCase();
  const wanted = { did: didOf(owner), ...(recoverer !== undefined && { recoverer }) };
  const { change, asOf, ...known } = await recoveryOf(registry, identity);
  if ((change ?? known).recoverer === recoverer && known.underWay === undefined) {
    return { ...wanted, from: change?.from ?? asOf.time };
  }
  const receipt = await registry.dids.setRecovery(identity, recoverer ?? ZERO_ADDRESS);
  return { ...wanted, from: Number(eventOf(receipt, "RecoveryAddressChanged")?.facts.from), receipt };
}

/**
 * The account that may replace a lost or stolen controller, with 7 days' notice. The DID's controller named it by {@link
 * Agency.setRecovery}. Throws `registry.*` for what the registry refuses, and `did.*`.
 */
export class Recoverer {
  readonly did: string;
  readonly #registry: Registry;
  readonly #identity: string;

  constructor({ registry, did }: { readonly registry: Registry; readonly did: string }) {
    this.#registry = registry;
    this.#identity = identityIn(registry, did);
    this.did = formatDid(registry.chainId, this.#identity);
  }

  /**
   * Announces another controller.
   *
   * @param options `to`: an account's address, which must be able to call by itself. `endKeys`: whether the signing keys
   * end, too, because they may have been stolen.
   */
  async start({ to, endKeys = false }: { readonly to: string; readonly endKeys?: boolean }): Promise<RecoveryStarted> {
    const [registry, newController] = [this.#registry, to.toLowerCase()];
    const { underWay } = await recoveryOf(registry, this.#identity);
    const wanted = { did: this.did, newController, endKeys };
    if (underWay?.newController === newController && underWay.endKeys === endKeys) {
      return { ...wanted, readyAt: underWay.readyAt };
    }
    const receipt = await registry.dids.startRecovery(this.#identity, newController, endKeys);
    return { ...wanted, readyAt: Number(eventOf(receipt, "RecoveryStarted")?.facts.readyAt), receipt };
  }

  /** Stops a recovery; the controller stays. */
  async cancel(): Promise<RecoveryEnded> {
    return { did: this.did, receipt: await this.#registry.dids.cancelRecovery(this.#identity) };
  }

  /** After the notice: gives the DID to the announced controller. Anybody may. */
  async finish(): Promise<RecoveryEnded> {
    const receipt = await this.#registry.dids.finishRecovery(this.#identity);
    const controller = String(eventOf(receipt, "RecoveryFinished")?.facts.newController).toLowerCase();
    return { did: this.did, controller, receipt };
  }
}

/** See {@link Recoverer}. @param options `registry`: with the account that acts; `did`: whose controller it may replace. */
export function createRecoverer(options: { readonly registry: Registry; readonly did: string }): Recoverer {
  return new Recoverer(options);
}
