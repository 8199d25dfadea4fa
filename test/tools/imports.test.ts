import { expect } from "chai";
import { checkImports, houseFiles, roomOf } from "../../tools/checks/imports.ts";

const problems = (path: string, text: string): string[] =>
  checkImports([{ path, text }]).map(({ line, problem }) => `${line}: ${problem}`);

describe("The direction of imports", () => {
  it("holds in the tree", () => {
    expect(houseFiles()).to.not.be.empty;
    expect(checkImports(houseFiles())).to.deep.equal([]);
  });

  it("gives a file the room with the longest matching name", () => {
    expect(roomOf("src/facts/rpc/rpc.ts")).to.equal("src/facts");
    expect(roomOf("src/public/facts/rpc.ts")).to.equal("src/public");
    expect(roomOf("src/attic/old.ts")).to.equal(undefined);
  });

  const planted: [rule: string, path: string, text: string, expected: string][] = [
    [
      "nothing below imports a role",
      "src/formats/a.ts",
      'import { verify } from "../verifier/verify.ts";',
      "src/verifier",
    ],
    ["formats know no facts", "src/formats/a.ts", 'import { rpc } from "../facts/rpc/rpc.ts";', "src/facts/rpc/rpc.ts"],
    ["facts know no formats", "src/facts/a.ts", 'export * from "../formats/index.ts";', "src/formats/index.ts"],
    [
      "a role knows no format by name",
      "src/holder/a.ts",
      'import { a } from "../formats/sd-jwt-vc/a.ts";',
      "sd-jwt-vc",
    ],
    ["nor does the verdict", "src/verdict/a.ts", 'import type { A } from "../formats/vc-jwt/a.ts";', "vc-jwt"],
    ["formats know no other", "src/formats/vc-jwt/a.ts", 'import { a } from "../sd-jwt-vc/a.ts";', "sd-jwt-vc"],
    ["re-exports and import() count", "src/crypto/a.ts", 'await import("../status/b.ts");', "src/status/b.ts"],
    ["ethers stays in the registry", "src/facts/rpc/a.ts", 'import { Contract } from "ethers";', "ethers"],
    ["its types too", "src/did/a.ts", 'import type { Provider } from "ethers/providers";', "ethers/providers"],
    ["so does TypeChain", "src/did/a.ts", 'import type { X } from "../../typechain/did/X.ts";', "typechain/did/X.ts"],
    ["src never imports hardhat", "src/registry/a.ts", 'import { network } from "hardhat";', "hardhat"],
    ["nor its plugins", "src/issuer/a.ts", 'import x from "@nomicfoundation/hardhat-ethers";', "hardhat-ethers"],
    ["src never imports a test", "src/did/a.ts", 'import { f } from "../../test/support/chain.ts";', "test/support"],
    ["src never imports a script", "src/public/a.ts", 'export { f } from "../../scripts/node.ts";', "scripts/node.ts"],
    ["nor a tool", "src/public/a.ts", 'export { f } from "../../tools/test.ts";', "tools/test.ts"],
    ["scripts use the public entries", "scripts/a.ts", 'import { f } from "../src/facts/rpc/a.ts";', "src/facts/rpc"],
    ["a type-only import of no seam", "src/formats/a.ts", 'import type { R } from "../registry/a.ts";', "src/registry"],
    [
      "who throws brings no texts",
      "src/crypto/a.ts",
      'import { E } from "../errors/catalogue/credentials/keys.ts";',
      "catalogue",
    ],
    [
      "nor by the entry of who shows them",
      "src/did/a.ts",
      'import { ERRORS } from "../public/errors.ts";',
      "src/public/errors.ts",
    ],
    ["an entry has no logic", "src/public/a.ts", "export const a = 1;", "only re-exports"],
    ["an entry exports no local names", "src/public/a.ts", "export { a };", "only re-exports"],
    [
      "formats read no file",
      "src/formats/a.ts",
      'import { readFileSync } from "node:fs";',
      "browsers, too: not node:fs",
    ],
    ["nor does what is Node's and pure", "src/crypto/port/node.ts", 'import { f } from "node:fs";', "no I/O"],
    ["src runs in browsers", "src/status/a.ts", 'import { randomInt } from "node:crypto";', "not node:crypto"],
    ["whatever the module is called", "src/status/a.ts", 'import { randomInt } from "crypto";', "not crypto"],
    ["also when it is imported late", "src/facts/a.ts", 'await import("node:zlib");', "not node:zlib"],
    ["or for its types", "src/facts/a.ts", 'import type { Stats } from "node:fs";', "not node:fs"],
    ["it has no Buffer", "src/facts/replica/a.ts", 'const b = Buffer.from("00", "hex");', "not Buffer"],
    ["nor as a type", "src/facts/replica/a.ts", "const f = (b: Buffer) => b.length;", "not Buffer"],
    ["nor by way of globalThis", "src/facts/replica/a.ts", "const b = globalThis.Buffer;", "not Buffer"],
    ["no process", "src/verifier/a.ts", "const e = process.argv;", "not process"],
    ["no setImmediate()", "src/chain/a.ts", "setImmediate(() => {});", "not setImmediate"],
    ["no types of Node's timers", "src/facts/a.ts", "let timer: NodeJS.Timeout;", "not NodeJS"],
    ["no timer with unref()", "src/chain/rpc/a.ts", "setTimeout(f, 300).unref();", "not unref()"],
    ["nor what is Node's alone", "src/facts/a.ts", 'import { f } from "../trust-anchor/files/a.ts";', "not src/trust"],
    [
      "nor by an entry",
      "src/public/a.ts",
      'export * from "../stores/files/vault.ts";',
      "not src/stores/files/vault.ts",
    ],
    ["formats ask no clock", "src/formats/a.ts", "const t = Date.now();", "Date.now"],
    ["nor by way of new Date()", "src/formats/a.ts", "const t = new Date();", "new Date()"],
    ["crypto has no Math.random", "src/crypto/a.ts", "const r = Math.random();", "Math.random"],
    ["crypto calls nobody", "src/crypto/a.ts", 'await fetch("https://example.org");', "fetch"],
    ["nobody else asks a source of facts", "src/issuer/a.ts", "await facts.lookup([]);", "askFacts()"],
    ["nor a source another source", "src/facts/rpc/a.ts", "other().lookup(queries);", "askFacts()"],
    ["nor by way of a variable", "scripts/a.ts", "const { lookup: ask } = facts;", "askFacts()"],
    ["nor by the name as a text", "bench/a.ts", 'facts["lookup"]([]);', "askFacts()"],
    ["a port knows no implementation", "src/stores/a.ts", 'export * from "./memory/b.ts";', "src/stores/memory/b.ts"],
    [
      "nor does who is given a store",
      "src/status/a.ts",
      'import { b } from "../stores/files/b.ts";',
      "src/stores/files",
    ],
    ["files know no domain", "src/stores/files/a.ts", 'import { b } from "../../chain/tx/b.ts";', "src/chain/tx/b.ts"],
    ["import() takes a text", "src/facts/a.ts", 'await import("node:" + "fs");', "takes a literal"],
    ["and no variable", "src/facts/a.ts", "await import(name);", "takes a literal"],
    ["nor a template with a value", "src/facts/a.ts", `await import(\`../\${a}.ts\`);`, "takes a literal"],
    ["a template counts", "src/formats/a.ts", "await import(`node:fs`);", "browsers, too: not node:fs"],
    ["whoever imports", "scripts/a.ts", "await import(`../src/verifier/verify.ts`);", "src/verifier/verify.ts"],
    ["so does import = require()", "src/formats/a.ts", 'import fs = require("node:fs");', "not node:fs"],
    ["of a file, too", "scripts/a.ts", 'import v = require("../src/verifier/verify.ts");', "src/verifier/verify.ts"],
    ["the package by its own name", "src/formats/a.ts", 'import x from "didim/verifier";', "didim/verifier"],
    ["no absolute path", "src/formats/a.ts", 'import "/srv/verify.ts";', "relative or of a package"],
    ["no URL of a file", "src/formats/a.ts", 'import "file:///srv/verify.ts";', "relative or of a package"],
    ["no text as a module", "src/formats/a.ts", 'import "data:text/javascript,0";', "relative or of a package"],
    ["no fragment", "src/formats/a.ts", 'import "../verifier/verify.ts#x.json";', "a plain path"],
    ["no query", "src/formats/a.ts", 'import "../verifier/verify.ts?x.json";', "a plain path"],
    ["no encoded path", "src/formats/a.ts", 'import "../verifier/verify%2ets";', "a plain path"],
    ["no unknown # name", "src/formats/a.ts", 'import "#verifier";', "does not know #verifier"],
    ["#crypto is src/crypto", "scripts/a.ts", 'import { sha256 } from "#crypto";', "src/crypto/port/port.ts"],
    ["no clock by its name as a text", "src/formats/a.ts", 'Date["now"]();', "Date"],
    ["nor by taking it apart", "src/formats/a.ts", "const { now } = Date;", "Date"],
    ["nor by assigning its parts", "src/formats/a.ts", "({ now } = Date);", "Date"],
    ["nor by calling Date", "src/formats/a.ts", "Date();", "Date()"],
    ["nor by another name for it", "src/formats/a.ts", "const D = Date;", "Date"],
    ["nor by reflection", "src/formats/a.ts", 'Reflect.get(Date, "now")();', "Date"],
    ["nor by a name of globalThis", "src/formats/a.ts", "new globalThis.Date();", "globalThis.Date"],
    ["nor by a class of it", "src/formats/a.ts", "class D extends Date {}", "Date"],
    ["no chance by its name as a text", "src/crypto/a.ts", 'Math["random"]();', "random"],
    ["nor by the platform's generator", "src/formats/a.ts", "crypto.getRandomValues(a);", "crypto.getRandomValues"],
    ["nor by its UUIDs", "src/stores/memory/a.ts", "crypto.randomUUID();", "crypto.randomUUID"],
    ["no fetch of globalThis", "src/formats/a.ts", 'globalThis.fetch("x");', "fetch"],
    ["nor by another name", "src/formats/a.ts", "const f = fetch;", "fetch"],
    ["nor as an argument", "src/formats/a.ts", "f({ fetch });", "fetch"],
    ["nor by window", "src/formats/a.ts", 'window.fetch("x");', "window"],
    ["no globalThis itself", "src/facts/a.ts", 'globalThis["fetch"]("x");', "globalThis"],
    ["nor taken apart", "src/facts/a.ts", "const { fetch: f } = globalThis;", "globalThis"],
    ["no unref by its name as a text", "src/chain/rpc/a.ts", 'setTimeout(f, 300)["unref"]();', "not unref()"],
    ["no lookup by assigning", "src/verifier/a.ts", "({ lookup: f } = facts);", "askFacts()"],
    ["nor by its own name", "src/verifier/a.ts", "({ lookup } = facts);", "askFacts()"],
    ["nor deep inside", "src/verifier/a.ts", "[{ a: { lookup: f } }] = b;", "askFacts()"],
    ["nor in a loop", "src/verifier/a.ts", "for ({ lookup: f } of sources) f([]);", "askFacts()"],
    ["nor by reflection", "src/verifier/a.ts", 'Reflect.get(facts, "lookup");', "askFacts()"],
    ["nor by its name in a variable", "src/verifier/a.ts", 'const k = "lookup"; facts[k]([]);', "askFacts()"],
    ["every file has a room", "src/attic/a.ts", "", "in no room"],
  ];
  for (const [rule, path, text, expected] of planted) {
    it(`reports a planted violation: ${rule}`, () => {
      const found = problems(path, `\n${text}`);
      expect(found).to.have.length(1);
      expect(found[0]).to.contain(expected);
    });
  }

  const allowed: [rule: string, path: string, text: string][] = [
    ["a seam's types are free for everyone", "src/formats/a.ts", 'import type { Facts } from "../facts/facts.ts";'],
    ["its codes are", "src/did/a.ts", 'import type { ErrorCode } from "../errors/catalogue/catalogue.ts";'],
    ["the registry imports ethers", "src/registry/a.ts", 'import { Contract } from "ethers";'],
    ["a date made from a number is no clock", "src/formats/a.ts", "const t = new Date(1000 * iat);"],
    ["scripts may start hardhat", "scripts/node.ts", 'import hre from "hardhat";'],
    ["a source of facts has a lookup()", "src/facts/rpc/a.ts", "export const a = { async lookup() {} };"],
    ["askFacts() calls it", "src/facts/ask.ts", "const answer = await facts.lookup(queries);"],
    ["hashing is no I/O", "src/crypto/port/node.ts", 'import { hash } from "node:crypto";'],
    ["files are for Node's stores", "src/stores/files/a.ts", 'import { open } from "node:fs/promises";'],
    ["scripts run in Node alone", "scripts/a.ts", "const b = Buffer.alloc(process.argv.length);"],
    ["a member may be called as Node's are", "src/facts/a.ts", "const p = a.process({ global: 1 });"],
    ["a given time is no clock", "src/formats/a.ts", "const d: Date = new Date(0); d instanceof Date; Date.parse(t);"],
    ["Math without chance", "src/crypto/a.ts", "Math.min(1, 2);"],
    ["keys of Web Crypto", "src/crypto/a.ts", "type K = typeof crypto.subtle.sign; crypto.subtle.sign(a, k, m);"],
    ["one file draws by chance", "src/crypto/port/portable.ts", "crypto.getRandomValues(a);"],
    ["one imports packages by variable", "src/crypto/port/node.ts", "import(name);"],
    ["#crypto in the rooms above it", "src/formats/a.ts", 'import { sha256 } from "#crypto";'],
    [
      "a member may be called as a global is",
      "src/formats/a.ts",
      "const { fetch: f } = a; a.fetch(); b({ fetch: f });",
    ],
    ["a source has a lookup()", "src/facts/a.ts", "const source = { lookup: f }; const both = [{ lookup: g }];"],
    ["types name it", "src/verifier/a.ts", 'type Asked = Pick<Facts, "lookup">;'],
    ["one file knows where timers have unref()", "src/chain/sleep.ts", "timer.unref();"],
  ];
  for (const [rule, path, text] of allowed) {
    it(`allows: ${rule}`, () => {
      expect(problems(path, text)).to.deep.equal([]);
    });
  }
});
