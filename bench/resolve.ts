import { Resolver } from "did-resolver";
import { getResolver as getEthrResolver } from "ethr-did-resolver";
import { formatDid } from "../src/did/did.ts";
import { getResolver } from "../src/did/resolver.ts";
import { didReader } from "../src/registry/questions/did-reader.ts";
import { connection, key, register, registryAndPeople } from "../test/contracts/did/did.fixture.ts";
import { counting } from "./counting.ts";
import type { Measured } from "./figures.ts";

const CHAIN = 31337n;
const CHANGES = [1, 10, 100, 1000] as const;

const send = (method: string, params: readonly unknown[]) =>
  connection.provider.request({ method, params: [...params] });

type People = Awaited<ReturnType<typeof registryAndPeople>>;

/** JSON-RPC requests for resolving one identity after this many changes, each in a block of its own. */
export async function resolve(changes: readonly number[] = CHANGES): Promise<Measured> {
  const people = await registryAndPeople();
  const registry = await people.registry.getAddress();
  const did = formatDid(CHAIN, people.id);
  const figures: Record<string, number> = {};
  let done = 0;
  for (const wanted of changes) {
    for (; done < wanted; done++) await change(people, done);
    figures[`resolve.requests.${wanted}`] = await ours(registry, did);
    figures[`resolve.peer.requests.${wanted}`] = await theirs(registry, did);
  }
  return { figures };
}

/** Adds and removes a key in turns: one change of the document, in a block of its own. */
async function change({ registry, agency, id }: People, number: number): Promise<void> {
  const newest = await key(1_000 + Math.floor(number / 2));
  const comes = number % 2 === 0;
  const sent = comes ? register(registry, agency, newest) : registry.connect(agency).retireKey(id, newest.thumbprint);
  await (await sent).wait();
}

async function ours(registry: string, did: string): Promise<number> {
  const { provider, requests } = counting(send, CHAIN);
  const resolver = new Resolver(getResolver([{ chainId: CHAIN, read: didReader(provider, registry) }]));
  await resolved(resolver, did);
  return requests();
}

async function theirs(registry: string, did: string): Promise<number> {
  const { provider, requests } = counting(send, CHAIN);
  const networks = [{ name: "0x7a69", chainId: CHAIN, registry, web3: { currentProvider: provider } }];
  await resolved(new Resolver(getEthrResolver({ networks })), did);
  return requests();
}

async function resolved(resolver: Resolver, did: string): Promise<void> {
  const { didDocument, didResolutionMetadata } = await resolver.resolve(did);
  if (didDocument === null) throw new Error(`not resolved: ${didResolutionMetadata.error}`);
}
