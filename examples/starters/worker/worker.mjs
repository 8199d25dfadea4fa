/**
 * A verifier's service as a worker: a function from Request to Response, for Deno, Bun, Cloudflare Workers or Node
 * (serve.mjs). It uses nothing that only Node has. docs/verifying.md explains each step.
 */
import { errorEntry, isDidimError } from "didim/errors";
import { createRpcFacts } from "didim/facts/rpc";
import { openRegistry, parseAddresses } from "didim/registry";
import {
  createChallenges,
  createMemoryChallengeStore,
  createVerifier,
  readPolicy,
  requestOf,
  systemClock,
} from "didim/verifier";
import addresses from "./addresses.json" with { type: "json" };

const audience = "https://gate.example";
const credentials = [{ id: "id", type: "urn:example:civil-servant-id", claims: ["name", "agency"] }];
const policyWith = (nonce) => readPolicy({ audience, nonce, credentials, maxAge: 60 });
policyWith("only-to-check-it"); // a mistake in the policy shows now, not at the first visitor
const STATUS = { valid: 200, invalid: 403, indeterminate: 503 };
const MOST_BYTES = 256 * 1024;

// This store belongs to one process. Where several run (as on Cloudflare), use one that they share, such as a Durable
// Object or a database, behind the interface ChallengeStore: of all that take one nonce, exactly one may get it.
const challenges = createChallenges({ store: createMemoryChallengeStore(), now: systemClock.now });

let opening;
/** Connects at the first request, because a worker may not ask others while it loads. A failure is not kept. */
function openVerifier({ NODE_URL = "http://127.0.0.1:8545" }) {
  opening ??= openRegistry({ url: NODE_URL.split(","), addresses: parseAddresses(addresses) })
    .then((registry) => createVerifier({ facts: createRpcFacts({ registry }) }))
    .catch((error) => {
      opening = undefined;
      throw error;
    });
  return opening;
}

async function answerTo(request, env) {
  const [, route, nonce = ""] = new URL(request.url).pathname.split("/");
  if (request.method === "GET" && route === "request") {
    // The network puts this header in; serve.mjs does for Node. Use what yours puts in, and nobody else can.
    const requester = request.headers.get("cf-connecting-ip") ?? undefined;
    return [200, requestOf(policyWith(await challenges.issue({ requester })))];
  }
  if (request.method !== "POST" || route !== "answer") return [404, { error: "not found" }];
  // Without a length, nobody could tell how much will come.
  const length = request.headers.get("content-length");
  if (length === null) return [411, { error: "no Content-Length" }];
  if (!(Number(length) <= MOST_BYTES)) return [413, { error: "too large" }];
  const presentations = await request.json();
  const verifier = await openVerifier(env);
  if (!(await challenges.take(nonce))) return [409, { error: "this request was answered before, or too long ago" }];
  const { outcome, text, credentials: shown } = await verifier.verify(presentations, policyWith(nonce));
  return [STATUS[outcome], { outcome, text, claims: shown[0]?.claims }];
}

/** Strangers are told no details. */
function refusalOf(error) {
  if (error instanceof SyntaxError) return [400, { error: "not JSON" }];
  console.error(error);
  return [isDidimError(error) ? errorEntry(error.code).http : 500, { error: "failed" }];
}

export default {
  async fetch(request, env = {}) {
    const [status, answer] = await answerTo(request, env).catch(refusalOf);
    return Response.json(answer, { status });
  },
};
