/** Changes to sources that Halmos could not finish otherwise. docs/proved.md says why none of them weakens a proof. */

/** A replaced passage of a source. */
export interface Edit {
  readonly file: string;
  /** Must occur exactly once. */
  readonly asItIs: string;
  readonly asRead: string;
}

/** A source with the passage as it reads. Throws where the passage is not there exactly once. */
export function edited(text: string, { file, asItIs, asRead }: Edit): string {
  const [before, after, ...others] = text.split(asItIs);
  if (before === undefined || after === undefined || others.length > 0) {
    throw new Error(`${file} has not exactly one "${asItIs}"`);
  }
  return before + asRead + after;
}

const KEYS = "contracts/did/KeyEpochs.sol";
const LOOP = [
  "for (uint256 i = _identities[identity].keyCount;",
  'for (uint256 i = svm.createBool("one turn") ? 1 : 0;',
] as const;
const NAMES = 'import {DocumentNames} from "./DocumentNames.sol";';

/** Runs the loops over a document's keys at most once; docs/proved.md says why that suffices. */
const ONE_TURN: readonly Edit[] = [
  { file: KEYS, asItIs: NAMES, asRead: `${NAMES}\nimport {svm} from "../../proofs/Symbolic.sol";` },
  ...["bytes32 thumbprint =", "Key storage key ="].map((first) => {
    const [asItIs, asRead] = LOOP.map((start) => `${start} i > 0; --i) {\n            ${first} `) as [string, string];
    return { file: KEYS, asItIs, asRead };
  }),
];

/** Accepts any encoding of a key in a document, read or emitted: checking each letter would double the paths. */
const ANY_WRITING: readonly Edit[] = [
  ["value.length != 33 || (value[0] != 0x02 && value[0] != 0x03)", "value.length != 33"],
  [
    "name == DocumentNames.P256_KEY ? KeyAlgorithms.P256 : KeyAlgorithms.SECP256K1",
    'uint8((svm.createUint256("curve") & 1) + 1)',
  ],
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
const CHAIN = "contracts/accreditation/ChainOfTrust.sol";
const FREEZES = "contracts/accreditation/Freezes.sol";
const WITH_SVM: readonly Edit[] = [
  [ACCREDITATIONS, 'import {Rights} from "./Rights.sol";'],
  [CHAIN, 'import {Rights} from "./Rights.sol";'],
  [FREEZES, 'import {ChainOfTrust} from "./ChainOfTrust.sol";'],
].map(([file = "", asItIs = ""]) => {
  return { file, asItIs, asRead: `import {svm} from "../../proofs/Symbolic.sol";\n${asItIs}` };
});
const WALKS = [
  [ACCREDITATIONS, "_isWhole(accreditor, typeId, uint40(block.timestamp), false, levels)"],
  [CHAIN, "_isWhole(epoch.accreditor, typeId, uint40(block.timestamp), false, epoch.rights.levels())"],
].map(([file = "", asItIs = ""]) => ({ file, asItIs, asRead: 'svm.createBool("the chain above holds")' }));

const COUNTS = `return member != address(0) && moment + FREEZE_WINDOW >= block.timestamp && SEATS.isSeat(member)
            && DIDS.controllerOf(member) == by;`;

const FIND = "(bool begun, uint256 index) = _find(_epochs[holder][typeId], record.epochs, moment);";
const FOUND = '(bool begun, uint256 index) = (svm.createBool("had begun"), svm.createUint256("an epoch"));';

/**
 * Lets these be arbitrary: whether the chain above an accreditor holds, whether a seat's call for a freeze still counts,
 * and an earlier epoch. docs/proved.md says why.
 */
const ANY_ANSWER: readonly Edit[] = [
  ...WITH_SVM,
  ...WALKS,
  { file: FREEZES, asItIs: COUNTS, asRead: 'return svm.createBool("the call still counts");' },
  { file: CHAIN, asItIs: FIND, asRead: FOUND },
];

const EPOCHS =
  "mapping(address issuer => mapping(bytes32 typeId => mapping(uint256 index => Epoch))) internal _epochs;";
const SEARCH = `(bool begun, uint256 index) = (true, count - 1);
        if (moment < newest.from) (begun, index) = _find(epochs, count, moment);`;
const LOOKED_UP = `uint256 found = _found[holder][moment];
        (bool begun, uint256 index) = (found & 1 != 0, found >> 1);`;

/**
 * Makes the epoch at a moment arbitrary, but the same each time it is asked for. Cuts a chain at three links, where the
 * contract cuts at eight.
 */
const THREE_LINKS: readonly Edit[] = [
  [EPOCHS, `${EPOCHS}\n    mapping(address => mapping(uint40 => uint256)) private _found;`],
  [SEARCH, LOOKED_UP],
  ["count == 0 || below > Rights.MAX_LEVELS", "count == 0 || below > 2"],
].map(([asItIs = "", asRead = ""]) => ({ file: CHAIN, asItIs, asRead }));

/** Keeps only the first link of a chain. */
const ONE_LINK: readonly Edit[] = [
  {
    file: CHAIN,
    asItIs: "links = last ? new Link[](below + 1) : _chain(epoch.accreditor, typeId, moment, below + 1);",
    asRead: "links = new Link[](below + 1);",
  },
];

/** Follows the walk below annulled epochs for two turns at most; docs/proved.md says why that suffices. */
const TWO_ANNULLED: readonly Edit[] = [
  ['import {Rights} from "./Rights.sol";', 'import {vm} from "../../proofs/Symbolic.sol";'],
  ["lower = _epochs[issuer][typeId][--below];", "vm.assume(index - below < 2);"],
].map(([asItIs = "", more = ""]) => ({ file: CHAIN, asItIs, asRead: `${more}\n${asItIs}` }));

/** Proofs in which an agency's accreditation changes. */
const WITH_CHANGES = ["proofs/Accreditations.sol", "proofs/Chain.sol", "proofs/Council.sol"];

/** Proofs in which nothing depends on these answers. */
const WITH_ANY_ANSWER = ["proofs/Accreditations.sol", "proofs/Council.sol"];

/** The edits for a file of proofs. */
export const editsFor = (proofs: string): readonly Edit[] => [
  ...ONE_TURN,
  ...(proofs === "proofs/KeyEpochs.sol" ? ANY_WRITING : []),
  ...(proofs === "proofs/LensChain.sol" ? THREE_LINKS : []),
  ...(proofs === "proofs/LensChainEpochs.sol" ? ONE_LINK : []),
  ...(WITH_CHANGES.includes(proofs) ? TWO_ANNULLED : []),
  ...(WITH_ANY_ANSWER.includes(proofs) ? ANY_ANSWER : []),
];
