import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createKey, openSigning } from "../../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../../scripts/lib/terminal/home.ts";
import { ZERO_ADDRESS } from "../../../../src/did/address.ts";
import { typeIdOf } from "../../../../src/public/council.ts";
import { keyEntry } from "../../../../src/public/did.ts";
import { generateSigner } from "../../../../src/public/keys.ts";
import { formatAddresses, NO_END } from "../../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../../support/chain.ts";
import { type Ran, Terminal } from "../../cli.fixture.ts";

export const VCT = "urn:kr:mois:civil-servant-id";

export const SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: {
    name: { type: "string", minLength: 1 },
    grade: { type: "integer" },
    deputy: { type: "boolean" },
    born: { type: "string", format: "date" },
    office: { type: "object", properties: { city: { type: "string" }, floor: { type: "number" } } },
    roles: { type: "array", items: { type: "string" } },
  },
  required: ["name"],
  additionalProperties: false,
} as const;

/** An agency's clerk at a terminal, with an accredited issuer and an open list, on a chain of the test's own. */
export interface Agency {
  readonly t: Terminal;
  readonly chain: LocalChain;
  /** The issuer's address. */
  readonly city: string;
  /** `--network …`. */
  readonly on: readonly string[];
  /** Runs `didim` on this chain. */
  didim(...words: readonly string[]): Promise<Ran>;
  /** The same, for a command that must succeed: its JSON. */
  done(...words: readonly string[]): Promise<Record<string, unknown>>;
  /** The words of the command that issues a batch. */
  issue(file: string, ...options: readonly string[]): string[];
  close(): Promise<void>;
}

const PASSWORD = "a password for tests";

/** @param start Another process than a test's run needs a chain that ends when it is stopped. */
export async function openAgency(capacity = 1024, start = startLocalChain): Promise<Agency> {
  const t = new Terminal();
  const chain = await start({ secondsAgo: 3600 });
  const [ministry = "", city = ""] = chain.accounts.slice(7);
  const schema = JSON.stringify(SCHEMA);
  const schemaHash = `0x${createHash("sha256").update(schema).digest("hex")}` as const;
  t.write("schema.json", schema);
  t.write("addresses.json", formatAddresses(chain.addresses));
  await chain.decide([{ do: "type.register", vct: VCT, authority: ministry, schemaHash }], "공무원증");
  const home = homeAt(t.folder);
  await createKey(home, "city", "signing", PASSWORD);
  const { name, value } = keyEntry((await openSigning(home, "city", PASSWORD)).publicJwk);
  await chain.as(city).dids.setAttribute(city, name, value, NO_END);
  await chain.as(city).accreditations.applyFor(city, typeIdOf(VCT), ZERO_ADDRESS, true, 0, "");
  await chain.as(ministry).accreditations.accredit(city, typeIdOf(VCT), true, 0, NO_END, 0);
  await chain.catchUp();
  const on = ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const done: Agency["done"] = (...words) => t.done(...words, ...on);
  await done("list", "open", "1", "--capacity", String(capacity), "--account", "8");
  return {
    ...{ t, chain, city, on, done },
    didim: (...words) => t.didim(...words, ...on),
    issue: (file, ...options) => [
      ...["credential", "issue", VCT, "--issuer", city, "--signing-key", "city", "--schema", t.path("schema.json")],
      ...["--batch", file, ...options],
    ],
    async close() {
      await chain.stop();
      t.close();
    },
  };
}

/** A holder's public key, as a cell of CSV. */
export const keyCell = (): string => `"${JSON.stringify(generateSigner("ES256").publicJwk).replaceAll('"', '""')}"`;

/** A CSV file of so many people. */
export function people(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => `정새롬 ${i},${(i % 9) + 1},세종,${i % 5},${keyCell()}`);
  return `${["name,grade,office.city,office.floor,holder_key", ...rows].join("\r\n")}\r\n`;
}

/** A line of a batch's output. */
export interface Line {
  readonly row: string;
  readonly list: number;
  readonly index: number;
  readonly issuedAt: number;
  readonly expires: number;
  readonly credential: string;
}

export const linesIn = (file: string): Line[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
