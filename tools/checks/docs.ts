/** `npm run docs:check`: checks that what the pages name exists. Each check counts as one test. */
import { closingLine, type Failure, writeReport } from "../testing/report.ts";
import { apiPage, unnamedTypes } from "./docs/api.ts";
import { consortiumCommands, didimCommands, npmScripts, runnableScripts } from "./docs/commands.ts";
import { doctorPage } from "./docs/doctor.ts";
import { errorPage, solidityErrors, unthrown, verdictPage } from "./docs/errors.ts";
import { example } from "./docs/example.ts";
import { koreanFacts } from "./docs/korean.ts";
import { folderTree, links, paths } from "./docs/links.ts";
import { translations } from "./docs/translations.ts";

const CHECKS: Readonly<Record<string, () => readonly string[]>> = {
  "every relative link leads somewhere": links,
  "every path named exists": paths,
  "every Korean page is like the English one": translations,
  "the tree in docs/architecture.md is the tree": folderTree,
  "the example in docs/getting-started.md is the tested one": example,
  "docs/api.md says what the types say": apiPage,
  "every type that the public API names is public": unnamedTypes,
  "every npm script runs, in a fresh clone too": runnableScripts,
  "every npm script named exists": npmScripts,
  "every didim command named exists": didimCommands,
  "every consortium command named exists": consortiumCommands,
  "docs/errors.md has every error code, and no other": errorPage,
  "every error code of the catalogue is thrown": unthrown,
  "what a Korean sentence fills in is a fact of its error": koreanFacts,
  "docs/verdicts.md has every finding's code, and no other": verdictPage,
  "docs/doctor.md has every finding and cure of the doctor": doctorPage,
  "every error of the contracts is named": solidityErrors,
};

const failures: Failure[] = [];
for (const [title, check] of Object.entries(CHECKS)) {
  const problems = check();
  console.log(`${problems.length === 0 ? "ok    " : "not ok"} docs: ${title}`);
  for (const problem of problems) console.log(`         ${problem}`);
  if (problems.length > 0) failures.push({ title: `docs: ${title}`, message: problems.join("\n") });
}
const passed = Object.keys(CHECKS).length - failures.length;
writeReport({ passed, failures, skipped: [] });
console.log(closingLine({ passed, failed: failures.length, skipped: 0 }));
process.exitCode = failures.length === 0 ? 0 : 1;
