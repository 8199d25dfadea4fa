import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Artifact, ArtifactResolver } from "@nomicfoundation/ignition-core";
import { DidimError } from "../../../src/public/index.ts";
import { ROOT } from "../terminal/place.ts";

/** Loads a compiled contract by its name, as `hardhat build` writes it. Throws `deploy.not-built`. */
export type Artifacts = (contract: string) => Artifact;

export function artifacts(): Artifacts {
  const folder = join(ROOT, "artifacts");
  if (!existsSync(folder)) {
    throw new DidimError("deploy.not-built", "The contracts are not compiled yet. Run it by `npm run deploy`.", {});
  }
  const files = new Map(
    globSync("contracts/**/*.json", { cwd: folder }).map((file) => [basename(file, ".json"), join(folder, file)]),
  );
  return (contract) => {
    const file = files.get(contract);
    if (file === undefined) throw new DidimError("deploy.not-built", `${contract} is not compiled.`, { contract });
    return JSON.parse(readFileSync(file, "utf8")) as Artifact;
  };
}

/**
 * {@link artifacts} for Ignition. Build infos are for publishing sources on explorers, which a permissioned chain does
 * not have.
 */
export function artifactResolver(): ArtifactResolver {
  const load = artifacts();
  return { loadArtifact: async (name) => load(name), getBuildInfo: async () => undefined };
}
