// Runs before every npm command (the pre hooks in package.json): installs packages as the lock file says and builds the
// contracts. It is plain JavaScript without dependencies, because a fresh clone has none and Node 20 does not strip
// types. It writes only to standard error, so that `npm run -s didim -- … --json` prints nothing but JSON.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE = "24.21.0";
// `npm run -s` would hide npm's reason for failing. Shorter retries report a missing network sooner than a minute.
const NPM = { npm_config_loglevel: "error", npm_config_fetch_retry_mintimeout: "2000" };
const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`didim: ${text}\n`);
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Why node_modules does not match package-lock.json; undefined if it does. */
function whyInstall() {
  const record = at("node_modules", ".package-lock.json"); // npm's own record, written when an install is complete
  if (!existsSync(record)) return "packages are not installed yet";
  const installed = readJson(record).packages;
  const differs = ([path, wanted]) =>
    installed[path] === undefined ? !wanted.optional : installed[path].version !== wanted.version;
  const wanted = Object.entries(readJson(at("package-lock.json")).packages).filter(([path]) => path !== "");
  if (wanted.some(differs)) return "package-lock.json changed";
  // Under Node 20, npm omits the chain's native part, which requires Node 22.
  const native = `edr-${process.platform}-${process.arch}`;
  const present = readdirSync(at("node_modules", "@nomicfoundation")).some((name) => name.startsWith(native));
  if (!present) return "the local chain's native part is missing";
  return existsSync(at("node_modules", "node", "bin")) ? undefined : `Node ${NODE} is missing`;
}

/** A hash over everything that the compiled contracts and their TypeScript types depend on. */
function sourcesHash() {
  const files = ["package-lock.json", "hardhat.config.ts"];
  for (const folder of ["contracts", "test/invariants"]) {
    if (!existsSync(at(folder))) continue;
    for (const name of readdirSync(at(folder), { recursive: true })) {
      if (name.endsWith(".sol")) files.push(join(folder, name));
    }
  }
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(at(file)))
      .update("\0");
  return hash.digest("hex");
}

function whyBuild(hash) {
  if (!existsSync(at("artifacts")) || !existsSync(at("typechain"))) return "contracts are not compiled yet";
  const stamp = at("cache", "didim-sources");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hash ? undefined : "contracts changed";
}

/** Runs a command and captures its output; on failure the error has its last lines. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...NPM },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-100_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}

/** Prints a line at the start, one every ten seconds and one at the end, so that nobody takes it for hanging. */
async function withProgress(title, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  say(`${title} …`);
  const timer = setInterval(() => say(`  … ${seconds()} s`), 10_000);
  const result = await work();
  clearInterval(timer);
  if (result.ok) say(`  done in ${seconds()} s`);
  return result;
}

function fail(what, output) {
  say(`${what} failed:\n${output.trim().split("\n").slice(-15).join("\n")}`);
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(output)) {
    say("the npm registry cannot be reached. The first start needs it once; afterwards Didim works offline.");
    say("Behind a proxy or a mirror: `npm config set proxy …` or `npm config set registry …`, then try again.");
  }
  process.exit(1);
}

async function install(why) {
  if (existsSync(at("node_modules")) && lstatSync(at("node_modules")).isSymbolicLink()) {
    say(`${why}, but node_modules is a link: install where it points to.`);
    return;
  }
  const args = ["-y", "-p", `node@${NODE}`, "--", "npm", "ci", "--no-audit", "--no-fund"];
  const result = await withProgress(`${why}: installing (half a minute, once)`, () => run("npx", args));
  if (!result.ok) fail("npm ci", result.output);
}

async function build(why, hash) {
  const node = at("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  const hardhat = at("node_modules", "hardhat", "dist", "src", "cli.js");
  const result = await withProgress(`${why}: compiling`, () => run(node, [hardhat, "build"]));
  if (!result.ok) fail("hardhat build", result.output);
  mkdirSync(at("cache"), { recursive: true });
  writeFileSync(at("cache", "didim-sources"), hash);
}

function running(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Whether the process that holds the lock is gone. A lock without a pid is abandoned after one second. */
function abandoned(lock) {
  try {
    return !running(Number(readFileSync(join(lock, "pid"), "utf8")));
  } catch {
    return existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 1000;
  }
}

/** Lets one bootstrap run at a time; creating a folder is atomic. Takes over the lock of a process that is gone. */
async function locked(work) {
  const lock = at(".tools", "bootstrap.lock");
  mkdirSync(at(".tools"), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (abandoned(lock)) rmSync(lock, { recursive: true, force: true });
      else if (!told) say("another Didim command is preparing this folder; waiting for it …");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.on("exit", release);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
  writeFileSync(join(lock, "pid"), String(process.pid));
  await work();
}

async function prepare() {
  const missing = whyInstall();
  if (missing) await install(missing);
  const hash = sourcesHash();
  const stale = whyBuild(hash);
  if (stale) await build(stale, hash);
}

if (whyInstall() || whyBuild(sourcesHash())) await locked(prepare);
