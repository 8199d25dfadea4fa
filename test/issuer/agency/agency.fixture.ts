import { createAccreditor } from "../../../src/public/authority.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import {
  type Agency,
  createAgency,
  createIssuer,
  createMemoryIndexStore,
  hashOfSchema,
  openAllocator,
} from "../../../src/public/issuer.ts";
import { generateSigner, type Signer } from "../../../src/public/keys.ts";
import { type Registry, schemaHashesOf } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";

export const TYPE = "urn:kr:mois:civil-servant-id";
export const SCHEMA = JSON.stringify({ type: "object", properties: { name: { type: "string" } } });
export const LIST = 1;
export const CAPACITY = 8192;

/** An accredited agency with a registered key and an open list, on a chain of its own. */
export interface Scene {
  readonly chain: LocalChain;
  /** The address of the type's authority. */
  readonly ministry: string;
  readonly operator: string;
  readonly agency: Agency;
  readonly registry: Registry;
  readonly signer: Signer;
  /** An address of nobody in particular. */
  readonly stranger: string;
  /** Credentials of the agency, signed with `signer`, or another key. */
  issue(count: number, by?: Signer): Promise<{ credential: string; list: number; index: number }[]>;
}

export async function openScene(): Promise<Scene> {
  const chain = await startLocalChain();
  const [ministry = "", city = "", operator = "", stranger = ""] = chain.accounts.slice(7);
  const schemaHash = hashOfSchema(TYPE, SCHEMA);
  await chain.decide([{ do: "type.register", vct: TYPE, authority: ministry, schemaHash }], "a type");
  const registry = chain.as(city);
  const [agency, signer] = [createAgency({ registry }), generateSigner("ES256")];
  await agency.register({ signingKey: signer });
  await agency.apply({ type: TYPE });
  await createAccreditor({ registry: chain.as(ministry) }).accredit({ agency: agency.did, type: TYPE });
  await agency.openList({ list: LIST, capacity: CAPACITY, operator });
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: LIST, capacity: CAPACITY });
  const issue: Scene["issue"] = async (count, by = signer) => {
    // The council's decision took the chain's time ahead of the present.
    const now = await chain.now();
    const clock = { now: () => now };
    const options = { schemas: { [TYPE]: SCHEMA }, schemaHashOf: schemaHashesOf(registry), clock };
    const issuer = createIssuer({
      did: agency.did,
      signer: by,
      allocator,
      facts: createRpcFacts({ registry }),
      ...options,
    });
    const requests = Array.from({ length: count }, (_, i) => ({
      type: TYPE,
      claims: { name: `person ${i}` },
      holderKey: generateSigner("ES256").publicJwk,
      validFor: 86_400,
    }));
    const issued = await issuer.issueBatch(requests);
    return issued.map(({ credential, status = { list: -1, index: -1 } }) => ({ credential, ...status }));
  };
  return { chain, ministry, operator, agency, registry, signer, stranger, issue };
}
