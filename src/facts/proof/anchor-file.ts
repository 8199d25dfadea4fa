import { hash } from "node:crypto";
import { isObject, type JsonObject, parseJson } from "../../crypto/json.ts";
import { DidimError, isDidimError } from "../../errors.ts";
import { checkForm, EXTRAS, type Pin, type Pins, PROVED, type Sealers, type TrustAnchor } from "./anchor.ts";

const FORMAT = "didim-anchor/1";
/** 64 sealers and eight pins take 5 KB. */
const MOST_BYTES = 32_768;

/**
 * Reads an anchor file's text strictly: everything there, nothing else, no name twice, addresses and hashes in lower case. Whether it has expired is not looked
 * at here. Throws `facts.anchor-file`, and `facts.proof-bad-anchor` for what is written well and makes no anchor.
 */
export function parseAnchor(text: string): TrustAnchor {
  const file = members("the file", read(text), ["format", "chainId", "registries", "sealers", "advancedAt"]);
  if (file.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  const anchor: TrustAnchor = {
    chainId: BigInt(natural("chainId", file.chainId)),
    registries: pinsOf(file.registries),
    sealers: sealersOf(file.sealers),
    advancedAt: natural("advancedAt", file.advancedAt),
  };
  checkForm(anchor);
  return anchor;
}

/** The text of an anchor file: the one that this anchor has, for members come in one order. Throws `facts.proof-bad-anchor`. */
export function anchorToJson(anchor: TrustAnchor): string {
  checkForm(anchor);
  const { chainId, registries, sealers, advancedAt } = anchor;
  const pins = [...PROVED, ...EXTRAS].flatMap((name) => {
    const pin = registries[name];
    return pin === undefined ? [] : [[name, orderedPin(pin)] as const];
  });
  const file = {
    format: FORMAT,
    chainId: Number(chainId),
    registries: Object.fromEntries(pins),
    sealers: orderedSealers(sealers),
    advancedAt,
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** SHA-256 of the anchor file's text, hex: for people to compare over another way than the file came. */
export function anchorFingerprint(anchor: TrustAnchor): string {
  return hash("sha256", anchorToJson(anchor), "hex");
}

function read(text: string): unknown {
  if (text.length > MOST_BYTES) throw invalid(`it is longer than ${MOST_BYTES} characters`);
  try {
    return parseJson(Buffer.from(text, "utf8"));
  } catch (cause) {
    if (isDidimError(cause)) throw invalid(`its JSON has ${String(cause.facts.why)}`, cause);
    throw cause;
  }
}

function pinsOf(value: unknown): Pins {
  const list = members("registries", value, PROVED, EXTRAS);
  const pins = Object.entries(list).map(([name, pin]) => [name, pinOf(`registries.${name}`, pin)] as const);
  return Object.fromEntries(pins) as unknown as Pins;
}

function pinOf(name: string, value: unknown): Pin {
  const { address, codeHash, from, until, distrusted } = members(
    name,
    value,
    ["address", "codeHash"],
    ["from", "until", "distrusted"],
  );
  if (distrusted !== undefined && distrusted !== true) throw invalid(`${name}.distrusted is not true`);
  return orderedPin({
    address: text(`${name}.address`, address),
    codeHash: text(`${name}.codeHash`, codeHash),
    ...(from !== undefined && { from: natural(`${name}.from`, from) }),
    ...(until !== undefined && { until: natural(`${name}.until`, until) }),
    ...(distrusted && { distrusted }),
  });
}

function orderedPin({ address, codeHash, from, until, distrusted }: Pin): Pin {
  return {
    address,
    codeHash,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(distrusted && { distrusted }),
  };
}

function sealersOf(value: unknown): Sealers {
  const { kind, ...rest } = members("sealers", value, ["kind"], ["validators", "former", "members", "threshold"]);
  if (kind === "qbft") {
    const { validators, former } = members("sealers", rest, ["validators"], ["former"]);
    return orderedSealers({
      kind,
      validators: texts("sealers.validators", validators),
      ...(former !== undefined && { former: texts("sealers.former", former) }),
    });
  }
  if (kind !== "checkpoint") throw invalid("sealers.kind is neither qbft nor checkpoint");
  const { members: named, threshold } = members("sealers", rest, ["members", "threshold"]);
  return {
    kind,
    members: texts("sealers.members", named),
    threshold: natural("sealers.threshold", threshold),
  };
}

function orderedSealers(sealers: Sealers): Sealers {
  if (sealers.kind === "qbft") {
    const { kind, validators, former = [] } = sealers;
    return { kind, validators, ...(former.length > 0 && { former }) };
  }
  return { kind: "checkpoint", members: sealers.members, threshold: sealers.threshold };
}

function members(what: string, value: unknown, needed: readonly string[], allowed: readonly string[] = []): JsonObject {
  if (!isObject(value)) throw invalid(`${what} is not an object`);
  const missing = needed.filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0) throw invalid(`${what} lacks ${missing.join(", ")}`);
  const foreign = Object.keys(value).find((name) => !needed.includes(name) && !allowed.includes(name));
  if (foreign !== undefined) throw invalid(`${what} has a member that it should not have: ${foreign.slice(0, 40)}`);
  return value;
}

function natural(what: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${what} is not a whole number`);
}

function text(what: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw invalid(`${what} is not a text`);
}

function texts(what: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw invalid(`${what} is not a list`);
  return value.map((each, i) => text(`${what}.${i}`, each));
}

function invalid(why: string, cause?: unknown): DidimError {
  const message = `Not a trust anchor's file: ${why}. \`npm run didim -- anchor create\` writes one.`;
  return new DidimError("facts.anchor-file", message, { why }, { cause });
}
