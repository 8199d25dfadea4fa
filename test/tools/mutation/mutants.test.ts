import { expect } from "chai";
import { Source } from "../../../tools/mutation/ast.ts";
import { compile, readSource } from "../../../tools/mutation/compiler.ts";
import { type Mutant, mutantsOf } from "../../../tools/mutation/mutants.ts";

const PATH = "test/tools/mutation/Slips.sol";
const target = { contract: "Slips", file: PATH, mutated: [PATH], tests: [] };
const mutants = mutantsOf(target);
const textOf = ({ edit }: Mutant): string => new Source(PATH, readSource(PATH)).edited(edit);

/** The changed lines of a function's mutants. */
const slips = (unit: string): string[] =>
  mutants.filter((mutant) => mutant.unit === unit).map(({ operator, after }) => `${operator}: ${after}`);

describe("Mutants: one slip at a time", () => {
  it("a comparison at its boundary and turned round, and no answer at all", () => {
    expect(slips("compare")).to.deep.equal([
      "deleted statement: {}",
      "relational: return ((a) <= (b));",
      "relational: return ((a) >= (b));",
    ]);
  });

  it("a side of an && forgotten, an || in its place, a forgotten !", () => {
    expect(slips("both")).to.deep.equal([
      "deleted statement: {}",
      "logical: return ((a) || (!b));",
      "logical: return a;",
      "logical: return !b;",
      "unary: return a && b;",
    ]);
  });

  it("a modifier left out; in it, a condition that always or never holds", () => {
    expect(slips("paint")).to.deep.equal([
      "deleted modifier: function paint(uint256 a) external {",
      "deleted statement: {}",
      "constant: _colour = Colour.RED;",
    ]);
    expect(slips("guarded")).to.deep.equal([
      "condition: if (true) revert Refused(a);",
      "condition: if (false) revert Refused(a);",
      "relational: if (((a) != (0))) revert Refused(a);",
      "constant: if (a == 1) revert Refused(a);",
    ]);
  });

  it("an event left out or with its facts swapped, where they are of one type; a sum unchecked", () => {
    expect(slips("say")).to.deep.equal([
      "unchecked: uint256 sum; unchecked { sum = a + b; }",
      "deleted initial value: uint256 sum;",
      "arithmetic: uint256 sum = ((a) - (b));",
      "deleted statement: {}",
      "swapped arguments: emit Said(sum, a, true);",
      "constant: emit Said(a, sum, false);",
    ]);
  });

  it("one of two assignments forgotten, numbers one off in their unit, bounds one lower", () => {
    const made = slips("two");
    for (const slip of [
      "deleted assignment: (, ignored) = (a, 1 days);",
      "deleted assignment: (_held, ) = (a, 1 days);",
      "constant: (_held, ignored) = (a, 2 days);",
      "constant: (_held, ignored) = (a, 0 days);",
      "compound assignment: _held &= type(uint40).max;",
      "compound assignment: _held = type(uint40).max;",
      "constant: _held |= (type(uint40).max - 1);",
    ]) {
      expect(made).to.include(slip);
    }
  });

  it("a loop is left early or not run, never made endless", () => {
    const made = slips("loop");
    expect(made).to.include.members([
      "condition: for (uint256 i = 0; false; ++i) {",
      "loop: if (i % 2 == 0) break;",
      "unchecked: { odd++; }",
      "unary: odd--;",
    ]);
    expect(made.filter((slip) => slip.includes("--i") || slip.includes("; )"))).to.deep.equal([]);
  });

  it("what is outside functions, and assembly", () => {
    expect(slips("Slips")).to.deep.equal([
      "deleted initial value: uint256 public immutable CHAIN;",
      'constant: string private constant _NAME = "";',
    ]);
    expect(slips("raw")).to.deep.equal([
      "assembly: {}",
      "assembly: size := sub(codesize(), 1)",
      "assembly: size := add(codesize(), 2)",
      "assembly: size := add(codesize(), 0)",
    ]);
  });

  it("nothing that changes nothing: operands of a sum exchanged, an empty range of memory elsewhere", () => {
    expect(slips("rest")).to.deep.equal([
      "deleted statement: {}",
      "swapped arguments: return addmod(p, b, a);",
      "swapped arguments: return addmod(a, p, b);",
    ]);
    expect(slips("refuse")).to.deep.equal(["assembly: {}", "assembly: revert(0, 1)"]);
  });

  it("each has a name of its own, a text of its own, and the compiler takes it", () => {
    expect(new Set(mutants.map(({ id }) => id)).size).to.equal(mutants.length);
    expect(new Set(mutants.map(textOf)).size).to.equal(mutants.length);
    for (const mutant of mutants) {
      const code = compile(PATH, "Slips", new Map([[PATH, textOf(mutant)]]), false);
      expect(code, `${mutant.operator}: ${mutant.after}`).not.to.equal(undefined);
    }
  });
});
