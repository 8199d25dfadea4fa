import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import { readRecipe } from "../../../tools/recipes/page.ts";
import { Gate } from "./gate.fixture.ts";
import { type Person, Scene } from "./scene.fixture.ts";

/** The service on the page, with the package.json that npm makes there. */
function pageService(): Record<string, string> {
  const { steps } = readRecipe(readFileSync("docs/verifying.md", "utf8"));
  const found = steps.find((step) => step.do === "write" && step.file === "service.mjs");
  if (found?.do !== "write") throw new Error("docs/verifying.md has no service.mjs");
  const manifest = { private: true, scripts: { start: "node service.mjs" } };
  return { "service.mjs": found.text, "package.json": JSON.stringify(manifest) };
}

const STARTERS = globSync("examples/starters/*/package.json").map((file) => file.replace(/[\\/]package\.json$/, ""));

const SERVICES: readonly (readonly [name: string, files: string | Record<string, string>])[] = [
  ["docs/verifying.md", pageService()],
  ...STARTERS.sort().map((folder) => [basename(folder), folder] as const),
];

/** What no stranger may learn from an answer. */
const LEAKS = /node_modules|\.mjs|at .*:\d+:\d+|127\.0\.0\.1|file:\/\//;

describe("A verifier's service, installed from the package", function () {
  this.timeout(300_000);
  let scene: Scene;
  let person: Person;

  before(async () => {
    scene = await Scene.open();
    person = await scene.person();
  });

  after(() => scene.chain.stop());

  for (const [name, files] of SERVICES) {
    describe(name, () => {
      let gate: Gate;

      before(async () => {
        gate = await Gate.open(files, scene.chain);
      });

      after(async () => {
        const { isRunning, printed } = gate;
        await gate.close();
        expect(isRunning, printed).to.equal(true);
      });

      const refused = async (path: string, body: string, status: number | readonly number[], type?: string) => {
        const reply = await gate.post(path, body, type);
        expect([status].flat(), `${path}: ${reply.status} ${reply.text}`).to.include(reply.status);
        expect(reply.text).not.to.match(LEAKS);
      };

      it("accepts a credential, and shows the claims that it asked for", async () => {
        const request = await gate.request();
        const { status, text } = await gate.answer(request.nonce, await person.answer(request));
        expect(status, text + gate.printed).to.equal(200);
        const { outcome, claims } = JSON.parse(text) as { outcome: string; claims: object };
        expect({ outcome, claims }).to.deep.equal({
          outcome: "valid",
          claims: { name: "정새롬", agency: "세종특별자치시" },
        });
      });

      it("refuses the same answer again, and an old answer to a new request", async () => {
        const request = await gate.request();
        const presentations = await person.answer(request);
        expect(await gate.answer(request.nonce, presentations)).to.have.property("status", 200);
        expect(await gate.answer(request.nonce, presentations)).to.have.property("status", 409);
        const replay = await gate.answer((await gate.request()).nonce, presentations);
        expect([replay.status, replay.text]).to.deep.equal([403, replay.text]);
        expect(replay.text).to.contain("a replay");
      });

      it("accepts one of ten equal answers at the same moment", async () => {
        const request = await gate.request();
        const presentations = await person.answer(request);
        const replies = await Promise.all(Array.from({ length: 10 }, () => gate.answer(request.nonce, presentations)));
        expect(replies.map(({ status }) => status).sort()).to.deep.equal([200, ...Array(9).fill(409)]);
      });

      it("refuses an answer that was made for another verifier, and takes its nonce", async () => {
        const request = await gate.request();
        const elsewhere = await person.answer({ ...request, audience: "https://bank.example" });
        const { status, text } = await gate.answer(request.nonce, elsewhere);
        expect([status, text.includes("somebody else")], text).to.deep.equal([403, true]);
        expect(await gate.answer(request.nonce, await person.answer(request))).to.have.property("status", 409);
      });

      it("refuses nonces that it never gave, whatever they look like", async () => {
        const presentations = JSON.stringify(await person.answer(await gate.request()));
        for (const nonce of [
          "A".repeat(43),
          "A".repeat(4_000),
          "__proto__",
          "constructor",
          "..",
          "%00",
          "%ED%A0%80",
          "%ff",
          "",
        ])
          await refused(`/answer/${nonce}`, presentations, [400, 404, 409, 414]);
      });

      it("refuses a body that is too large, also an endless one, and goes on", async () => {
        const request = await gate.request();
        await refused(`/answer/${request.nonce}`, `"${"x".repeat(300 * 1024)}"`, 413);
        const head = `POST /answer/${request.nonce} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
        const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
        const endless = [`${head}transfer-encoding: chunked\r\n\r\n`, ...Array<string>(200).fill(chunk)];
        expect(await gate.raw(endless)).to.match(/^(HTTP\/1\.1 (413|411|408) |$)/);
        expect(await gate.answer(request.nonce, await person.answer(request))).to.have.property("status", 200);
      });

      it("refuses what is not JSON, in form or type, without taking the nonce", async () => {
        const request = await gate.request();
        for (const body of ["", "{", "eyJ", '{"id":["a"]', "\u0000", "[".repeat(200_000)])
          await refused(`/answer/${request.nonce}`, body, [400, 415]);
        expect(await gate.answer(request.nonce, await person.answer(request))).to.have.property("status", 200);
        const { nonce } = await gate.request();
        const form = "application/x-www-form-urlencoded";
        await refused(`/answer/${nonce}`, "id=1", [400, 415], form);
        await refused(`/answer/${nonce}`, "id=1", [400, 415], "text/plain");
      });

      it("refuses every JSON that is no answer", async () => {
        const deep = `${'{"id":'.repeat(20_000)}1${"}".repeat(20_000)}`;
        const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`q${i}`, ["a"]])));
        const bodies = [
          ...["null", "1", "true", '"eyJ"', "[]", "{}", '{"id":[]}', '{"id":"a"}', '{"id":[null]}', '{"id":[{}]}'],
          ...['{"__proto__":["a"]}', '{"constructor":{"prototype":{"id":["a"]}}}', '{"id":{"length":1e9}}'],
          ...['{"id":[[["a"]]]}', `{"id":["${"a.".repeat(50_000)}"]}`, `{"id":["${"~".repeat(60_000)}"]}`, deep, wide],
        ];
        for (const body of bodies) {
          const { nonce } = await gate.request();
          await refused(`/answer/${nonce}`, body, [400, 403]);
        }
      });

      it("has no other pages, and answers no other methods", async () => {
        await refused("/", "{}", [404, 405]);
        await refused("/request", "{}", [404, 405]);
        await refused("/answer", "{}", [404, 405, 409]);
        await refused("/__proto__/x", "{}", [404, 405]);
      });

      it("closes a connection that sends its answer too slowly", async () => {
        const { nonce } = await gate.request();
        const head = `POST /answer/${nonce} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`;
        const began = Date.now();
        const said = await gate.raw([head, ..."{".padEnd(60)], 500);
        expect(said).to.match(/^(HTTP\/1\.1 408 |$)/);
        expect(Date.now() - began).to.be.below(25_000);
      });

      it("goes on after requesters that hang up in the middle", async () => {
        const request = await gate.request();
        const head = `POST /answer/${request.nonce} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
        const halves = [
          head,
          `${head}content-length: 1000\r\n\r\n{"id":`,
          `${head}transfer-encoding: chunked\r\n\r\nff`,
        ];
        for (const half of halves) await gate.hangUp(half);
        expect(await gate.answer(request.nonce, await person.answer(request))).to.have.property("status", 200);
      });

      it("refuses a credential that was revoked a moment ago", async () => {
        const other = await scene.person();
        const before = await gate.request();
        expect(await gate.answer(before.nonce, await other.answer(before))).to.have.property("status", 200);
        await other.revoke();
        // A replica follows its node every second.
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        const request = await gate.request();
        const { status, text } = await gate.answer(request.nonce, await other.answer(request));
        expect([status, text.includes("Revoked by its issuer.")], text).to.deep.equal([403, true]);
      });
    });
  }
});
