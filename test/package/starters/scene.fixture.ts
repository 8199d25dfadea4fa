import { type LocalChain, startLocalChain } from "../../../scripts/lib/network/local-chain.ts";
import { type Agency, accredit, agency, World } from "../../../scripts/tour/cast.ts";
import { onLocalChain } from "../../../scripts/tour/chain.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { ZERO_ADDRESS } from "../../../src/public/did.ts";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type PresentationRequest,
  type Presentations,
  type Wallet,
} from "../../../src/public/holder.ts";
import { createIssuer, hashOfSchema } from "../../../src/public/issuer.ts";

/** As every starter asks for it. */
const TYPE = "urn:example:civil-servant-id";
const SCHEMA = '{ "type": "object", "required": ["name", "agency"] }';
export const CLAIMS = { name: "정새롬", agency: "세종특별자치시", grade: 9 };
const LIST = 0;
const REVOKED = 1n;

/** A chain with an accredited agency, which issues credentials to wallets. */
export class Scene {
  readonly chain: LocalChain;
  readonly #agency: Agency;

  private constructor(chain: LocalChain, issuing: Agency) {
    this.chain = chain;
    this.#agency = issuing;
  }

  static async open(): Promise<Scene> {
    const chain = await startLocalChain({ blockSeconds: 1, secondsAgo: 60 });
    const [, , , , , , , ministry = "", city = ""] = chain.accounts;
    const schemaHash = hashOfSchema(TYPE, SCHEMA);
    await chain.decide([{ do: "type.register", vct: TYPE, authority: ministry, schemaHash, schemaUri: "" }], "a type");
    const world = await World.of(onLocalChain(chain));
    const names = { en: "a city", ko: "시" };
    const [authority, issuing] = [await agency(world, names, ministry), await agency(world, names, city)];
    await accredit(issuing, typeIdOf(TYPE), authority, { root: true });
    await issuing.registry.statuses.openList(issuing.identity, LIST, 8192, ZERO_ADDRESS);
    // The vote took the chain's time ahead, so it began in the past.
    await chain.catchUp();
    return new Scene(chain, issuing);
  }

  /** A person with a credential. */
  async person(): Promise<Person> {
    const { did, signer, places, registry } = this.#agency;
    const issuer = createIssuer({ did, signer, allocator: places, schemas: { [TYPE]: SCHEMA } });
    const wallet = createWallet({ keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore() });
    const { publicJwk: holderKey } = await wallet.newKey();
    const { credential, status } = await issuer.issue({ type: TYPE, claims: CLAIMS, holderKey, validFor: 86_400 });
    await wallet.receive(credential);
    const { index = 0 } = status ?? {};
    const revoke = async (): Promise<void> => {
      const [word, shift] = [BigInt(Math.floor(index / 128)), BigInt(2 * (index % 128))];
      const { identity } = this.#agency;
      await registry.statuses.setStatuses(identity, LIST, [word], [3n << shift], [REVOKED << shift]);
    };
    return { answer: (request) => presented(wallet, request), revoke };
  }
}

export interface Person {
  /** The wallet's answer, after the person agreed that nobody registered the verifier. */
  answer(request: PresentationRequest): Promise<Presentations>;
  revoke(): Promise<void>;
}

async function presented(wallet: Wallet, request: PresentationRequest): Promise<Presentations> {
  return wallet.present(request, { acknowledge: await wallet.review(request) });
}
