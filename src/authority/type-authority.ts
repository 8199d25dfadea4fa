import { formatDid } from "../did/did.ts";
import { hashOfSchema } from "../issuer/schemas.ts";
import { identityIn } from "../registry/identities.ts";
import type { Registry } from "../registry/open.ts";
import { theftOfRetirement, theftsOf } from "../registry/questions/annulment.ts";
import { ofType } from "../registry/sending/of-type.ts";
import type { Receipt } from "../registry/sending/receipt.ts";

/** A change of a type. */
export interface TypeChanged {
  /** The type's `vct`. */
  readonly type: string;
  readonly receipt: Receipt;
}

export interface SchemaChanged extends TypeChanged {
  /** SHA-256 of the schema, 0x-hex. */
  readonly schemaHash: string;
  readonly schemaUri: string;
}

export interface RetirementChanged extends TypeChanged {
  /** From when on the type is not issued, in seconds since 1970; absent: it is not retired. */
  readonly from?: number;
}

export interface AuthorityChanged extends TypeChanged {
  /** The DID of the authority now. */
  readonly authority: string;
  /** The DID of the successor that has still to accept. */
  readonly offeredTo?: string;
}

/**
 * The authority of a type, in what it does with the type itself. About the agencies that issue it, it decides as an {@link
 * Accreditor}. The registry's account must act for it. Throws as an {@link Accreditor} does.
 */
export class TypeAuthority {
  readonly #registry: Registry;

  constructor({ registry }: { readonly registry: Registry }) {
    this.#registry = registry;
  }

  /**
   * Registers another JSON schema of the type's claims, which issuers must follow from now on. Throws
   * `issuer.schema-invalid` for one that no issuer could use.
   *
   * @param options `schema`: the text, byte for byte as it is published at `schemaUri`.
   */
  async changeSchema({
    type,
    schema,
    schemaUri,
  }: {
    readonly type: string;
    readonly schema: string;
    readonly schemaUri: string;
  }): Promise<SchemaChanged> {
    const schemaHash = hashOfSchema(type, schema);
    return ofType(type, async (typeId) => {
      const receipt = await this.#registry.types.setSchema(typeId, schemaHash, schemaUri);
      return { type, schemaHash, schemaUri, receipt };
    });
  }

  /**
   * Ends the issuing of a type, for good. What is issued before stays valid.
   *
   * @param options `from`: seconds since 1970; not in the past when the transaction is in a block.
   */
  retire({ type, from }: { readonly type: string; readonly from: number }): Promise<RetirementChanged> {
    return ofType(type, async (typeId) => ({ type, from, receipt: await this.#registry.types.retire(typeId, from) }));
  }

  /**
   * For the authority that succeeds a stolen one: takes back a retirement that was decided during the theft. The type then
   * counts as never retired; or, with `from`, as retired from then on, which is final. Throws
   * `registry.TypeNotReopenable`, `registry.TypeNotRetired`, `registry.TypeRetirementEarlier`.
   */
  reopen({ type, from }: { readonly type: string; readonly from?: number }): Promise<RetirementChanged> {
    const registry = this.#registry;
    return ofType(type, async (typeId) => {
      // If no theft covers the decision, the registry's refusal says why.
      const theft = (await theftOfRetirement(registry, typeId)) ?? (await theftsOf(registry, typeId)).at(-1);
      const receipt = await registry.types.reopen(typeId, theft?.term ?? 0, from ?? 0);
      return { type, ...(from !== undefined && { from }), receipt };
    });
  }

  /** Offers the type to another authority, which must accept it. Until then nothing changes. */
  async handOver({ type, to }: { readonly type: string; readonly to: string }): Promise<AuthorityChanged> {
    const registry = this.#registry;
    const successor = identityIn(registry, to);
    return ofType(type, async (typeId) => {
      const receipt = await registry.types.offer(typeId, successor);
      const offeredTo = formatDid(registry.chainId, successor);
      return { type, authority: await this.#authorityOf(typeId), offeredTo, receipt };
    });
  }

  /** Accepts a type that was offered. */
  accept({ type }: { readonly type: string }): Promise<AuthorityChanged> {
    return ofType(type, async (typeId) => {
      const receipt = await this.#registry.types.accept(typeId);
      return { type, authority: await this.#authorityOf(typeId), receipt };
    });
  }

  async #authorityOf(typeId: string): Promise<string> {
    return formatDid(this.#registry.chainId, await this.#registry.types.authorityOf(typeId));
  }
}

/** See {@link TypeAuthority}. */
export function createTypeAuthority(options: { readonly registry: Registry }): TypeAuthority {
  return new TypeAuthority(options);
}
