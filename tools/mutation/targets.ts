import { globSync } from "node:fs";

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

function target(file: string, tests: readonly string[], parts: readonly string[] = []): Target {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const contract = file.slice(folder.length, -".sol".length);
  return {
    contract,
    file: `contracts/${file}`,
    mutated: [contract, ...parts].map((part) => `contracts/${folder}${part}.sol`),
    tests: tests
      .flatMap((pattern) => globSync(`test/contracts/${pattern}.test.ts`))
      .filter((path) => !path.endsWith(".gas.test.ts"))
      .sort(),
  };
}

const KEY_PARTS = ["KeyEpochs", "KeyAlgorithms", "AssertionKeys"];
const REGISTRY_PARTS = ["Identities", ...KEY_PARTS, "DocumentEntries", "DocumentNames", "Recoveries"];

/** The targets of `npm run mutate`. Gas tests are left out, because mutants are compiled without the optimizer. */
export const TARGETS: readonly Target[] = [
  target("status/StatusLists.sol", ["status/status-lists*", "storage", ADVERSARIAL]),
  target("TrustLens.sol", ["TrustLens"]),
  target("governance/Council.sol", ["governance/{council*,storage}", "adversarial/nobody"], ["SeatCounting", "Seats"]),
  target(
    "accreditation/Accreditations.sol",
    [
      "accreditation/{accreditations*,chain*,epochs,exceptions,freeze,names,reinstating,thefts}",
      "storage",
      ADVERSARIAL,
    ],
    ["ChainOfTrust", "Freezes", "AgencyNames", "IssuersOfAnchors", "Terms"],
  ),
  target("accreditation/CredentialTypes.sol", ["accreditation/credential-types*", "storage", ADVERSARIAL]),
  target("governance/RelyingParties.sol", ["governance/{relying-parties,storage}"], ["Supervisors", "Governed"]),
  target(
    "did/DIDRegistry.sol",
    ["did/*", "adversarial/{did-storage,front-running,nobody,same-second}"],
    [...REGISTRY_PARTS, "SignedOperations"],
  ),
];
