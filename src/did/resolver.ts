import type { DIDResolutionOptions, DIDResolutionResult, DIDResolver, ParsedDID } from "did-resolver";
import { DidimError, isDidimError } from "../errors/error.ts";
import { registeredByHash } from "./by-hash.ts";
import { parseDid } from "./did.ts";
import { CONTEXT, documentOf } from "./document.ts";
import type { DocumentReader, DocumentRecord } from "./record.ts";

/** A chain that the resolver reads. */
export interface DidNetwork {
  readonly chainId: bigint;
  readonly read: DocumentReader;
  /**
   * The time of a block, in seconds since 1970. With it the metadata have `updated`, at the cost of a second request.
   */
  readonly timeOf?: (block: bigint) => Promise<number>;
}

const JSON_TYPE = "application/did+json";
const JSON_LD_TYPE = "application/did+ld+json";

/**
 * For `did-resolver`: `new Resolver(getResolver([{ chainId, read }]))`. Takes one request per document, however long
 * its history. `?versionId=<block>` reads the document as of that block; the node must still have the block's state.
 * It never throws: errors are in the resolution metadata. Keys and anchors registered by hash are in the document
 * metadata, as `registeredByHash`.
 */
export function getResolver(networks: readonly DidNetwork[]): Record<"ethr", DIDResolver> {
  return {
    ethr: (did, parsed, _resolver, options) =>
      resolve(networks, did, parsed, options).catch((error: unknown) => failure(error)),
  };
}

async function resolve(
  networks: readonly DidNetwork[],
  did: string,
  parsed: ParsedDID,
  { accept = JSON_LD_TYPE }: DIDResolutionOptions,
): Promise<DIDResolutionResult> {
  if (accept !== JSON_LD_TYPE && accept !== JSON_TYPE) {
    throw new DidimError("did.representation", `A document comes as ${JSON_LD_TYPE} or ${JSON_TYPE}.`, { accept });
  }
  const { chainId, identity } = parseDid(parsed.did);
  const network = networks.find((candidate) => candidate.chainId === chainId);
  if (network === undefined) {
    throw new DidimError("did.unknown-network", "The resolver has no node for the DID's chain.", { did });
  }
  const record = await network.read(identity, versionOf(parsed));
  const document = documentOf(chainId, identity, record);
  const byHash = registeredByHash(chainId, identity, record);
  return {
    didResolutionMetadata: { contentType: accept },
    didDocument: accept === JSON_LD_TYPE ? { "@context": [...CONTEXT], ...document } : document,
    didDocumentMetadata: {
      ...(record.deactivated && { deactivated: true }),
      ...(parsed.did !== document.id && { canonicalId: document.id }),
      ...(await version(network, record)),
      ...(byHash.length > 0 && { registeredByHash: byHash }),
    },
  };
}

/** The block that the DID URL names. */
function versionOf({ query, didUrl }: ParsedDID): bigint | undefined {
  const parameters = [...new URLSearchParams(query)];
  if (parameters.length === 0) return undefined;
  const [[name, value] = ["", ""], ...others] = parameters;
  if (name !== "versionId" || others.length > 0 || !/^(0|[1-9][0-9]{0,15})$/.test(value)) {
    throw new DidimError("did.invalid", "Of a DID URL's parameters only versionId=<block> is understood.", {
      did: didUrl.slice(0, 150),
    });
  }
  return BigInt(value);
}

async function version({ timeOf }: DidNetwork, { changed }: DocumentRecord) {
  if (changed === 0n) return {};
  const updated = timeOf && new Date((await timeOf(changed)) * 1000).toISOString().replace(".000Z", "Z");
  return { versionId: changed.toString(), ...(updated !== undefined && { updated }) };
}

// Error names of DID Resolution §10; unknownNetwork is ethr-did-resolver's.
const ERRORS: ReadonlyMap<string, string> = new Map([
  ["did.invalid", "invalidDid"],
  ["did.representation", "representationNotSupported"],
  ["did.unknown-network", "unknownNetwork"],
  ["facts.no-state", "notFound"],
]);

function failure(error: unknown): DIDResolutionResult {
  const code = isDidimError(error) ? error.code : "did.internal";
  return {
    didResolutionMetadata: {
      error: ERRORS.get(code) ?? "internalError",
      code,
      message: isDidimError(error) ? error.message : "The DID could not be resolved.",
    },
    didDocument: null,
    didDocumentMetadata: {},
  };
}
