import { expect } from "chai";
import fc from "fast-check";
import { tableIn } from "../../../../scripts/lib/credentials/batches/csv.ts";
import { Faults } from "../../../../scripts/lib/credentials/batches/faults.ts";
import { whyOf } from "../../../../scripts/lib/credentials/batches/rules.ts";
import { expectedAt } from "../../../../scripts/lib/credentials/batches/schema-types.ts";
import { rowsOfTable } from "../../../../scripts/lib/credentials/batches/table-rows.ts";
import { rowsNamed } from "../../../../scripts/lib/credentials/statuses/rows-named.ts";
import { refused, refusedLater } from "../../../support/refused.ts";

const read = async (text: string, schema: object = {}, rowId?: string) => {
  const faults = new Faults();
  const rows = rowsOfTable(await tableIn(text, "people.csv", faults), { schema, rowId }, faults);
  return { rows, count: faults.count };
};

describe("A table of a batch", () => {
  it("has faults in words for the person who wrote it: what a date looks like, and no value", () => {
    const fault = { path: "/joined", rule: "format", message: 'must match format "date"' };
    expect(whyOf({ ...fault, format: "date" }).en).to.equal("must be a date such as 2027-03-01");
    expect(whyOf({ ...fault, format: "date" }).ko).to.contain("2027-03-01");
    expect(whyOf({ ...fault, format: "iban" })).to.deep.equal({
      en: fault.message,
      ko: "스키마가 정한 형식이 아닙니다",
    });
  });

  it("is read as RFC 4180 writes it, whatever is in its cells", async () => {
    const cell = fc.string({ unit: "grapheme" }).filter((text) => text.trim() === text);
    const table = fc.array(fc.tuple(fc.constantFrom("a", "b"), cell, cell), { minLength: 1, maxLength: 8 });
    const line = fc.constantFrom("\n", "\r\n", "\r");
    await fc.assert(
      fc.asyncProperty(table, line, fc.boolean(), async (rows, end, isEnded) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = [["x", "y", "z"], ...rows].map((cells) => cells.map(quoted).join(","));
        const found = await tableIn(`${lines.join(end)}${isEnded ? end : ""}`, "people.csv", new Faults());
        expect(found.header).to.deep.equal(["x", "y", "z"]);
        expect(found.rows.map(({ cells }) => cells)).to.deep.equal(rows);
        expect(found.rows.map(({ number }) => number)).to.deep.equal(rows.map((_, i) => i + 2));
      }),
    );
  });

  it("counts rows without content, but leaves them out", async () => {
    const { rows } = await read('name,city\n\n,\n새롬,세종\n" ",\n가온,\n');
    expect(rows.map(({ number, id, claims }) => [number, id, claims])).to.deep.equal([
      [4, "4", { name: "새롬", city: "세종" }],
      [6, "6", { name: "가온" }],
    ]);
  });

  it("refuses what another program may read otherwise: open quotes, and other separators", async () => {
    for (const text of ['a,b\n"x,y\n', 'a,b\nx"y,z\n', 'a,b\n"x"y,z\n', "a;b\n1;2\n", "a\tb\n1\t2\n"])
      await refusedLater(tableIn(text, "people.csv", new Faults()), "cli.batch-file");
  });

  it("says no value in an error about a quote", async () => {
    const error = await refusedLater(tableIn('a,b\nx"비밀,z\n', "people.csv", new Faults()), "cli.batch-file");
    expect(error.message).to.contain("line 2").and.not.to.contain("비밀");
  });

  it("names columns by paths, with a backslash before a dot that belongs to a name", async () => {
    const { rows } = await read("office.city,office.floor,a\\.b\n세종,3,x\n,,y\n");
    expect(rows.map(({ claims }) => claims)).to.deep.equal([
      { office: { city: "세종", floor: "3" }, "a.b": "x" },
      { "a.b": "y" },
    ]);
  });

  it("has faults in its header where a column means nothing, or two things", async () => {
    for (const header of ["a,a", "a,", "a, b", "a,a.b", "a,b.0", "a,b..c", "a,holder_key "])
      expect((await read(`${header}\n1,2\n`)).count, header).to.be.at.least(1);
    const closed = { properties: { a: {} }, additionalProperties: false };
    expect((await read("a,b\n1,2\n", closed)).count).to.equal(1);
    expect((await read("a,b\n1,2\n", closed, "b")).rows.map(({ id }) => id)).to.deep.equal(["2"]);
    expect((await read("a,expires\n1,2\n", { properties: { expires: {} } })).count).to.equal(1);
  });

  it("has no path into the prototype of an object, where a claim would be lost without a word", async () => {
    for (const header of ["__proto__", "__proto__.name", "office.__proto__.city"])
      expect((await read(`a,${header}\n1,2\n`)).count, header).to.equal(1);
    const { rows } = await read("constructor.prototype.x,toString\n1,2\n");
    expect(JSON.parse(JSON.stringify(rows[0]?.claims))).to.deep.equal({
      constructor: { prototype: { x: "1" } },
      toString: "2",
    });
    expect(({} as Record<string, unknown>).x).to.equal(undefined);
  });

  it("has no path of thousands of steps, which would take the machine for minutes", async function () {
    this.timeout(5_000);
    expect((await read(`${"a.".repeat(90_000)}a,b\n1,2\n`)).count).to.equal(1);
  });

  it("reads cells by the types of the schema, through references and combined schemas", () => {
    const schema = {
      $defs: { grade: { type: "integer" } },
      properties: { grade: { $ref: "#/$defs/grade" }, step: { enum: [1, 2] }, name: { anyOf: [{ type: "string" }] } },
      allOf: [{ properties: { office: { properties: { open: { type: ["boolean", "null"] } } } } }],
      patternProperties: { "^x_": { type: "number" } },
    };
    const types = (...path: string[]) => [...expectedAt(schema, path).types].sort();
    expect(types("grade")).to.deep.equal(["integer"]);
    expect(types("step")).to.deep.equal(["number"]);
    expect(types("name")).to.deep.equal(["string"]);
    expect(types("office", "open")).to.deep.equal(["boolean", "null"]);
    expect(types("x_1")).to.deep.equal(["number"]);
    expect(types("else")).to.deep.equal([]);
  });

  it("reads numbers only as they are written in JSON, and exactly", async () => {
    const schema = { properties: { n: { type: "number" } } };
    const good = await read("n\n9\n-9.5\n0\n", schema);
    expect(good.rows.map(({ claims }) => claims.n)).to.deep.equal([9, -9.5, 0]);
    for (const cell of ["007", "1e3", '"1,000"', "+1", "-0", "0.1000000000000000055511", "9007199254740993", "nine"])
      expect((await read(`n\n${cell}\n`, schema)).count, cell).to.equal(1);
  });
});

describe("Rows named on a command line", () => {
  const entries = ["2", "3", "4", "A-1", "5,6"].map((row) => ({ type: "t", issuedAt: 1, expires: 2, batch: "b", row }));
  const batch = { batch: "b", issuer: "did:ethr:0x1:0x2" };
  const named = (text: string) => rowsNamed(entries, batch, text).map(({ row }) => row);

  it("are ids, ranges of numbers, or all", () => {
    expect(named("3")).to.deep.equal(["3"]);
    expect(named("2-3, A-1")).to.deep.equal(["2", "3", "A-1"]);
    expect(named("5,6")).to.deep.equal(["5,6"]);
    expect(named("all")).to.have.length(5);
  });

  it("are refused if there is none, if the range is reversed, or if one is named twice", () => {
    for (const text of ["7", "2-7", "", "A-2"]) refused(() => named(text), "cli.no-row");
    for (const text of ["3-2", "2,2", "2-4,3", "0-999999999"]) refused(() => named(text), "cli.value");
    refused(() => rowsNamed([], batch, "2"), "cli.no-row");
  });
});
