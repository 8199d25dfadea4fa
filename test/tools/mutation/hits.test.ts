import { expect } from "chai";
import { Source } from "../../../tools/mutation/ast.ts";
import { compile, readSource } from "../../../tools/mutation/compiler.ts";
import { statementOf, statementsOf, telling } from "../../../tools/mutation/hits.ts";
import { mutantsOf } from "../../../tools/mutation/mutants.ts";

const PATH = "test/tools/mutation/Slips.sol";
const target = { contract: "Slips", file: PATH, mutated: [PATH], tests: [] };
const statements = statementsOf(target);
const mutants = mutantsOf(target);
const source = new Source(PATH, readSource(PATH));
const textOf = (number: number | undefined): string | undefined => {
  const { start, end } = statements[number ?? -1] ?? { start: 0, end: 0 };
  return end === 0 ? undefined : source.text(start, end);
};

/** The statements with a unit's mutants, without duplicates. */
const around = (unit: string): (string | undefined)[] => [
  ...new Set(mutants.filter((one) => one.unit === unit).map((one) => textOf(statementOf(statements, one)))),
];

describe("The statements that a test runs", () => {
  it("include a mutant by the innermost statement around it", () => {
    expect(around("say")).to.have.members(["uint256 sum = a + b", "emit Said(a, sum, true)"]);
    expect(around("loop")).to.include.members(["if (i % 2 == 0) continue", "odd++"]);
    expect(around("two")).to.include.members(["_held |= type(uint40).max", "revert Refused(0)"]);
  });

  it("include a branch without braces with its if: a test that runs one may run the other", () => {
    expect(around("guarded")).to.deep.equal(["if (a == 0) revert Refused(a)"]);
  });

  it("exclude a mutant outside all statements, which is run against every test", () => {
    const [modifier] = mutants.filter(({ operator }) => operator === "deleted modifier");
    expect(modifier && statementOf(statements, modifier)).to.equal(undefined);
  });

  it("each report themselves once before they run, and the contract still compiles", () => {
    const told = telling(statements);
    const text = told.get(PATH) ?? "";
    const numbers = [...text.matchAll(/Teller\.tell\((\d+)\);/g)].map(([, number]) => Number(number));
    expect(numbers.sort((a, b) => a - b)).to.deep.equal([...statements.keys()]);
    for (const [number] of statements.entries()) {
      const start = text.indexOf(`Teller.tell(${number}); `) + `Teller.tell(${number}); `.length;
      const rest = text.slice(start).replaceAll(/Teller\.tell\(\d+\); /g, "");
      expect(rest.startsWith(textOf(number) ?? "?"), textOf(number)).to.equal(true);
    }
    expect(compile(PATH, "Slips", told, false)).to.not.equal(undefined);
  });
});
