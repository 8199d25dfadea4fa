import { formatDid } from "../../../src/public/did.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import {
  type Allocator,
  createIssuer,
  type IssuanceRegister,
  type Issuer,
  openAllocator,
} from "../../../src/public/issuer.ts";
import { type Registry, schemaHashesOf } from "../../../src/public/registry.ts";
import { openSigning } from "../keys/keys.ts";
import { passwordOf } from "../keys/password.ts";
import { wholeNumber } from "../terminal/input/values.ts";
import type { Context } from "../terminal/verb.ts";
import { openRegister } from "./registers.ts";
import { indexStoreOf } from "./statuses/index-stores.ts";

export interface IssuerOptions {
  readonly signingKey: string;
  readonly format: string;
  readonly list: string;
  readonly newList?: true;
}

/** Whose credentials are issued, of what type, by which schema. */
export interface IssuerOf {
  readonly registry: Registry;
  readonly identity: string;
  readonly type: string;
  readonly schema: string;
  /** Whether the credentials have a place in a status list. */
  readonly isListed: boolean;
}

/** An issuer with all that it needs on this machine. */
export interface OpenIssuer {
  readonly issuer: Issuer;
  readonly allocator: Allocator | undefined;
  readonly register: IssuanceRegister;
  close(): Promise<void>;
}

/**
 * Opens the signing key, whose password it asks for, the list's record and the register. Throws `cli.list`,
 * `issuer.journal-missing`, `files.locked`, and what opening the key throws.
 */
export async function openIssuer(context: Context, of: IssuerOf, options: IssuerOptions): Promise<OpenIssuer> {
  const { registry, identity, type, schema, isListed } = of;
  const password = await context.password(passwordOf(options.signingKey));
  const signer = await openSigning(context.home, options.signingKey, password);
  const allocator = isListed ? await allocatorOf(context, registry, identity, options) : undefined;
  try {
    const register = await openRegister(context.home, registry, identity);
    const issuer = createIssuer({
      did: formatDid(registry.chainId, identity),
      ...{ signer, register, format: options.format },
      ...(allocator && { allocator }),
      schemas: { [type]: schema },
      schemaHashOf: schemaHashesOf(registry),
      facts: createRpcFacts({ registry }),
    });
    const close = async (): Promise<void> => {
      await allocator?.close();
      await register.close();
    };
    return { issuer, allocator, register, close };
  } catch (error) {
    await allocator?.close();
    throw error;
  }
}

/** The allocator for the list as opened on the chain, with this machine's record of the indices given out. */
async function allocatorOf(
  context: Context,
  registry: Registry,
  identity: string,
  options: IssuerOptions,
): Promise<Allocator> {
  const list = wholeNumber("a list's number", options.list, 0, 2 ** 32 - 1);
  const { capacity, opened } = await registry.statuses.listOf(identity, list);
  if (opened === 0n) {
    throw new DidimError("cli.list", `List ${list} is not open: npm run didim -- list open ${list} --capacity …`, {
      list,
    });
  }
  const store = indexStoreOf(context.home, registry, identity, options.newList === true);
  try {
    return await openAllocator({ store, list, capacity: Number(capacity) });
  } catch (error) {
    throw isDidimError(error, "issuer.journal-missing") ? withoutRecord(list, error) : error;
  }
}

function withoutRecord(list: number, { code, details }: DidimError): DidimError {
  const message = `This machine has no record of the indices of list ${list}. If \`list open ${list}\` was stopped here, run it again: it begins the record. If another machine opened the list, and nothing was issued from it yet: --new-list. Otherwise find the record, or open another list.`;
  return new DidimError(code, message, details);
}
