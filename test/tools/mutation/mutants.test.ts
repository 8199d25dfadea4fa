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
  it("shift a comparison by one, turn it round, or drop the answer", () => {
    expect(slips("compare")).to.deep.equal([
      "deleted statement: {}",
      "relational: return ((a) <= (b));",
      "relational: return ((a) >= (b));",
    ]);
  });

  it("drop a side of an &&, swap && and ||, drop a !", () => {
    expect(slips("both")).to.deep.equal([
      "deleted statement: {}",
      "logical: return ((a) || (!b));",
      "logical: return a;",
      "logical: return !b;",
      "unary: return a && b;",
    ]);
  });

  it("drop a modifier, or make its condition always or never hold", () => {
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

  it("drop an event, swap its facts of one type, leave a sum unchecked", () => {
    expect(slips("say")).to.deep.equal([
      "unchecked: uint256 sum; unchecked { sum = a + b; }",
      "deleted initial value: uint256 sum;",
      "arithmetic: uint256 sum = ((a) - (b));",
      "deleted statement: {}",
      "swapped arguments: emit Said(sum, a, true);",
      "constant: emit Said(a, sum, false);",
    ]);
  });

  it("drop one of two assignments, change numbers by one in their unit, lower bounds by one", () => {
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

  it("leave a loop early or skip it, but never make it endless", () => {
    const made = slips("loop");
    expect(made).to.include.members([
      "condition: for (uint256 i = 0; false; ++i) {",
      "loop: if (i % 2 == 0) break;",
      "unchecked: { odd++; }",
      "unary: odd--;",
    ]);
    expect(made.filter((slip) => slip.includes("--i") || slip.includes("; )"))).to.deep.equal([]);
  });

  it("change what is outside functions, and assembly", () => {
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

  it("change nothing that makes no difference: a sum's operands, the place of an empty range of memory", () => {
    expect(slips("rest")).to.deep.equal([
      "deleted statement: {}",
      "swapped arguments: return addmod(p, b, a);",
      "swapped arguments: return addmod(a, p, b);",
    ]);
    expect(slips("refuse")).to.deep.equal(["assembly: {}", "assembly: revert(0, 1)"]);
  });

  it("each have a name and a text of their own, and compile", () => {
    expect(new Set(mutants.map(({ id }) => id)).size).to.equal(mutants.length);
    expect(new Set(mutants.map(textOf)).size).to.equal(mutants.length);
    for (const mutant of mutants) {
      const code = compile(PATH, "Slips", new Map([[PATH, textOf(mutant)]]), false);
      expect(code, `${mutant.operator}: ${mutant.after}`).not.to.equal(undefined);
    }
  });
});
