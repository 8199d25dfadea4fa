/** A verifier's service with Fastify, on a replica of the registries. docs/verifying.md explains each step. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRpc } from "didim/chain";
import { errorEntry, isDidimError } from "didim/errors";
import { logsOf, openReplica } from "didim/facts/replica";
import { createFileSnapshotStore, openFileChallengeStore } from "didim/node";
import { parseAddresses } from "didim/registry";
import { createChallenges, createVerifier, readPolicy, requestOf, systemClock } from "didim/verifier";
import Fastify from "fastify";

const audience = "https://gate.example";
const credentials = [{ id: "id", type: "urn:example:civil-servant-id", claims: ["name", "agency"] }];
const policyWith = (nonce) => readPolicy({ audience, nonce, credentials, maxAge: 60 });
policyWith("only-to-check-it"); // a mistake in the policy shows now, not at the first visitor
const STATUS = { valid: 200, invalid: 403, indeterminate: 503 };

const { NODE_URL = "http://127.0.0.1:8545", PORT = "8080" } = process.env;
const addresses = parseAddresses(JSON.parse(readFileSync("addresses.json", "utf8")));
const { chainId, genesis } = addresses;
const rpc = createRpc({ url: NODE_URL.split(","), chainId, genesis });
const replica = await openReplica({
  ...logsOf({ rpc, addresses }),
  snapshots: createFileSnapshotStore({ path: "replica.snapshot" }),
});
// It reads the history, and then follows the chain by itself. Without its node, verdicts are "could not find out".
await replica.sync().catch(console.error);
const verifier = createVerifier({ facts: replica });
const store = await openFileChallengeStore({ path: "challenges.db" });
const challenges = createChallenges({ store, now: systemClock.now });

const app = Fastify({
  bodyLimit: 256 * 1024,
  // Fastify's own requestTimeout is looked at every half minute only.
  serverFactory: (handler) => createServer({ requestTimeout: 10_000, connectionsCheckingInterval: 1_000 }, handler),
});
app.removeContentTypeParser("text/plain");
app.addHook("onClose", () => replica.close());

// Behind a proxy of your own: Fastify's option trustProxy, or all requesters have its address.
app.get("/request", async ({ ip }) => requestOf(policyWith(await challenges.issue({ requester: ip }))));

app.post("/answer/:nonce", async (request, reply) => {
  const { nonce } = request.params;
  if (request.body === undefined) return reply.code(415).send({ error: "not JSON" });
  if (!(await challenges.take(nonce)))
    return reply.code(409).send({ error: "this request was answered before, or too long ago" });
  const { outcome, text, credentials: shown } = await verifier.verify(request.body, policyWith(nonce));
  return reply.code(STATUS[outcome]).send({ outcome, text, claims: shown[0]?.claims });
});

app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: "not found" }));

// Strangers are told no details.
app.setErrorHandler((error, _request, reply) => {
  const status = isDidimError(error) ? errorEntry(error.code).http : (error.statusCode ?? 500);
  if (isDidimError(error) || status >= 500) console.error(error);
  return reply.code(status).send({ error: status < 500 ? "not accepted" : "failed" });
});

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => app.close());
await app.listen({ port: Number(PORT), host: "127.0.0.1" });
console.log(`The gate listens at http://127.0.0.1:${PORT}`);
