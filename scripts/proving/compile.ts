/** Compiles proofs, with everything they import, into what Halmos reads: `out/<File>.sol/<Contract>.json`, as forge lays it out. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import solc from "solc";

interface Contract {
  readonly abi: readonly unknown[];
  readonly metadata: string;
  readonly userdoc: { readonly methods?: Readonly<Record<string, { readonly notice?: string }>> };
  readonly evm: {
    readonly bytecode: object;
    readonly deployedBytecode: object;
    readonly methodIdentifiers: Readonly<Record<string, string>>;
  };
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly id: number; readonly ast: unknown }>>;
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Contract>>>>;
}

/** One `check_` function of a file under proofs/. */
export interface Property {
  readonly file: string;
  readonly contract: string;
  /** Its name, without `check_`. */
  readonly name: string;
  /** What it means for a citizen or an agency: its @notice. */
  readonly meaning: string;
}

/** As in hardhat.config.ts: the code that is proved is the code that is deployed. */
const SETTINGS = {
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 1_000 },
  outputSelection: {
    "*": {
      "": ["ast"],
      "*": ["abi", "metadata", "userdoc", "evm.bytecode", "evm.deployedBytecode", "evm.methodIdentifiers"],
    },
  },
};

/** Instead of sources that Halmos cannot carry out: why, is said in each. */
const STAND_INS = "proofs/stand-ins";

/** A passage of a source that reads otherwise. */
export interface Edit {
  readonly file: string;
  /** It is there exactly once. */
  readonly asItIs: string;
  readonly asRead: string;
}

const KEYS = "contracts/did/KeyEpochs.sol";
const LOOP = [
  "for (uint256 i = _identities[identity].keyCount;",
  'for (uint256 i = svm.createBool("one turn") ? 1 : 0;',
] as const;
const NAMES = 'import {DocumentNames} from "./DocumentNames.sol";';

/** Of the loops over a document's keys, one turn or none: docs/proved.md says why that is enough. */
const ONE_TURN: readonly Edit[] = [
  { file: KEYS, asItIs: NAMES, asRead: `${NAMES}\nimport {svm} from "../../proofs/Symbolic.sol";` },
  ...["bytes32 thumbprint =", "Key storage key ="].map((first) => {
    const [asItIs, asRead] = LOOP.map((start) => `${start} i > 0; --i) {\n            ${first} `) as [string, string];
    return { file: KEYS, asItIs, asRead };
  }),
];

/** How a key is written in a document, read or told: anything; each letter looked at would double the paths. */
const ANY_WRITING: readonly Edit[] = [
  ["value.length != 33 || (value[0] != 0x02 && value[0] != 0x03)", "value.length != 33"],
  ["name == DocumentNames.P256_KEY ? Curve.P256 : Curve.SECP256K1", 'Curve((svm.createUint256("curve") & 1) + 1)'],
  [
    "pure returns (bool) {\n        return name == DocumentNames.P256_KEY || name == DocumentNames.SECP256K1_KEY;",
    'view returns (bool) {\n        return svm.createBool("is the name of a key");',
  ],
  ["p256 ? DocumentNames.P256_KEY : DocumentNames.SECP256K1_KEY", 'svm.createBytes32("its name")'],
  [
    "pure returns (bytes memory) {\n        return abi.encodePacked(yIsOdd ? bytes1(0x03) : bytes1(0x02), x);",
    'view returns (bytes memory) {\n        return abi.encodePacked(bytes1(uint8(svm.createUint256("its sign"))), x);',
  ],
].map(([asItIs = "", asRead = ""]) => ({ file: KEYS, asItIs, asRead }));

const ACCREDITATIONS = "contracts/accreditation/Accreditations.sol";
const TERMS = 'import {Terms} from "./Terms.sol";';
const WALKS = [
  "_isWhole(accreditor, typeId, uint40(block.timestamp), false, levels)",
  "_isWhole(epoch.accreditor, typeId, uint40(block.timestamp), false, epoch.terms.levels())",
];

const SUPPORTS = `return member != address(0) && moment + FREEZE_WINDOW >= block.timestamp && SEATS.isSeat(member)
            && DIDS.controllerOf(member) != address(0);`;

const FIND = "(bool begun, uint256 index) = _find(_epochs[holder][typeId], record.epochs, moment);";
const FOUND = '(bool begun, uint256 index) = (svm.createBool("had begun"), svm.createUint256("an epoch"));';

/** Whether the chain above an accreditor holds, a seat's support for a freeze, and an earlier epoch: as it may be. docs/proved.md says why. */
const ANY_ANSWER: readonly Edit[] = [
  { file: ACCREDITATIONS, asItIs: TERMS, asRead: `import {svm} from "../../proofs/Symbolic.sol";\n${TERMS}` },
  ...WALKS.map((asItIs) => ({ file: ACCREDITATIONS, asItIs, asRead: 'svm.createBool("the chain above holds")' })),
  { file: ACCREDITATIONS, asItIs: SUPPORTS, asRead: 'return svm.createBool("the support stands");' },
  { file: ACCREDITATIONS, asItIs: FIND, asRead: FOUND },
];

/** Where nothing depends on them. */
const WITH_ANY_ANSWER = ["proofs/Accreditations.sol", "proofs/Council.sol"];

const editsFor = (proofs: string): readonly Edit[] => [
  ...ONE_TURN,
  ...(proofs === "proofs/KeyEpochs.sol" ? ANY_WRITING : []),
  ...(WITH_ANY_ANSWER.includes(proofs) ? ANY_ANSWER : []),
];

/** All files of properties, in their order. */
export const PROOFS: readonly string[] = globSync("proofs/*.sol")
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => readFileSync(path, "utf8").includes("function check_"))
  .sort();

/**
 * @param folder Where `out/` goes. @param proofs One of {@link PROOFS}.
 * @param slips Further edits, behind those that each file of proofs is compiled with.
 * @returns The properties, in their order. Throws where solc refuses, and where an edit finds its passage not exactly once.
 */
export function compile(folder: string, proofs: string, slips: readonly Edit[] = []): readonly Property[] {
  const output = solidity(proofs, sources([...editsFor(proofs), ...slips]));
  rmSync(folder, { recursive: true, force: true });
  for (const [source, contracts] of Object.entries(output.contracts)) {
    const { id, ast } = output.sources[source] as Output["sources"][string];
    const place = join(folder, "out", basename(source));
    mkdirSync(place, { recursive: true });
    for (const [name, { abi, evm, metadata }] of Object.entries(contracts)) {
      const artifact = { abi, ...evm, metadata: JSON.parse(metadata || "{}"), ast, id };
      writeFileSync(join(place, `${name}.json`), JSON.stringify(artifact));
    }
  }
  return propertiesOf(proofs, output.contracts[proofs] ?? {});
}

/** What is not read as it is in the tree. */
function sources(edits: readonly Edit[]): ReadonlyMap<string, string> {
  const standIns = globSync(`${STAND_INS}/**/*.sol`).map((file) => file.replaceAll("\\", "/"));
  const read = new Map(standIns.map((file) => [file.replace(STAND_INS, "contracts"), readFileSync(file, "utf8")]));
  for (const { file, asItIs, asRead } of edits) {
    const [before, after, ...others] = (read.get(file) ?? readFileSync(file, "utf8")).split(asItIs);
    if (before === undefined || after === undefined || others.length > 0) {
      throw new Error(`${file} has not exactly one "${asItIs}"`);
    }
    read.set(file, before + asRead + after);
  }
  return read;
}

function solidity(proofs: string, changed: ReadonlyMap<string, string>): Output {
  const read = (path: string): string =>
    changed.get(path) ?? readFileSync(path.startsWith("@") ? `node_modules/${path}` : path, "utf8");
  const input = JSON.stringify({
    language: "Solidity",
    sources: { [proofs]: { content: read(proofs) } },
    settings: SETTINGS,
  });
  const output: Output = JSON.parse(solc.compile(input, { import: (path: string) => ({ contents: read(path) }) }));
  const mistake = output.errors?.find(({ severity }) => severity === "error");
  if (mistake !== undefined) throw new Error(mistake.formattedMessage);
  return output;
}

function propertiesOf(file: string, contracts: Readonly<Record<string, Contract>>): readonly Property[] {
  return Object.entries(contracts).flatMap(([contract, { evm, userdoc }]) =>
    Object.keys(evm.methodIdentifiers)
      .filter((signature) => signature.startsWith("check_"))
      .map((signature) => {
        const meaning = userdoc.methods?.[signature]?.notice;
        if (meaning === undefined) throw new Error(`${contract}.${signature} has no @notice that says what it means`);
        return { file, contract, name: signature.slice("check_".length, signature.indexOf("(")), meaning };
      }),
  );
}
