/**
 * Finds out which statements of a contract each test runs. A test cannot detect a mutant in a statement that it never
 * runs, so it need not be run against that mutant.
 */
import type { HardhatRuntimeEnvironment } from "hardhat/types/hre";
import { list, type Node, Source, sites, span } from "./ast.ts";
import { readSource, syntaxOf } from "./compiler.ts";
import type { Mutant } from "./mutants.ts";
import type { Target } from "./targets.ts";

/**
 * A statement in a file, from its first byte to the one after its last. Its number is its index in the list of all
 * statements.
 */
interface Statement {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const BLOCKS = ["Block", "UncheckedBlock"];

export function statementsOf({ file, mutated }: Pick<Target, "file" | "mutated">): readonly Statement[] {
  const trees = syntaxOf(file);
  return mutated.flatMap((path) => {
    const unit = { source: new Source(path, readSource(path)), enums: new Map<string, readonly string[]>() };
    const blocks = [...sites(trees.get(path) as Node, unit)].filter(({ node }) => BLOCKS.includes(node.nodeType));
    return blocks.flatMap(({ node }) => list(node, "statements").map((statement) => ({ path, ...span(statement) })));
  });
}

/** The number of the innermost statement around a mutant; undefined if there is none, as for a modifier's name. */
export function statementOf(statements: readonly Statement[], { path, edit }: Mutant): number | undefined {
  const around = [...statements.entries()].filter(
    ([, one]) => one.path === path && one.start <= edit.start && edit.start < one.end,
  );
  const [innermost] = around.sort(([, a], [, b]) => b.start - a.start);
  return innermost?.[0];
}

// Hardhat's chain reports every 32 bytes that are sent to this address. The cast lets a pure function send them.
const TELLER = `
library Teller {
    function tell(uint256 number) internal pure {
        function (uint256) internal view looks = _tell;
        function (uint256) internal pure does;
        assembly { does := looks }
        does(number);
    }

    function _tell(uint256 number) private view {
        address(0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE).staticcall(abi.encode(number));
    }
}`;
const TELLER_PATH = "Teller.sol";

/** The files with a report inserted before each statement. */
export function telling(statements: readonly Statement[]): ReadonlyMap<string, string> {
  const changed = new Map([[TELLER_PATH, TELLER]]);
  for (const path of new Set(statements.map((one) => one.path))) {
    const marks = [...statements.entries()].filter(([, one]) => one.path === path);
    let text = readSource(path);
    for (const [number, { start }] of marks.sort(([, a], [, b]) => b.start - a.start)) {
      text = new Source(path, text).edited({ start, end: start, text: `Teller.tell(${number}); ` });
    }
    changed.set(path, `${text}\nimport {Teller} from "${TELLER_PATH}";\n`);
  }
  return changed;
}

/** From now on collects the numbers of statements that run. Call it before the chain is started. */
export function listen({ hooks }: HardhatRuntimeEnvironment): Set<number> {
  const heard = new Set<number>();
  hooks.registerHandlers("network", {
    async onCoverageData(_context, numbers) {
      for (const number of numbers) heard.add(Number(`0x${number}`));
    },
  });
  return heard;
}
