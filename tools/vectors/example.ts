/**
 * `npm run vectors:example`: runs the verifier in Python over the pack (vectors/examples/python). Ends with exit code 3
 * if Python or its package cannot be had.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { install, run } from "../venv.ts";

const EXAMPLE = "vectors/examples/python";
const [name = "", version = ""] = readFileSync(join(EXAMPLE, "requirements.txt"), "utf8").trim().split("==");

const bin = install({ name: "vectors-example", package: name, version, python: "3.9" });
const { ok, output } = run(join(bin, "python"), ["-B", join(EXAMPLE, "run.py")]);
process.stdout.write(output);
process.exitCode = ok ? 0 : 1;
