/**
 * Who may import whom: the house's one-way streets (DESIGN §10), as a table. A room is a folder or a file; the longest
 * name that fits a file is its room. What is not listed is not allowed.
 *
 *   apps, scripts, examples → the SDK's entries → verdict, formats, facts, did, accreditation, status → crypto, registry
 *
 * One exemption: `import type` from a seam file is free, because a seam is an interface that both of its sides know.
 */
export interface Room {
  /** Rooms that it may import from, beside itself. */
  readonly from: readonly string[];
  /** npm packages that only this kind of room may import; every other package is free for everyone. */
  readonly packages?: readonly string[];
  /** No network, files, clock or chance: what it needs of them comes in as an argument. */
  readonly pure?: true;
}

const ENTRIES = ["src/index.ts", "src/issuer.ts", "src/holder.ts", "src/verifier.ts", "src/testing.ts"];
const ROLES = ["src/issuer.ts", "src/holder.ts", "src/verifier.ts", "src/evidence"];
const DOMAIN = ["src/formats", "src/facts", "src/did", "src/accreditation", "src/status"];
const GROUND = ["src/crypto", "src/files", "src/registry", "src/errors.ts", "src/text.ts"];

export const ROOMS: Readonly<Record<string, Room>> = {
  // What runs, on top: it uses the SDK as anybody would.
  apps: { from: ENTRIES },
  examples: { from: ENTRIES },
  scripts: { from: [...ENTRIES, "network", "deploy", "hardhat.config.ts"], packages: ["hardhat", "tests"] },
  // The consortium's files and processes. Its genesis is written and hashed with what proofs are read with.
  network: { from: [...ENTRIES, "src/facts", "src/crypto"] },
  // It measures the parts, too, on the scenes that the tests set; and test/ is a room for nobody else.
  bench: {
    from: [...ENTRIES, "src/verdict", ...DOMAIN, ...GROUND, "scripts", "test"],
    packages: ["hardhat", "ethers"],
  },
  test: { from: [] },

  // The SDK, from its public names down to the ground.
  "src/index.ts": { from: [...ROLES, "src/verdict", "src/protocols", ...DOMAIN, ...GROUND] },
  "src/testing.ts": { from: [...ROLES, "src/testing", "src/verdict", ...DOMAIN, ...GROUND] },
  "src/testing": { from: [...ROLES, "src/verdict", ...DOMAIN, ...GROUND] },
  "src/issuer.ts": { from: ["src/issuer", "src/verdict", ...DOMAIN, ...GROUND] },
  "src/holder.ts": { from: ["src/holder", "src/verdict", ...DOMAIN, ...GROUND] },
  "src/verifier.ts": { from: ["src/verifier", "src/verdict", ...DOMAIN, ...GROUND] },
  "src/issuer": { from: ["src/verdict", ...DOMAIN, ...GROUND] },
  "src/holder": { from: ["src/verdict", ...DOMAIN, ...GROUND] },
  "src/verifier": { from: ["src/verdict", ...DOMAIN, ...GROUND] },
  "src/evidence": { from: ["src/verifier.ts", "src/verdict", ...DOMAIN, ...GROUND] },
  "src/protocols": { from: [...ROLES, "src/verdict", ...DOMAIN, ...GROUND] },
  "src/verdict": { from: [...DOMAIN, "src/crypto", "src/errors.ts", "src/text.ts"] },
  "src/facts": { from: ["src/did", "src/accreditation", "src/status", ...GROUND] },
  "src/accreditation": { from: ["src/did", ...GROUND] },
  "src/status": { from: ["src/did", ...GROUND] },
  "src/did": { from: GROUND },
  "src/formats": { from: ["src/crypto", "src/errors.ts"], pure: true },
  "src/registry": { from: ["src/crypto", "src/files", "src/errors.ts", "typechain"], packages: ["ethers"] },
  "src/crypto": { from: ["src/errors.ts"], pure: true },
  "src/files": { from: ["src/errors.ts"] },
  "src/errors.ts": { from: [] },
  "src/text.ts": { from: [], pure: true },

  deploy: { from: [], packages: ["hardhat"] },
  "hardhat.config.ts": { from: [], packages: ["hardhat"] },
};

/** Interfaces that stand between rooms. Types only, so nothing runs because of them. */
export const SEAMS: readonly string[] = [
  "src/accreditation/relying-parties.ts",
  "src/crypto/keys.ts",
  "src/did/record.ts",
  "src/facts/facts.ts",
  "src/formats/format.ts",
  "src/verdict/verdict.ts",
];

/** Packages that are somebody's privilege, by the start of their name. */
export const GUARDED: Readonly<Record<string, string>> = {
  ethers: "ethers",
  hardhat: "hardhat",
  "@nomicfoundation/": "hardhat",
  typechain: "ethers",
  mocha: "tests",
  chai: "tests",
};

/** Modules of Node that are I/O, and names that read the clock, chance or the environment: not in a pure room. */
export const IMPURE_MODULES: readonly string[] = [
  "child_process",
  "cluster",
  "dgram",
  "dns",
  "fs",
  "fs/promises",
  "http",
  "http2",
  "https",
  "net",
  "process",
  "readline",
  "sqlite",
  "timers",
  "timers/promises",
  "tls",
  "worker_threads",
];
export const IMPURE_NAMES: readonly string[] = [
  "Date.now",
  "Math.random",
  "WebSocket",
  "XMLHttpRequest",
  "fetch",
  "localStorage",
  "new Date()",
  "performance.now",
  "process.env",
  "setInterval",
  "setTimeout",
];
