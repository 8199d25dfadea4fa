/**
 * `npm run analyze`: runs Slither over Hardhat's build, so that it downloads no compiler. Every finding of medium
 * impact or higher must be fixed, or explained in docs/slither.md under a heading "### detector · Contract.function"
 * (or "### detector · Contract", if one reason covers the contract). An explanation without a finding is an error too.
 * Exit code 3: Slither cannot be installed.
 */
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { install, run } from "../venv.ts";

const SLITHER = { name: "slither", package: "slither-analyzer", version: "0.11.6", python: "3.10" };
const BUILD = ".tools/build";
const RESULT = ".tools/slither.json";
const EXPLANATIONS = "docs/slither.md";
const NOT_OURS = "node_modules|contracts/test-doubles|test/";
const SERIOUS: readonly string[] = ["High", "Medium"];

interface Element {
  readonly type: string;
  readonly name: string;
  readonly source_mapping: { readonly filename_relative: string; readonly lines: readonly number[] };
  readonly type_specific_fields?: { readonly parent?: Element };
}

export interface Detection {
  readonly check: string;
  readonly impact: string;
  readonly description: string;
  readonly elements: readonly Element[];
}

type BySource = Record<string, unknown>;

function withoutTests(bySource: BySource): BySource {
  return Object.fromEntries(Object.entries(bySource).filter(([source]) => !source.startsWith("project/test/")));
}

/**
 * A separate, fresh build, because Hardhat's usual one keeps older versions of files. In a Hardhat 3 build, Slither
 * expects only contracts/, so the Solidity tests are removed.
 */
function build(): void {
  rmSync(BUILD, { recursive: true, force: true });
  const env = { ...process.env, DIDIM_BUILD: BUILD };
  const { ok, output } = run(process.execPath, ["node_modules/hardhat/dist/src/cli.js", "build"], env);
  if (!ok) throw new Error(output);
  for (const file of globSync(`${BUILD}/artifacts/build-info/*.json`)) {
    const info = JSON.parse(readFileSync(file, "utf8"));
    const { sources, contracts } = info.output ?? info.input;
    Object.assign(
      info.output ?? info.input,
      { sources: withoutTests(sources) },
      contracts && { contracts: withoutTests(contracts) },
    );
    writeFileSync(file, JSON.stringify(info));
  }
}

function detect(bin: string): readonly Detection[] {
  build();
  rmSync(RESULT, { force: true });
  const built = ["--hardhat-ignore-compile", "--hardhat-artifacts-directory", `${BUILD}/artifacts`];
  const args = [".", ...built, "--filter-paths", NOT_OURS, "--json", RESULT, "--fail-none"];
  const { output } = run(join(bin, "slither"), args);
  const result = existsSync(RESULT) ? JSON.parse(readFileSync(RESULT, "utf8")) : { success: false };
  if (result.success) return result.results.detectors ?? [];
  console.error(output.trim().split("\n").slice(-15).join("\n"));
  console.error(`analyze: Slither failed${result.error ? `: ${result.error}` : ""}`);
  process.exit(1);
}

/** "Contract.function" of a finding's first element. It does not change when lines move. */
export function locationOf({ elements }: Detection): string {
  const names: string[] = [];
  for (let element = elements[0]; element !== undefined; element = element.type_specific_fields?.parent) {
    if (element.type === "contract" || element.type === "function" || element.type === "variable") {
      names.unshift(element.name);
    }
  }
  return names.join(".") || elements[0]?.source_mapping.filename_relative || "?";
}

export function titleOf(detection: Detection): string {
  return `${detection.check} · ${locationOf(detection)}`;
}

/** The level-three headings that have text below them. */
export function explained(markdown: string): readonly string[] {
  const sections = markdown.split(/^### /m).slice(1);
  return sections.flatMap((section) => {
    const [title = "", ...rest] = section.split(/^# |^## /m)[0]?.split("\n") ?? [];
    return rest.join("").trim() === "" ? [] : [title.trim().replaceAll("`", "")];
  });
}

/** Whether a heading explains a finding: it names the same place, or the contract around it. */
export function explains(heading: string, title: string): boolean {
  return title === heading || title.startsWith(`${heading}.`);
}

/** Files that silence Slither. A finding must be explained on the page, not silenced in the code. */
function silenced(): readonly string[] {
  return globSync("contracts/**/*.sol").filter((file) => readFileSync(file, "utf8").includes("slither-disable"));
}

if (import.meta.main) {
  const found = detect(install(SLITHER));
  const explanations = existsSync(EXPLANATIONS) ? explained(readFileSync(EXPLANATIONS, "utf8")) : [];
  const serious = found.filter(({ impact }) => SERIOUS.includes(impact));
  const titles = [...new Set(serious.map(titleOf))];
  const open = serious.filter((detection) => !explanations.some((heading) => explains(heading, titleOf(detection))));
  const stale = explanations.filter((heading) => !titles.some((title) => explains(heading, title)));
  for (const detection of open)
    console.log(`### ${titleOf(detection)}  (${detection.impact})\n${detection.description}`);
  for (const title of stale) console.log(`${EXPLANATIONS} explains what Slither no longer finds: ${title}`);
  const silent = silenced();
  for (const file of silent) console.log(`${file} silences Slither: explain it in ${EXPLANATIONS} instead`);
  console.log(
    `analyze: ${found.length} findings, ${titles.length} of medium impact or above, ${open.length} of them unexplained`,
  );
  process.exitCode = open.length + stale.length + silent.length === 0 ? 0 : 1;
}
