/**
 * Which room may import from which. A room is a folder or a file; a file's room is the longest matching
 * name. What is not listed is not allowed.
 *
 *   scripts, examples → testing → evidence → roles → verdict → formats, facts, status → request,
 *   trust-anchor → registry → storage, chain, records → stores (ports) → did, written, crypto, errors
 *
 * The stores' implementations, in files and in memory, import ports only. Code that needs a store takes it as an
 * argument, and the public entries export the implementations; the table shows the two exceptions.
 *
 * One exemption: `import type` from a seam file is free, because a seam is an interface that both of its sides know.
 *
 * All of src/ runs in a browser, but for what {@link NODE_ONLY} names.
 */
export interface Room {
  /** Rooms that it may import from, besides itself. */
  readonly from: readonly string[];
  /** npm packages that only such rooms may import. Every other package is allowed everywhere. */
  readonly packages?: readonly string[];
  /** Uses no network, files or clock; they come in as arguments. Random bytes come from src/crypto alone. */
  readonly pure?: true;
  /** Its files only re-export. */
  readonly exportsOnly?: true;
}

// What the package exports, and all that programs may use.
const ENTRIES = ["src/public"];

// The SDK's rooms, from the ground up. Each may import the rooms of the lines before it.
const GROUND = ["src/errors", "src/crypto", "src/written", "src/did", "src/stores"];
const CHAIN = ["src/records", "src/chain", "src/storage", ...GROUND];
const REGISTRY = ["src/registry", ...CHAIN];
const ANCHOR = ["src/trust-anchor", ...REGISTRY];
const DOMAIN = ["src/formats/index.ts", "src/formats", "src/request", "src/facts", "src/status", ...ANCHOR];
const VERDICT = ["src/verdict", ...DOMAIN];
// The entries hand out the stores in memory; those in files are for src/public/node.ts to hand out.
const PUBLIC = [...VERDICT, "src/stores/memory"];
const ROLES = ["src/issuer", "src/authority", "src/holder", "src/verifier", "src/evidence"];

export const ROOMS: Readonly<Record<string, Room>> = {
  // Programs on top, which use the SDK as anybody would.
  examples: { from: ENTRIES },
  scripts: { from: [...ENTRIES, "network", "deploy", "hardhat.config.ts"], packages: ["hardhat", "tests"] },
  // Tools may import everything they check.
  tools: {
    from: [...ENTRIES, "scripts", "test", "src/errors", "src/errors/catalogue"],
    packages: ["hardhat", "tests"],
  },
  // Makes the pack of vectors: hostile credentials no issuer writes, and the chain's answers, with parts of the SDK.
  "tools/vectors": { from: [...ENTRIES, ...PUBLIC, "tools", "typechain"], packages: ["hardhat", "ethers"] },
  // The consortium's files and processes. Its genesis is written and hashed with the code that reads proofs.
  network: { from: [...ENTRIES, "src/chain", "src/storage", "src/trust-anchor", "src/crypto"] },
  // Benchmarks measure single parts too, in the scenes of the tests; nothing else may import test/.
  bench: { from: [...ENTRIES, ...ROLES, ...PUBLIC, "scripts", "test", "tools"], packages: ["hardhat", "ethers"] },
  test: { from: [] },

  // The SDK, from its public entries down to the ground.
  "src/public": {
    from: [
      ...ROLES,
      "src/testing",
      "src/errors/catalogue",
      "src/trust-anchor/files",
      "src/key-files",
      "src/stores/files",
      ...PUBLIC,
    ],
    exportsOnly: true,
  },
  "src/testing": { from: [...ROLES, ...VERDICT] },
  "src/issuer": { from: VERDICT },
  "src/authority": { from: ["src/issuer", ...REGISTRY] },
  "src/holder": { from: VERDICT },
  "src/verifier": { from: VERDICT },
  "src/evidence": { from: ["src/verifier", ...VERDICT] },
  "src/verdict": {
    from: [
      "src/formats",
      "src/request",
      "src/facts",
      "src/records",
      "src/stores",
      "src/did",
      "src/written",
      "src/crypto",
      "src/errors",
    ],
  },
  "src/facts": { from: ANCHOR },
  "src/status": { from: ["src/storage", ...GROUND] },
  // Only the list imports the formats by name; all other rooms use the list.
  "src/formats/index.ts": { from: ["src/formats", "src/formats/sd-jwt-vc", "src/formats/vc-jwt"], pure: true },
  "src/formats/sd-jwt-vc": { from: ["src/formats", "src/request", "src/crypto", "src/errors"], pure: true },
  "src/formats/vc-jwt": { from: ["src/formats", "src/request", "src/crypto", "src/errors"], pure: true },
  "src/formats": { from: ["src/request", "src/written", "src/crypto", "src/errors"], pure: true },
  "src/request": { from: ["src/written", "src/crypto", "src/errors"], pure: true },
  "src/trust-anchor/files": { from: ["src/stores/files", ...ANCHOR] },
  "src/trust-anchor": { from: REGISTRY },
  "src/key-files": { from: ["src/stores/files", "src/chain", ...GROUND] },
  "src/registry": { from: [...CHAIN, "typechain"], packages: ["ethers"] },
  "src/storage": { from: ["src/records", "src/chain", ...GROUND] },
  "src/chain": { from: ["src/stores/memory", ...GROUND], packages: ["ethers"] },
  "src/records": { from: ["src/did", "src/crypto", "src/errors"], pure: true },
  "src/stores": { from: ["src/did", "src/crypto", "src/errors"], pure: true },
  "src/stores/files": { from: ["src/stores", "src/did", "src/crypto", "src/errors"] },
  "src/stores/memory": { from: ["src/stores", "src/did", "src/crypto", "src/errors"], pure: true },
  "src/did": { from: ["src/crypto", "src/errors"], pure: true },
  "src/written": { from: ["src/crypto", "src/errors"], pure: true },
  "src/crypto": { from: ["src/errors"], pure: true },
  "src/errors": { from: [], pure: true },

  // The texts of errors. No room below imports them, so that code that throws stays small in a browser.
  "src/errors/catalogue": { from: ["src/errors"], pure: true },

  deploy: { from: [], packages: ["hardhat"] },
  "hardhat.config.ts": { from: [], packages: ["hardhat"] },
};

/** The only file that may call a source's `lookup()`. It checks the answer and handles its absence. */
export const ASKER = "src/facts/ask.ts";

/** What of src/ runs in Node alone, as folders and files. Nothing else of src/ imports these, but for their types. */
export const NODE_ONLY: readonly string[] = [
  "src/public/node.ts",
  "src/key-files",
  "src/stores/files",
  "src/trust-anchor/files",
  "src/crypto/port/node.ts",
  "src/crypto/port/der.ts",
];

/** The files that import packages by a name in a variable: packages that may not be installed. */
export const IMPORTS_BY_VARIABLE: readonly string[] = ["src/crypto/port/node.ts", "bench/peers/install.ts"];

/** What `#` names of package.json's `imports` stand for. */
export const SUBPATHS: Readonly<Record<string, string>> = { "#crypto": "src/crypto/port/port.ts" };

/** The one file that draws from the platform's generator. All others take randomBytes() of src/crypto. */
export const RANDOMNESS = "src/crypto/port/portable.ts";

/** Names that Node alone has. Of `unref` only sleep.ts knows where there is one. */
export const NODE_NAMES: readonly string[] = [
  "Buffer",
  "NodeJS",
  "__dirname",
  "__filename",
  "clearImmediate",
  "global",
  "process",
  "require",
  "setImmediate",
];
export const UNREF = "src/chain/sleep.ts";

/** Interfaces between rooms. They contain only types. */
export const SEAMS: readonly string[] = [
  "src/errors/catalogue/catalogue.ts",
  "src/records/relying-parties.ts",
  "src/crypto/keys/keys.ts",
  "src/did/record.ts",
  "src/facts/facts.ts",
  "src/formats/format.ts",
  "src/verdict/verdict.ts",
];

/** Packages that only some rooms may import, by the start of their name. */
export const GUARDED: Readonly<Record<string, string>> = {
  ethers: "ethers",
  hardhat: "hardhat",
  "@nomicfoundation/": "hardhat",
  typechain: "ethers",
  mocha: "tests",
  chai: "tests",
  // Its own entries are files here; by its name, the rules would not follow the import.
  didim: "itself",
};

/** Node modules that do I/O: forbidden in a pure room. */
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

/** Globals that do I/O or read the clock: forbidden in a pure room, by whatever way it comes to them. */
export const IMPURE_NAMES: readonly string[] = [
  "EventSource",
  "WebSocket",
  "XMLHttpRequest",
  "fetch",
  "indexedDB",
  "localStorage",
  "performance",
  "self",
  "sessionStorage",
  "setInterval",
  "setTimeout",
  "window",
];

/**
 * Globals of which a pure room may use all but these members. It may name such a global only to use a member, to call
 * `new` with arguments, or after `instanceof`: a variable for it, or a call of it, is refused.
 */
export const PARTLY_IMPURE: Readonly<Record<string, readonly string[]>> = {
  Date: ["now"],
  Math: ["random"],
  crypto: ["getRandomValues", "randomUUID"],
  process: ["env"],
};
