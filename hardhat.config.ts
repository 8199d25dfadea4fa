import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatIgnition from "@nomicfoundation/hardhat-ignition-ethers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

const require = createRequire(import.meta.url);

// Coverage compiles contracts with counters, which makes them larger and more expensive, so they get folders of their
// own.
const coverage = process.argv.includes("--coverage");
const build = process.env.DIDIM_BUILD ?? (coverage ? "coverage" : ".");

// `npm run campaign` makes more random runs (tools/testing/effort.ts).
const effort = Number(process.env.DIDIM_EFFORT ?? 1);
const seed = process.env.DIDIM_SEED;

export default defineConfig({
  plugins: [hardhatEthers, hardhatChaiMatchers, hardhatIgnition, hardhatMocha, hardhatNetworkHelpers, hardhatTypechain],
  solidity: {
    version: "0.8.37",
    // The compiler comes with `npm ci`; nothing is downloaded at build time.
    path: require.resolve("solc/soljson.js"),
    settings: {
      evmVersion: "cancun",
      optimizer: { enabled: true, runs: 1_000 },
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },
  paths: {
    sources: "contracts",
    tests: { mocha: "test", solidity: "test/invariants" },
    ignition: "deploy",
    artifacts: `${build}/artifacts`,
    cache: `${build}/cache`,
  },
  // TypeChain's namespaces are types with a stray semicolon, which erasableSyntaxOnly treats as code.
  typechain: { outDir: `${build}/typechain`, tsNocheck: true },
  coverage: { skipFiles: ["contracts/test-doubles/**"] },
  test: {
    mocha: { timeout: 180_000 },
    solidity: {
      fuzz: { runs: 256 * effort, ...(seed === undefined ? {} : { seed: `0x${Number(seed).toString(16)}` }) },
      invariant: { runs: 64 * effort, depth: 100, failOnRevert: false },
    },
  },
  networks: {
    local: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      chainId: 31337,
      allowUnlimitedContractSize: coverage,
    },
    // For histories with several transactions a block, and several blocks in one second. On QBFT each block is at least
    // a second later than the one before, but local nodes and other chains have blocks of the same second, and nothing
    // may depend on their absence.
    crowded: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "cancun",
      chainId: 31337,
      allowUnlimitedContractSize: coverage,
      allowBlocksWithSameTimestamp: true,
      // Fixed, because an estimate uses the state before the block; and refused transactions must be mined too.
      gas: 8_000_000,
      blockGasLimit: 800_000_000,
      throwOnTransactionFailures: false,
      mining: { mempool: { order: "fifo" } },
    },
  },
});
