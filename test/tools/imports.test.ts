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
    ["who throws brings no texts", "src/crypto/a.ts", 'import { E } from "../errors/catalogue/keys.ts";', "catalogue"],
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
    ["one file knows where timers have unref()", "src/chain/sleep.ts", "timer.unref();"],
  ];
  for (const [rule, path, text] of allowed) {
    it(`allows: ${rule}`, () => {
      expect(problems(path, text)).to.deep.equal([]);
    });
  }
});
