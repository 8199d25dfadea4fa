import { isError, type Provider } from "ethers";
import type { IDIDRegistry } from "../../../typechain/did/IDIDRegistry.ts";
import { IDIDRegistry__factory } from "../../../typechain/factories/did/IDIDRegistry__factory.ts";
import type { DocumentReader, DocumentRecord } from "../../did/record.ts";
import { DidimError } from "../../errors/error.ts";
import type { Registry } from "../open.ts";

/**
 * @param provider An ethers provider.
 * @param address The address of DIDRegistry.
 * @returns A reader of documents that makes one `eth_call` each. It throws `facts.no-contract`, `facts.no-state` or
 * `facts.node-unreachable`.
 */
export function didReader(provider: Provider, address: string): DocumentReader {
  const registry = IDIDRegistry__factory.connect(address, provider);
  return async (identity, block) => {
    const overrides = block === undefined ? {} : { blockTag: block };
    const document = await registry.resolve(identity, overrides).catch((error: unknown) => {
      throw asFactsError(error, address, block);
    });
    return toRecord(document);
  };
}

/** {@link didReader} over connected registries. */
export function documentsOf(registry: Pick<Registry, "at">): DocumentReader {
  return async (identity, block) => toRecord(await registry.at(block ?? "latest").dids.resolve(identity));
}

function asFactsError(cause: unknown, address: string, block: bigint | undefined): DidimError {
  // The node answered with an error of its own. Only the block in the request can be its reason.
  const refused = isError(cause, "UNKNOWN_ERROR") || (isError(cause, "CALL_EXCEPTION") && cause.data === null);
  if (block !== undefined && refused) {
    return new DidimError("facts.no-state", "The node has no state of that block; ask an archive node.", {
      block,
    });
  }
  // The data is empty or not the registry's: the address has another contract, or none.
  if (isError(cause, "BAD_DATA") || isError(cause, "CALL_EXCEPTION")) {
    return new DidimError("facts.no-contract", "No DIDRegistry answers at that address; check the addresses file.", {
      address,
    });
  }
  // The cause is left out: ethers writes the node's URL, with any credentials in it, into its messages.
  return new DidimError("facts.node-unreachable", "The node did not answer; check its URL and whether it runs.", {
    address,
  });
}

function toRecord(document: IDIDRegistry.DocumentStructOutput): DocumentRecord {
  return {
    controller: document.controller.toLowerCase(),
    deactivated: document.deactivated,
    changed: document.changed,
    nonce: document.nonce,
    keys: document.assertionKeys.map(({ thumbprint, algorithm, value, from, until }) => ({
      thumbprint,
      algorithm: Number(algorithm),
      value,
      from: Number(from),
      until: Number(until),
    })),
    entries: document.attributes.map(({ delegate, name, value, until }) => ({
      delegate,
      name,
      value,
      until: Number(until),
    })),
  };
}
