import { globSync } from "node:fs";
import { posix } from "node:path";

/** A contract whose tests are examined. */
export interface Target {
  readonly contract: string;
  /** The file from which the contract is compiled. */
  readonly file: string;
  /** The files that are mutated: the contract's own, and those of its parts. */
  readonly mutated: readonly string[];
  readonly tests: readonly string[];
}

const ADVERSARIAL = "adversarial/{front-running,nobody,same-second,trust-storage}";

/** @param parts The files of its parts, seen from its own folder. */
function target(file: string, tests: readonly string[], parts: readonly string[] = []): Target {
  const { dir, name } = posix.parse(file);
  return {
    contract: name,
    file: `contracts/${file}`,
    mutated: [name, ...parts].map((part) => posix.join("contracts", dir, `${part}.sol`)),
    tests: tests
      .flatMap((pattern) => globSync(`test/contracts/${pattern}.test.ts`))
      .filter((path) => !path.endsWith(".gas.test.ts"))
      .sort(),
  };
}

/** The guards that registries share are mutated in each that uses them: each is to have its own tests of who may write. */
const CONTROLLED = "../did/Controlled";

const KEY_PARTS = ["KeyEpochs", "KeyAlgorithms", "AssertionKeys"];
const REGISTRY_PARTS = ["Identities", ...KEY_PARTS, "DocumentEntries", "DocumentNames", "Recoveries"];

/** The targets of `npm run mutate`. Gas tests are left out, because mutants are compiled without the optimizer. */
export const TARGETS: readonly Target[] = [
  target("status/StatusLists.sol", ["status/status-lists*", "storage", ADVERSARIAL], [CONTROLLED]),
  target("TrustLens.sol", ["TrustLens"]),
  target(
    "governance/Council.sol",
    ["governance/{council*,storage}", "adversarial/nobody"],
    ["SeatCounting", "Seats", CONTROLLED],
  ),
  target(
    "accreditation/Accreditations.sol",
    [
      "accreditation/{accreditations*,annulled-epochs,chain*,epochs,exceptions,freeze*,names,pace,reinstating,thefts}",
      "storage",
      ADVERSARIAL,
    ],
    ["ChainOfTrust", "Freezes", "AgencyNames", "IssuersOfAnchors", "Rights", CONTROLLED],
  ),
  target(
    "accreditation/CredentialTypes.sol",
    ["accreditation/credential-types*", "storage", ADVERSARIAL],
    [CONTROLLED, "../governance/Governed", "../governance/CouncilOnly"],
  ),
  target(
    "governance/RelyingParties.sol",
    ["governance/{relying-parties,storage}"],
    ["Supervisors", "Governed", "CouncilOnly"],
  ),
  target(
    "did/DIDRegistry.sol",
    ["did/*", "adversarial/{did-storage,front-running,nobody,same-second}"],
    [...REGISTRY_PARTS, "SignedOperations"],
  ),
];
