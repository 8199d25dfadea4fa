import { hexOf, sha256 } from "../crypto/encodings/bytes.ts";
import { DidimError } from "../errors/error.ts";
import { PROVED } from "../storage/registries.ts";
import { strictFile } from "../written/strict-file.ts";
import { checkForm, EXTRAS, type Pin, type Pins, type Sealers, type TrustAnchor } from "./anchor.ts";

const FORMAT = "didim-anchor/1";
/** 64 sealers and eight pins take 5 KB. */
const MAX_BYTES = 32_768;

const invalid = (why: string, cause?: unknown): DidimError => {
  const message = `Not a trust anchor's file: ${why}. \`npm run didim -- anchor create\` writes one.`;
  return new DidimError("facts.anchor-file", message, { why }, { cause });
};
const { whole, members, natural, text, texts } = strictFile(MAX_BYTES, invalid);

/**
 * Reads an anchor file strictly: required members only, no others, no duplicates, addresses and hashes in lower case.
 * Does not check whether it has expired. Throws `facts.anchor-file`, and `facts.proof-bad-anchor` for a well-formed
 * file with an invalid anchor.
 */
export function parseAnchor(content: string): TrustAnchor {
  const file = whole(content, ["format", "chainId", "registries", "sealers", "advancedAt"]);
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

/**
 * The text of an anchor's file. Members are in a fixed order, so each anchor has exactly one text. Throws
 * `facts.proof-bad-anchor`.
 */
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

/** SHA-256 of the anchor file's text, in hex. People compare it over another channel than the file's. */
export function anchorFingerprint(anchor: TrustAnchor): string {
  return hexOf(sha256(anchorToJson(anchor)));
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
