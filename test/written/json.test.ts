import { expect } from "chai";
import fc from "fast-check";
import { DidimError } from "../../src/errors/error.ts";
import { parseWritten } from "../../src/written/json.ts";

const refusal = (why: string): DidimError => new DidimError("policy.malformed", why, { why });
const read = (text: string): unknown => parseWritten(text, refusal);

/** Why the text is refused; undefined if it is not. */
function whyNot(text: string): unknown {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof DidimError) return error.details.why;
    throw error;
  }
}

describe("JSON written by hand", () => {
  it("is read as JSON.parse reads it", () => {
    const texts = [
      "null",
      " [ ] ",
      "{}",
      '\r\n{"a" : [1, -2.5e3, "x\\n\\u00e9", true, false, null], "b":{"a":0}}\t',
      '"한글"',
    ];
    for (const text of texts) expect(read(text), text).to.deep.equal(JSON.parse(text));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        if (whyNot(text) === undefined) expect(read(text)).to.deep.equal(JSON.parse(text));
        else expect(text).to.match(/__proto__|\\u[dD]|[0-9]{16}|e\+/);
      }),
    );
  });

  it("has no name twice in one object, and the error says where", () => {
    expect(whyNot('[{"do": "seat.add"},\n {"do": "x", "until": 1,\n  "until": 2}]')).to.equal(
      "line 3, column 3: 1.until is there twice",
    );
    expect(whyNot('{"a":{"b":{"c":1,"\\u0063":2}}}')).to.equal("line 1, column 18: a.b.c is there twice");
    expect(whyNot('{"a":{"x":1},"b":{"x":1}}')).to.equal(undefined);
    expect(whyNot('{"a":"a\\":1,\\"a"}')).to.equal(undefined);
  });

  it("is refused at the first mistake, by line and column, without a value of it", () => {
    const cases: Readonly<Record<string, string>> = {
      "": "line 1, column 1: here a value is missing, or is not JSON",
      "\ufeff{}": "line 1, column 1: here a value is missing, or is not JSON",
      "{a:1}": 'line 1, column 2: here a name in quotes is missing, or a "}"',
      '{"a":1,}': 'line 1, column 8: here a name in quotes is missing, or a "}"',
      "[1,]": "line 1, column 4: here a value is missing, or is not JSON",
      '{"a" 1}': 'line 1, column 6: here a ":" is missing',
      '{"a":1 "b":2}': 'line 1, column 8: here a "," or a "}" is missing',
      "[1 2]": 'line 1, column 4: here a "," or a "]" is missing',
      "[1": 'line 1, column 3: here a "," or a "]" is missing',
      "1 2": "line 1, column 3: something follows the end of the JSON",
      '"geheim': "line 1, column 1: this text does not end, or has a character that must be escaped",
      '"a\nb"': "line 1, column 1: this text does not end, or has a character that must be escaped",
      '"\\x"': "line 1, column 1: this text does not end, or has a character that must be escaped",
      "'a'": "line 1, column 1: here a value is missing, or is not JSON",
      "01": "line 1, column 2: something follows the end of the JSON",
      ".5": "line 1, column 1: here a value is missing, or is not JSON",
      NaN: "line 1, column 1: here a value is missing, or is not JSON",
      '["\\ud800"]': "line 1, column 2: this text has half of a surrogate pair",
      "[9007199254740993]": "line 1, column 2: this number is beyond what a double holds exactly",
      "1e999": "line 1, column 1: this number is beyond what a double holds exactly",
      '{"__proto__":1}': "line 1, column 2: a member is named __proto__",
    };
    for (const [text, why] of Object.entries(cases)) expect(whyNot(text), text).to.equal(why);
  });

  it("may nest 16 deep; deeper it is refused, however deep it is", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(whyNot(nested(16))).to.equal(undefined);
    for (const depth of [17, 1_000_000]) expect(whyNot(nested(depth))).to.match(/nests more than 16 deep/);
  });

  it("is refused as soon as JSON.parse refuses it, whatever is broken in it", () => {
    const broken = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom("", ",", "}", '"', "\\", "1", "\u0001"),
    );
    fc.assert(
      fc.property(broken, ([text, place, put]) => {
        const at = place % text.length;
        const changed = text.slice(0, at) + put + text.slice(at + 1);
        try {
          JSON.parse(changed);
        } catch {
          expect(whyNot(changed), changed).to.be.a("string");
        }
      }),
    );
  });
});
