import { expect } from "chai";
import fc from "fast-check";
import { fromBase64url, toBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { MAX_DEPTH, parseJson } from "../../../src/crypto/encodings/json.ts";
import { keccak256, sha256Base64url } from "../../../src/crypto/hash.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { refused } from "../../support/refused.ts";

const parse = (text: string) => parseJson(Buffer.from(text, "utf8"));

describe("base64url", () => {
  it("reads what it wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64url(toBase64url(bytes))).to.deep.equal(Buffer.from(bytes));
      }),
    );
  });

  it("accepts only one spelling for each byte string", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bytes = fromBase64url(text);
        expect(bytes === undefined || toBase64url(bytes) === text).to.equal(true);
      }),
    );
    for (const text of ["YQ==", "YR", "Y Q", "+/8", "YQ\n"]) expect(fromBase64url(text), text).to.equal(undefined);
  });
});

describe("Hashes", () => {
  it("give the known answers of the standards", () => {
    // FIPS 180-4 "abc"; keccak256("") as in the Yellow Paper, appendix A.
    expect(sha256Base64url("abc")).to.equal("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    expect(keccak256("")).to.equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    expect(keccak256(new Uint8Array())).to.equal(keccak256(""));
  });
});

describe("JSON in tokens (I-JSON, RFC 7493)", () => {
  it("is read as by JSON.parse, whatever strings it contains", () => {
    const value = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(value, (written) => {
        const text = JSON.stringify(written);
        fc.pre(!/[0-9]{16}|e\+|\\ud|__proto__/i.test(text));
        expect(parse(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it("is refused if a name occurs twice in an object, at any depth and in any spelling", () => {
    for (const text of [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":1}',
      '[{"b":{"a":":\\"","a":[]}}]',
      '{"a":{"x":1},"a":{"y":2}}',
      '{"":0,"":0}',
      // These are not longer than JSON.stringify()'s text, because a shorter number makes room for an extra member.
      '{"n":1e15,"":0,"":0}',
      '{"n":-1E12,"a":0,"a":0}',
      '[1e-7,1e-7,5e-324,1e3,{"":0,"":0}]',
    ]) {
      refused(() => parse(text), "format.json-duplicate");
    }
  });

  it("is refused for a duplicate name, and only for that, however the rest is written", () => {
    const number = fc.oneof(
      fc.integer().map(String),
      fc.tuple(fc.integer(), fc.constantFrom("e", "E+"), fc.nat(4)).map((parts) => parts.join("")),
      fc.tuple(fc.integer(), fc.nat(99), fc.integer({ min: -9, max: 4 })).map(([n, part, e]) => `${n}.${part}e${e}`),
    );
    const text = fc.string().map((written) => JSON.stringify(written));
    const value = fc.oneof(number, text, fc.constantFrom("true", "false", "null", "[]", "{}", '[{ "":0}]'));
    const space = fc.constantFrom("", "", " ", "\n");
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), value, space, (members, again, gap) => {
        fc.pre(Object.keys(members).length > 0 && !Object.hasOwn(members, "__proto__"));
        const written = Object.entries(members).map(([name, said]) => `${JSON.stringify(name)}${gap}:${said}`);
        const text = `${written.join(`,${gap}`)}}`;
        expect(parse(`{${text}`)).to.deep.equal(JSON.parse(`{${text}`));
        refused(() => parse(`{${JSON.stringify(Object.keys(members)[0])}:${again},${text}`), "format.json-duplicate");
      }),
    );
  });

  it("is not mistaken for having duplicates if strings contain colons, quotes or backslashes", () => {
    const value = { 'a":"b': 'c\\":{"x":1}', "\\": ":\\\\", u: "\u2028:" };
    expect(parse(JSON.stringify(value))).to.deep.equal(value);
  });

  it("is refused, without a stack overflow, if nested too deeply", () => {
    expect(parse("[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH))).to.be.an("array");
    refused(() => parse("[".repeat(MAX_DEPTH + 1) + "]".repeat(MAX_DEPTH + 1)), "format.json-depth");
    refused(() => parse("[".repeat(30_000) + "]".repeat(30_000)), "format.json-depth");
  });

  const bad: Record<string, [string, ErrorCode]> = {
    "a member __proto__": ['{"a":{"__proto__":{"admin":true}}}', "format.json-name"],
    "a number beyond a double": ["[1e400]", "format.json-number"],
    "an integer beyond 2^53": ["[9007199254740993]", "format.json-number"],
    "half of a surrogate pair": ['["\\ud800"]', "format.json"],
    "half of a surrogate pair in a name": ['{"\\udc00":1}', "format.json"],
    "a byte order mark": ["\ufeff{}", "format.json"],
    "something after its end": ["{} {}", "format.json"],
    nothing: ["", "format.json"],
  };
  for (const [what, [text, code]] of Object.entries(bad)) {
    it(`is refused with ${what}`, () => refused(() => parse(text), code));
  }

  it("is refused if it is not UTF-8", () => refused(() => parseJson(Buffer.from('"\xff"', "latin1")), "format.json"));
});
