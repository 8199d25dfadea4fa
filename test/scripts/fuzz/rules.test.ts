import { expect } from "chai";
import { filesBroken, outputBroken } from "./rules.fixture.ts";
import type { Ran } from "./sandbox.fixture.ts";

const REFUSED = { code: "cli.file", message: "It holds no JSON.", details: {} };
const jsonOf = (error: object): string => `${JSON.stringify({ error })}\n`;

const ran = (change: Partial<Ran>): Ran => ({
  ...{ said: "didim key list", code: 0, signal: null, stdout: "no keys\n", stderr: "", hung: false },
  ...change,
});
const refused = (stderr: string): Ran => ran({ code: 64, stdout: "", stderr });

describe("The rules that the random tests of the command line hold it to", () => {
  it("accept what a command says when it is done, and when it refuses", () => {
    expect(outputBroken(ran({}), false, [])).to.deep.equal([]);
    expect(outputBroken(refused("It holds no JSON. (cli.file)\n"), false, [])).to.deep.equal([]);
    expect(outputBroken(ran({ stdout: "{}\n" }), true, [])).to.deep.equal([]);
    expect(outputBroken(ran({ code: 64, stdout: jsonOf(REFUSED) }), true, [])).to.deep.equal([]);
  });

  it("refuse an exit code that the table lacks, an internal error, a signal and a command that hangs", () => {
    const dead = { code: null, signal: "SIGSEGV", stdout: "" } as const;
    expect(outputBroken(ran({ code: 3 }), false, [])).to.deep.equal(["exit code 3"]);
    expect(outputBroken({ ...refused("It went wrong."), code: 70 }, false, [])).to.deep.equal(["exit code 70"]);
    expect(outputBroken(ran(dead), false, [])).to.deep.equal(["it died of SIGSEGV"]);
    expect(outputBroken(ran({ ...dead, hung: true }), false, [])).to.deep.equal(["it hangs"]);
  });

  it("refuse in any output a stack trace, Node's own words, values that are none, and secrets", () => {
    const trace = "It failed\n    at run (file:///scripts/didim.ts:3:1)\n";
    for (const said of [
      trace,
      "TypeError: x is none\n",
      "node:internal/fs",
      "of [object Object]",
      "is undefined.",
      "\ufffd",
    ])
      expect(outputBroken(refused(said), false, []), said).to.have.length(1);
    expect(outputBroken(refused("no key opens by geheim"), false, ["geheim"])).to.deep.equal(["a secret"]);
  });

  it("refuse JSON that is not one object, an error outside the catalogue, and the exit code of another error", () => {
    for (const stdout of ["", "[]", "{}{}", jsonOf({ ...REFUSED, code: "no.such" }), jsonOf({ code: "cli.file" })])
      expect(outputBroken(ran({ code: 64, stdout }), true, []), stdout).to.have.length(1);
    expect(outputBroken(ran({ code: 65, stdout: jsonOf(REFUSED) }), true, [])).to.have.length(1);
  });

  const KEY = "home/keys/city.account.json";
  const files = (some: Record<string, string>) =>
    new Map(Object.entries(some).map(([name, content]) => [name, Buffer.from(content)]));
  const broken = (after: Record<string, string>, change: { killed?: true; code?: number } = {}) =>
    filesBroken({
      ...{ before: files({ [KEY]: "{}", "files/a": "1" }), after: files({ [KEY]: "{}", "files/a": "1", ...after }) },
      ...{ code: 0, named: ["files/b"], ...change },
    });

  it("accept whole files in Didim's folder and where the command line says so", () => {
    expect(broken({ [KEY]: '{ "version": 3 }', "files/b": "{}", "home/outbox/lock": "" })).to.deep.equal([]);
    expect(broken({ "home/keys/x.json.1.tmp": "{" }, { killed: true })).to.deep.equal([]);
  });

  it("refuse a half written file, any other file that changed, one left behind, and one from a command that failed", () => {
    for (const after of [{ [KEY]: '{ "ver' }, { "files/a": "2" }, { "home/keys/x.json.1.tmp": "{}" }, { [KEY]: "" }])
      expect(broken(after), JSON.stringify(after)).to.have.length(1);
    expect(broken({ "out/new": "{}" }, { code: 65 })).to.have.length(1);
    expect(broken({ "home/keys/x.json": "{}" }, { code: 64 })).to.have.length(1);
    expect(broken({ "home/outbox/x.json": "{}" }, { code: 65 })).to.deep.equal([]);
    expect(filesBroken({ before: files({ [KEY]: "{}" }), after: files({}), code: 0, named: [] })).to.have.length(1);
  });
});
