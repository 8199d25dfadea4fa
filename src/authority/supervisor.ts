import { formatDid } from "../did/did.ts";
import { NO_END } from "../records/directory-rule.ts";
import { claimIds } from "../records/relying-parties.ts";
import { actingIdentity, identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { checkRegistered } from "../registry/questions/registered-types.ts";
import { ofType } from "../registry/sending/of-type.ts";
import type { Receipt } from "../registry/sending/receipt.ts";

/** What a relying party may ask for, why, and until when. */
export interface RegisterRelyingPartyOptions {
  /** The relying party's DID. */
  readonly relyingParty: string;
  /** The type's `vct`. */
  readonly type: string;
  /** Names of claims, or paths to them, as in a request. */
  readonly claims: readonly (string | readonly (string | number | null)[])[];
  /** As people will read it. */
  readonly purpose: string;
  /** At least one of the two. */
  readonly names: { readonly ko?: string; readonly en?: string };
  /** Where people reach it: a URI of https:, mailto: or tel:. */
  readonly contact: string;
  /** The first second, since 1970, at which it may ask no more. That there is no end must be said: null. */
  readonly until: number | null;
}

/** A change of a relying party's registration for a type. */
export interface RegistrationChanged {
  /** The relying party's DID. */
  readonly relyingParty: string;
  readonly type: string;
  readonly receipt: Receipt;
}

export interface SupervisorOptions {
  /** The registries, with an account that acts for the supervisor. */
  readonly registry: Registry;
  /** The supervisor's DID. Default: that of the account. */
  readonly did?: string;
}

/**
 * A supervising authority, which the council appointed. Throws `registry.RelyingPartiesNotSupervisor` before its appointment
 * and after its dismissal, `registry.*` for what the registry refuses, and `did.*`.
 */
export class Supervisor {
  readonly did: string;
  readonly #registry: Registry;
  readonly #identity: string;

  constructor({ registry, did }: SupervisorOptions) {
    this.#registry = registry;
    this.#identity = actingIdentity(registry, did);
    this.did = formatDid(registry.chainId, this.#identity);
  }

  /**
   * Registers a relying party for a type, or replaces its registration. Throws `registry.TypeUnknown` for a type that does
   * not exist, `registry.RelyingPartiesNotYours` for a party of another supervisor.
   */
  async registerRelyingParty(options: RegisterRelyingPartyOptions): Promise<RegistrationChanged> {
    const { type, claims, names, contact, purpose, until } = options;
    const { relyingParties, chainId } = this.#registry;
    const party = identityIn(this.#registry, options.relyingParty);
    const { ko: nameKo = "", en: nameEn = "" } = names;
    const entry = { until: until ?? NO_END, claims: claimIds(claims), nameKo, nameEn, contact, purpose };
    return ofType(type, async (typeId) => {
      await checkRegistered(this.#registry, type);
      const { from } = await relyingParties.registrationOf(party, typeId);
      const receipt = await (from === 0n
        ? relyingParties.register(this.#identity, party, typeId, entry)
        : relyingParties.renew(this.#identity, party, typeId, entry));
      return { relyingParty: formatDid(chainId, party), type, receipt };
    });
  }

  /** Ends a registration now: wallets warn of the relying party when it asks for this type. */
  async withdrawRelyingParty(of: {
    readonly relyingParty: string;
    readonly type: string;
  }): Promise<RegistrationChanged> {
    const { relyingParties, chainId } = this.#registry;
    const party = identityIn(this.#registry, of.relyingParty);
    return ofType(of.type, async (typeId) => ({
      relyingParty: formatDid(chainId, party),
      type: of.type,
      receipt: await relyingParties.withdraw(this.#identity, party, typeId),
    }));
  }
}

/** See {@link Supervisor}. Throws `registry.no-signer` if no DID is given and no account acts, and `did.*`. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  return new Supervisor(options);
}
