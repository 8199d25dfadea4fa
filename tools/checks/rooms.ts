/**
 * Who may import whom: the house's one-way streets (DESIGN §10), as a table. A room is a folder or a file; the longest
 * name that fits a file is its room. What is not listed is not allowed.
 *
 *   apps, scripts, examples → testing → protocols → evidence → roles → verdict → formats, facts, status → request,
 *   trust-anchor → registry → storage, chain, records → stores (ports) → did, crypto, errors
 *
 * The stores' implementations, in files and in memory, import ports only; whoever needs a store takes it as an argument, and the
 * public entries hand out the implementations.
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

const ENTRIES = [
  "src/index.ts",
  "src/issuer.ts",
  "src/node.ts",
  "src/holder.ts",
  "src/verifier.ts",
  "src/errors.ts",
  "src/testing.ts",
];

// The stores' implementations: for who hands them out, and for who writes files by the same means.
const KEPT = ["src/stores/files", "src/stores/memory"];
// The SDK's rooms, from the ground up. Each may import what is below its line.
const GROUND = ["src/errors", "src/crypto", "src/did", "src/stores"];
const CHAIN = ["src/records", "src/chain", "src/storage", ...GROUND];
const REGISTRY = ["src/registry", ...CHAIN];
const ANCHOR = ["src/trust-anchor", ...REGISTRY];
const DOMAIN = ["src/formats/index.ts", "src/formats", "src/request", "src/facts", "src/status", ...ANCHOR];
const VERDICT = ["src/verdict", ...DOMAIN];
const PUBLIC = [...VERDICT, ...KEPT];
const ROLES = ["src/issuer.ts", "src/holder.ts", "src/verifier.ts", "src/evidence"];

export const ROOMS: Readonly<Record<string, Room>> = {
  // What runs, on top: it uses the SDK as anybody would.
  apps: { from: ENTRIES },
  examples: { from: ENTRIES },
  scripts: { from: [...ENTRIES, "network", "deploy", "hardhat.config.ts"], packages: ["hardhat", "tests"] },
  // What checks and tries the house may look at all of it.
  tools: {
    from: [...ENTRIES, "scripts", "test", "src/errors", "src/errors/catalogue"],
    packages: ["hardhat", "tests"],
  },
  // The consortium's files and processes. Its genesis is written and hashed with what proofs are read with.
  network: { from: [...ENTRIES, "src/chain", "src/storage", "src/trust-anchor", "src/crypto"] },
  // It measures the parts, too, on the scenes that the tests set; and test/ is a room for nobody else.
  bench: { from: [...ENTRIES, ...PUBLIC, "scripts", "test", "tools"], packages: ["hardhat", "ethers"] },
  test: { from: [] },

  // The SDK, from its public names down to the ground.
  "src/index.ts": { from: [...ROLES, "src/protocols", ...PUBLIC] },
  "src/testing.ts": { from: [...ROLES, "src/testing", ...VERDICT] },
  "src/testing": { from: [...ROLES, ...VERDICT] },
  "src/protocols": { from: [...ROLES, ...VERDICT] },
  "src/node.ts": { from: ["src/stores/files"] },
  "src/issuer.ts": { from: ["src/issuer", ...PUBLIC] },
  "src/holder.ts": { from: ["src/holder", ...PUBLIC] },
  "src/verifier.ts": { from: ["src/verifier", ...PUBLIC] },
  "src/issuer": { from: VERDICT },
  "src/holder": { from: VERDICT },
  "src/verifier": { from: VERDICT },
  "src/evidence": { from: ["src/verifier", "src/stores/files", ...VERDICT] },
  "src/verdict": {
    from: [
      "src/formats",
      "src/request",
      "src/facts",
      "src/records",
      "src/stores",
      "src/did",
      "src/crypto",
      "src/errors",
    ],
  },
  "src/facts": { from: ["src/stores/files", ...ANCHOR] },
  "src/status": { from: GROUND },
  // Only the list knows a format by its name; everybody else takes what the list has.
  "src/formats/index.ts": { from: ["src/formats", "src/formats/sd-jwt-vc", "src/formats/vc-jwt"], pure: true },
  "src/formats/sd-jwt-vc": { from: ["src/formats", "src/request", "src/crypto", "src/errors"], pure: true },
  "src/formats/vc-jwt": { from: ["src/formats", "src/request", "src/crypto", "src/errors"], pure: true },
  "src/formats": { from: ["src/request", "src/crypto", "src/errors"], pure: true },
  "src/request": { from: ["src/crypto", "src/errors"], pure: true },
  "src/trust-anchor": { from: ["src/stores/files", ...REGISTRY] },
  "src/registry": { from: [...CHAIN, "typechain"], packages: ["ethers"] },
  "src/storage": { from: ["src/records", "src/chain", ...GROUND] },
  "src/chain": { from: ["src/stores/memory", ...GROUND], packages: ["ethers"] },
  "src/records": { from: ["src/did", "src/crypto", "src/errors"], pure: true },
  "src/stores": { from: ["src/did", "src/crypto", "src/errors"], pure: true },
  "src/stores/files": { from: ["src/stores", "src/did", "src/crypto", "src/errors"] },
  "src/stores/memory": { from: ["src/stores", "src/did", "src/crypto", "src/errors"], pure: true },
  "src/did": { from: ["src/crypto", "src/errors"], pure: true },
  "src/crypto": { from: ["src/errors"], pure: true },
  "src/errors": { from: [], pure: true },

  // The texts of errors, for who shows them. Nobody below imports them, so that what throws stays small in a browser.
  "src/errors.ts": { from: ["src/errors/catalogue", "src/errors"] },
  "src/errors/catalogue": { from: ["src/errors"], pure: true },

  deploy: { from: [], packages: ["hardhat"] },
  "hardhat.config.ts": { from: [], packages: ["hardhat"] },
};

/** The one file that calls `lookup()` of a source of facts: it checks the answer, and says what it means that there is none. */
export const ASKER = "src/facts/ask.ts";

/** Interfaces that stand between rooms. Types only, so nothing runs because of them. */
export const SEAMS: readonly string[] = [
  "src/errors/catalogue/catalogue.ts",
  "src/records/relying-parties.ts",
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
