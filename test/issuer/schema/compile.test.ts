import { expect } from "chai";
import fc from "fast-check";
import { createIssuer, hashOfSchema } from "../../../src/public/issuer.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { CIVIL_SERVANT_ID, issuerFor, SEJONG_DID, saerom, sejong } from "../fixture.ts";

type Json = Readonly<Record<string, unknown>>;

const TYPE = "urn:x:type";
const textOf = (schema: unknown): string => (typeof schema === "string" ? schema : JSON.stringify(schema));

/** Whether an issuer with this schema issues these claims. */
async function fits(schema: Json, claims: Json): Promise<boolean> {
  const issuer = await issuerFor({ schemas: { [CIVIL_SERVANT_ID]: textOf(schema) } });
  const request = { type: CIVIL_SERVANT_ID, claims, holderKey: saerom.publicJwk, validFor: 60 };
  try {
    await issuer.issue(request);
    return true;
  } catch {
    await refusedLater(issuer.issue(request), "issuer.schema-mismatch");
    return false;
  }
}

/** `{ [keyword]: inside }`, nested this many times. */
function nested(times: number, keyword: string, inside: Json = {}): Json {
  return times === 0 ? inside : { [keyword]: nested(times - 1, keyword, inside) };
}

const property = (rules: Json): Json => ({ properties: { a: rules } });

/** Schemas that cannot be used: what is wrong → the schema, and the keyword and path that the error names. */
const WRONG: Readonly<Record<string, readonly [schema: unknown, keyword: string | undefined, path: string]>> = {
  "is no JSON": ["", undefined, "#"],
  "is a list": ["[]", undefined, "#"],
  "is a boolean": ["true", undefined, "#"],
  "has a name twice": ['{"type":"object","type":"object"}', undefined, "#"],
  "has a number that no double holds": ['{"const":12345678901234567890}', undefined, "#"],
  "has a member named __proto__": ['{"properties":{"__proto__":{}}}', undefined, "#"],
  "is longer than 64 KiB": [{ title: "x".repeat(65_536) }, undefined, "#"],
  "nests deeper than 64 levels": [nested(64, "not"), undefined, "#"],
  "nests ten thousand levels deep": [`${'{"not":'.repeat(8000)}{}${"}".repeat(8000)}`, undefined, "#"],
  "is of another draft": [{ $schema: "http://json-schema.org/draft-07/schema#" }, "$schema", "#"],
  "is of another draft inside": [
    property({ $schema: "https://json-schema.org/draft/2019-09/schema" }),
    "$schema",
    "#/properties/a",
  ],
  "has a type that there is not": [property({ type: "thing" }), "type", "#/properties/a"],
  "has a keyword of another type": [property({ minLength: "1" }), "minLength", "#/properties/a"],
  "has items of a former draft": [property({ items: [{}] }), "items", "#/properties/a"],
  "has a multipleOf of nothing": [property({ multipleOf: 0 }), "multipleOf", "#/properties/a"],
  "has a pattern that is none": [property({ pattern: "(" }), "pattern", "#/properties/a"],
  "has a pattern that is none with the flag u": [property({ pattern: "^\\-" }), "pattern", "#/properties/a"],
  "has a name's pattern that is none": [
    property({ patternProperties: { "[": {} } }),
    "patternProperties",
    "#/properties/a",
  ],
  "has a pattern of a thousand and one characters": [
    property({ pattern: "a".repeat(1001) }),
    "pattern",
    "#/properties/a",
  ],
  "has a pattern that may take for ever": [property({ pattern: "^(a+)+$" }), "pattern", "#/properties/a"],
  "refers to another document": [property({ $ref: "https://elsewhere.example/schema.json" }), "$ref", "#/properties/a"],
  "refers to a relative document": [
    { $id: "https://a.example/b", ...property({ $ref: "c" }) },
    "$ref",
    "#/properties/a",
  ],
  "refers to nothing": [property({ $ref: "#/$defs/a" }), "$ref", "#/properties/a"],
  "refers to itself": [{ $ref: "#" }, "$ref", "#"],
  "refers to itself from within": [
    property({ allOf: [{ not: { $ref: "#/properties/a" } }] }),
    "$ref",
    "#/properties/a/allOf/0/not",
  ],
  "refers in a circle": [
    { $defs: { a: { $ref: "#/$defs/b" }, b: { if: { $ref: "#b" } }, c: { $anchor: "b", $ref: "#/$defs/a" } } },
    "$ref",
    "#/$defs/a",
  ],
  "refers to itself by its URI": [
    { $id: "https://a.example/b", ...property({ anyOf: [{ $ref: "b#/properties/a" }] }) },
    "$ref",
    "#/properties/a/anyOf/0",
  ],
  "refers to itself by a dynamic anchor": [{ $dynamicAnchor: "a", $dynamicRef: "#a" }, "$dynamicRef", "#"],
  "refers in a circle through an escaped name": [
    { $defs: { "a/b~c": { oneOf: [{ $ref: "#/$defs/a~1b~0c" }] } } },
    "$ref",
    "#/$defs/a~1b~0c/oneOf/0",
  ],
};

describe("A schema is refused, before it is registered or used, if it", () => {
  for (const [what, [schema, keyword, path]] of Object.entries(WRONG)) {
    it(`${what}${keyword === undefined ? "" : ` (${keyword} at ${path})`}`, () => {
      const { details, message } = refused(() => hashOfSchema(TYPE, textOf(schema)), "issuer.schema-invalid");
      expect(details).to.deep.include({ type: TYPE, path, keyword });
      expect(message).to.not.match(/RangeError|SyntaxError|call stack|Invalid regular/);
      const schemas = { [TYPE]: textOf(schema) };
      refused(() => createIssuer({ did: SEJONG_DID, signer: sejong, schemas }), "issuer.schema-invalid");
    });
  }

  it("applies a billion schemas to one value", () => {
    const $defs: Record<string, unknown> = { a30: {} };
    for (let i = 0; i < 30; i++)
      $defs[`a${i}`] = { allOf: [{ $ref: `#/$defs/a${i + 1}` }, { $ref: `#/$defs/a${i + 1}` }] };
    const { details } = refused(
      () => hashOfSchema(TYPE, textOf({ $defs, $ref: "#/$defs/a0" })),
      "issuer.schema-invalid",
    );
    expect(details.why).to.contain("10000");
  });
});

describe("A schema is accepted", () => {
  const formats = ["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4"];
  const more = ["ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer"];
  for (const format of [...formats, ...more, "relative-json-pointer", "regex", "resident-number"]) {
    it(`with the format ${format}`, () => {
      expect(hashOfSchema(TYPE, textOf(property({ type: "string", format })))).to.match(/^0x[0-9a-f]{64}$/);
    });
  }

  for (const keyword of ["x-label", "nullable", "$async", "id", "discriminator", "formatMaximum", "tpye"]) {
    it(`with a keyword that JSON Schema does not know, as an annotation: ${keyword}`, async () => {
      const schema = property({ type: "string", [keyword]: true });
      expect(await fits(schema, { a: "x" })).to.equal(true);
      expect(await fits(schema, { a: null })).to.equal(false);
    });
  }

  it("with claims of these names, which are no keywords there", async () => {
    const schema = { properties: { id: { type: "string" }, nullable: { type: "string" }, $async: { type: "string" } } };
    for (const name of ["id", "nullable", "$async"]) expect(await fits(schema, { [name]: 1 }), name).to.equal(false);
  });

  it("that nests 63 levels deep, because claims nest 16", () => {
    hashOfSchema(TYPE, textOf(nested(63, "not")));
  });

  it("that goes into the value at each turn of a circle", async () => {
    const tree = { type: "object", properties: { children: { type: "array", items: { $ref: "#" } } } };
    expect(await fits(tree, { children: [{ children: [] }] })).to.equal(true);
    expect(await fits(tree, { children: [{ children: {} }] })).to.equal(false);
    const dynamic = { $dynamicAnchor: "node", properties: { next: { $dynamicRef: "#node" } }, required: ["n"] };
    expect(await fits(dynamic, { n: 1, next: { n: 2 } })).to.equal(true);
    expect(await fits(dynamic, { n: 1, next: {} })).to.equal(false);
  });

  it("with references by pointer, anchor and URI, inside of its own document", async () => {
    const $defs = { a: { $id: "a", type: "string" }, b: { $anchor: "b", type: "number" }, "c/d": { type: "boolean" } };
    const properties = { a: { $ref: "a" }, b: { $ref: "#b" }, c: { $ref: "#/$defs/c~1d" } };
    const schema = { $id: "https://x.example/schema", $defs, properties };
    expect(await fits(schema, { a: "x", b: 1, c: true })).to.equal(true);
    for (const wrong of [{ a: 1 }, { b: "x" }, { c: 1 }]) expect(await fits(schema, wrong)).to.equal(false);
  });

  it("with its media type's annotations", async () => {
    const photo = { type: "string", contentEncoding: "base64", contentMediaType: "image/png", contentSchema: {} };
    expect(await fits(property(photo), { a: "not base64!" })).to.equal(true);
  });
});

describe("A schema's multipleOf", () => {
  it("counts the digits that people write: 19.99 won't be refused for 0.01", async () => {
    const issuer = await issuerFor({ schemas: { [CIVIL_SERVANT_ID]: textOf(property({ multipleOf: 0.01 })) } });
    const issue = (a: number) =>
      issuer.issue({ type: CIVIL_SERVANT_ID, claims: { a }, holderKey: saerom.publicJwk, validFor: 60 });
    for (const a of [19.99, 8.69, 143.48, 0.07, -0.29, 0, 1e15]) await issue(a);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1_000_000, max: 1_000_000 }), async (k) => {
        await issue(Number(`${k === 0 ? 0 : k}e-2`));
      }),
      { numRuns: 100 },
    );
    for (const a of [19.995, 1e-3, 0.070_001]) {
      const { details } = await refusedLater(issue(a), "issuer.schema-mismatch");
      expect(details).to.deep.include({ path: "/a", rule: "multipleOf" });
    }
  });
});
