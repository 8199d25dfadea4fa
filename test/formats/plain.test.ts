import { expect } from "chai";
import fc from "fast-check";
import type { JsonObject } from "../../src/crypto/encodings/json.ts";
import { decode } from "../../src/formats/index.ts";
import { claimsText } from "../../src/formats/issuance.ts";
import { parseClaims } from "../../src/formats/plain.ts";
import { CIVIL_SERVANT_ID, issuerFor, saerom } from "../issuer/fixture.ts";
import { refused, refusedLater } from "../support/refused.ts";

class Person {
  readonly name = "새롬";
}

const inItself: Record<string, unknown> = {};
inItself.me = inItself;
const listInItself: unknown[] = [];
listInItself.push([listInItself]);

/** What JSON.stringify() changes, drops or cannot write: what it is → the value. */
const INEXPRESSIBLE: Readonly<Record<string, unknown>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-0": -0,
  "1e400 of a JSON text": JSON.parse("1e400"),
  "an integer beyond 2^53": 2 ** 53,
  "a BigInt": 1n,
  undefined: undefined,
  "a function": () => 1,
  "a symbol": Symbol("a"),
  "half of a surrogate pair": "\ud83d",
  "a Date": new Date(0),
  "an invalid Date": new Date(Number.NaN),
  "a Map": new Map([["a", 1]]),
  "a Set": new Set([1]),
  "a WeakMap": new WeakMap(),
  "a RegExp": /a/,
  "an Error": new Error("a"),
  "a promise": Promise.resolve(1),
  "a URL": new URL("https://a.example"),
  "a typed array": new Uint8Array(2),
  "a Buffer": Buffer.from("a"),
  "an ArrayBuffer": new ArrayBuffer(2),
  "a boxed number": Object(1),
  "a boxed text": Object("a"),
  "a boxed boolean": Object(true),
  "a boxed BigInt": Object(1n),
  "an object of a class": new Person(),
  "an object that inherits": Object.create({ a: 1 }),
  "an object with a toJSON": { toJSON: () => 5 },
  "an object with a getter": Object.defineProperty({}, "a", { enumerable: true, get: () => 1 }),
  "an object with a setter": Object.defineProperty({}, "a", { enumerable: true, set: () => undefined }),
  "an object with a hidden member": Object.defineProperty({}, "a", { value: 1 }),
  "an object with a member that a symbol names": { [Symbol("a")]: 1 },
  "an object inside of itself": inItself,
  "a list inside of itself": listInItself,
  "a list with a hole": new Array(1),
  "a list with a member of its own": Object.assign(["a"], { b: 1 }),
  "the arguments of a function": (function (..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: this very object is tried.
    return arguments;
  })(1),
};

const request = (claims: JsonObject) => ({ type: CIVIL_SERVANT_ID, claims, holderKey: saerom.publicJwk, validFor: 60 });
const anyClaims = { [CIVIL_SERVANT_ID]: "{}" };

const issuers = Promise.all(["dc+sd-jwt", "vc+jwt"].map((format) => issuerFor({ format, schemas: anyClaims })));

describe("Claims that JSON cannot express are refused, with their place, and never changed:", () => {
  for (const [what, value] of Object.entries(INEXPRESSIBLE)) {
    it(`${what}, in every format`, async () => {
      const places = { a: { a: value }, "b.list.1": { b: { list: [1, value] } } };
      for (const issuer of await issuers) {
        for (const [place, claims] of Object.entries(places)) {
          const { details } = await refusedLater(issuer.issue(request(claims)), "format.claim");
          // An object that cannot be written is named by its first member that cannot.
          expect(String(details.claim)).to.match(new RegExp(`^${place}(\\.|$)`));
        }
      }
    });
  }

  it("in one-time copies, too", async () => {
    const issuer = await issuerFor({ schemas: anyClaims });
    const copies = { type: CIVIL_SERVANT_ID, claims: { a: new Date(0) }, holderKeys: [saerom.publicJwk] };
    await refusedLater(issuer.issueOneTimeCopies(copies), "format.claim");
  });

  it("and claims that are no object at all", async () => {
    const issuer = await issuerFor({ schemas: anyClaims });
    for (const claims of [null, [], "a", 1, undefined, new Map()]) {
      await refusedLater(issuer.issue(request(claims as never)), "format.claim");
    }
  });

  it("before an index of the status list is taken, as reserved names are", async () => {
    const issuer = await issuerFor({ schemas: anyClaims, allocator: undefined } as never);
    await refusedLater(issuer.issue(request({ a: new Date(0) })), "format.claim");
    for (const name of ["_sd", "_sd_alg", "...", "__proto__"]) {
      const claims = { a: [Object.fromEntries([[name, 1]])] };
      await refusedLater(issuer.issue(request(claims)), "format.claim-reserved");
    }
  });
});

describe("Claims that JSON can express", () => {
  it("are issued as they are, in every format", async () => {
    const same = { a: [1, "b", null, true, { c: 0.1 }], none: {}, empty: [], constructor: "x", toJSON: "y" };
    const bare = Object.assign(Object.create(null), { a: 1 });
    const twice = { one: same, other: same };
    for (const issuer of await issuers) {
      for (const claims of [same, bare, twice]) {
        const { credential } = await issuer.issue(request(claims));
        expect(decode(credential)[0]?.claims).to.deep.equal({ ...claims });
      }
    }
  });

  it("are whatever comes out of JSON.parse, within the bounds of a token", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 4 }), (value) => {
        const written = JSON.parse(JSON.stringify({ value }).replaceAll("-0", "0")) as JsonObject;
        fc.pre(!/\d{16}|e\+|__proto__|\\ud/i.test(JSON.stringify(written)));
        expect(claimsText(written)).to.equal(JSON.stringify(written));
      }),
      { numRuns: 50 },
    );
  });

  it("are refused beyond 16 levels, and as more values than there is room for, in the blink of an eye", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 16; i++) deep = [deep];
    refused(() => claimsText({ deep }), "format.json-depth");
    // The same list, again and again: ten to the twelfth values, but only a dozen objects.
    let wide: unknown = 1;
    for (let i = 0; i < 12; i++) wide = Array(10).fill(wide);
    refused(() => claimsText({ wide }), "format.too-large");
  });
});

describe("Claims in a JSON text", () => {
  it("are refused with a number that a double does not hold, and its place", () => {
    const places = {
      '{"n":12345678901234567890}': "n",
      '{"a":{"b":[0,{"c":1e400}]}}': "a.b.1.c",
      '{"s":"1e400, \\" 9007199254740993: [","list":[[],{},1,-0]}': "list.3",
      '{"rate": 0.1000000000000000055 }': "rate",
      '{"a":[1,2,{"x":{}}],"b":9007199254740993}': "b",
      '{"tiny":1e-400}': "tiny",
    };
    for (const [text, claim] of Object.entries(places)) {
      expect(refused(() => parseClaims(text), "format.claim").details.claim, text).to.equal(claim);
    }
  });

  it("are read as they stand otherwise", () => {
    const text = '{"a":[1.0,1e2,-1.5,0.1],"b":"12345678901234567890","c":{"9007199254740993":[]},"d":9007199254740991}';
    expect(parseClaims(text)).to.deep.equal(JSON.parse(text));
  });

  it("are refused if they are not JSON, not an object, or have a name twice", () => {
    for (const text of ["", "{", "claims", "[]", "1", "null"]) refused(() => parseClaims(text), "format.json");
    refused(() => parseClaims('{"a":1,"a":2}'), "format.json-duplicate");
  });
});
