import { setTimeout as sleep } from "node:timers/promises";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid, keyEntry } from "../../../src/public/did.ts";
import type { Facts } from "../../../src/public/facts.ts";
import { createMemoryCredentialStore, createMemoryKeyStore, createWallet } from "../../../src/public/holder.ts";
import { createIssuer, createMemoryIndexStore, openAllocator } from "../../../src/public/issuer.ts";
import { generateSigner } from "../../../src/public/keys.ts";
import { NO_END } from "../../../src/public/registry.ts";
import { type Policy, SealedClock, type Verdict } from "../../../src/public/verifier.ts";
import { verify } from "../../../src/verifier/verify.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";

const TYPE = "urn:test:club-card";
const LIST = 0;

/** Two chains with the same id, the same accounts, and the same registries at the same addresses. */
export interface Twins {
  /** The card is revoked on this chain. */
  readonly real: LocalChain;
  /** The card is not revoked on this chain. */
  readonly twin: LocalChain;
  /** The account that issued the card. */
  readonly issuer: string;
  /** The card's index in its list. */
  readonly index: number;
  /** The verdict on the card with these facts. */
  judge(facts: Facts): Promise<Verdict>;
  stop(): Promise<void>;
}

/** Two chains that begin within one second have the same first block, and are one chain for whoever checks it. */
async function startAnother({ addresses: { genesis } }: LocalChain): Promise<LocalChain> {
  const same: LocalChain[] = [];
  for (;;) {
    const chain = await startLocalChain();
    if (chain.addresses.genesis !== genesis) {
      await Promise.all(same.map((one) => one.stop()));
      return chain;
    }
    same.push(chain);
    await sleep(1_000);
  }
}

export async function startTwins(): Promise<Twins> {
  const real = await startLocalChain();
  const twin = await startAnother(real);
  const [, , , , , , , , issuer = ""] = real.accounts;
  const signer = generateSigner("ES256");
  const { name, value } = keyEntry(signer.publicJwk);
  for (const chain of [real, twin]) {
    const { dids, accreditations, statuses } = chain.as(issuer);
    await chain.decide([{ do: "type.register", vct: TYPE, authority: issuer }], "a club card");
    await dids.setAttribute(issuer, name, value, NO_END);
    await accreditations.applyFor(issuer, typeIdOf(TYPE), `0x${"0".repeat(40)}`, true, 0, "");
    await accreditations.accredit(issuer, typeIdOf(TYPE), true, 0, NO_END, 0);
    await statuses.openList(issuer, LIST, 8192, issuer);
  }
  const now = Math.max(await real.now(), await twin.now());
  const clock = { now: () => Math.max(now, Math.floor(Date.now() / 1000)) };
  const wallet = createWallet({ keys: createMemoryKeyStore(), credentials: createMemoryCredentialStore(), clock });
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: LIST, capacity: 8192 });
  const did = formatDid(real.addresses.chainId, issuer);
  const cards = createIssuer({ did, signer, allocator, schemas: { [TYPE]: "{}" }, clock });
  const { publicJwk: holderKey } = await wallet.newKey();
  const issued = await cards.issue({ type: TYPE, claims: { name: "정새롬" }, holderKey, validFor: 365 * 86_400 });
  await wallet.receive(issued.credential);
  const index = issued.status?.index ?? 0;
  await real.as(issuer).statuses.setStatus(issuer, LIST, index, 1);
  const policy: Policy = {
    audience: "https://club.example",
    nonce: "a nonce of 16 or more",
    credentials: [{ id: "id", type: TYPE, claims: ["name"] }],
    maxAge: 86_400,
  };
  const request = { audience: policy.audience, nonce: policy.nonce, credentials: policy.credentials };
  const review = await wallet.review(request);
  const shown = await wallet.present(request, { acknowledge: review });
  return {
    real,
    twin,
    issuer,
    index,
    judge: (facts) => verify(shown, policy, facts, new SealedClock(clock)),
    async stop() {
      await real.stop();
      await twin.stop();
    },
  };
}
