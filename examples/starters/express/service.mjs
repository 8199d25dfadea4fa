/** A verifier's service with Express. docs/verifying.md explains each step. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { errorEntry, isDidimError } from "didim/errors";
import { createRpcFacts } from "didim/facts/rpc";
import { openFileChallengeStore } from "didim/node";
import { openRegistry, parseAddresses } from "didim/registry";
import { createChallenges, createVerifier, readPolicy, requestOf, systemClock } from "didim/verifier";
import express from "express";

const audience = "https://gate.example";
const credentials = [{ id: "id", type: "urn:example:civil-servant-id", claims: ["name", "agency"] }];
const policyWith = (nonce) => readPolicy({ audience, nonce, credentials, maxAge: 60 });
policyWith("only-to-check-it"); // a mistake in the policy shows now, not at the first visitor
const STATUS = { valid: 200, invalid: 403, indeterminate: 503 };

const { NODE_URL = "http://127.0.0.1:8545", PORT = "8080" } = process.env;
const addresses = parseAddresses(JSON.parse(readFileSync("addresses.json", "utf8")));
const facts = createRpcFacts({ registry: await openRegistry({ url: NODE_URL.split(","), addresses }) });
const verifier = createVerifier({ facts });
const store = await openFileChallengeStore({ path: "challenges.db" });
const challenges = createChallenges({ store, now: systemClock.now });

const app = express().disable("x-powered-by").disable("etag");

// Behind a proxy of your own: app.set("trust proxy", …), or all requesters have its address.
app.get("/request", async (request, response) => {
  response.json(requestOf(policyWith(await challenges.issue({ requester: request.ip }))));
});

app.post("/answer/:nonce", express.json({ limit: "256kb" }), async (request, response) => {
  const { nonce } = request.params;
  // Express reads an empty body as {}, and leaves out what is not called JSON.
  if (Object.keys(request.body ?? {}).length === 0) return response.status(400).json({ error: "no answer in JSON" });
  if (!(await challenges.take(nonce)))
    return response.status(409).json({ error: "this request was answered before, or too long ago" });
  const { outcome, text, credentials: shown } = await verifier.verify(request.body, policyWith(nonce));
  response.status(STATUS[outcome]).json({ outcome, text, claims: shown[0]?.claims });
});

app.use((_request, response) => response.status(404).json({ error: "not found" }));

// Express knows an error handler by its four parameters. Strangers are told no details.
app.use((error, _request, response, _next) => {
  const status = isDidimError(error) ? errorEntry(error.code).http : (error.status ?? 500);
  if (isDidimError(error) || status >= 500) console.error(error);
  if (status === 413) response.set("connection", "close");
  response.status(status).json({ error: status < 500 ? "not accepted" : "failed" });
});

createServer({ requestTimeout: 10_000, connectionsCheckingInterval: 1_000 }, app).listen(
  Number(PORT),
  "127.0.0.1",
  () => console.log(`The gate listens at http://127.0.0.1:${PORT}`),
);
