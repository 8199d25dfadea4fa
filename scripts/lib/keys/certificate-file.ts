import { createHash } from "node:crypto";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { inputBytes } from "../terminal/input/input.ts";

/** Far larger than any certificate; nothing longer is read. */
const MAX_BYTES = 65_536;
const LINE_BREAK = /\r?\n/;
const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";
/** RFC 7468 §3: at most 64 characters a line; some tools write 76 (RFC 2045). */
const BASE64_LINE = /^[A-Za-z0-9+/]{1,76}={0,2}$/;
/** The tag of an ASN.1 SEQUENCE; a certificate begins with it. */
const SEQUENCE = 0x30;

/**
 * The SHA-256 of the DER of the one certificate in a PEM or DER file; 0x-hex. Checks only that it is a single DER
 * SEQUENCE; the certificate's content is not read. Throws `cli.certificate`, `cli.no-file`.
 */
export function certificateHash(file: string): string {
  const bytes = readBounded(file);
  const der = bytes[0] === SEQUENCE ? bytes : derIn(bytes, file);
  if (!isOneSequence(der)) throw noCertificate(file, "it is not one DER SEQUENCE");
  return `0x${createHash("sha256").update(der).digest("hex")}`;
}

function readBounded(file: string): Buffer {
  try {
    return Buffer.from(inputBytes(file, MAX_BYTES));
  } catch (error) {
    throw isDidimError(error, "files.too-large") ? noCertificate(file, "it is too large") : error;
  }
}

/**
 * The DER in a PEM text (RFC 7468). The text must have exactly one block: with a chain it would be unclear which
 * certificate is meant.
 */
function derIn(bytes: Buffer, file: string): Buffer {
  const text = bytes.toString("latin1").trim();
  if (!text.startsWith("-----BEGIN ")) throw noCertificate(file, "it is neither PEM nor DER");
  const [begin, ...lines] = text.split(LINE_BREAK);
  if (begin !== BEGIN) throw noCertificate(file, "it holds something else than a certificate");
  const end = lines.indexOf(END);
  if (end !== lines.length - 1)
    throw noCertificate(file, end === -1 ? "it is cut off" : "it holds more than one block");
  const base64 = lines.slice(0, end);
  // Padding is allowed only at the end.
  const well = base64.every((line, i) => BASE64_LINE.test(line) && (i === end - 1 || !line.endsWith("=")));
  const der = Buffer.from(base64.join(""), "base64");
  if (!well || der.toString("base64") !== base64.join("")) throw noCertificate(file, "it is not canonical base64");
  return der;
}

/** X.690 §8.1.3, §10.1: a definite length in its shortest form, equal to the length of the content. */
function isOneSequence(der: Buffer): boolean {
  const first = der[1];
  if (der[0] !== SEQUENCE || first === undefined) return false;
  if (first < 0x80) return der.length === 2 + first;
  const more = first - 0x80;
  if (more < 1 || more > 3 || der.length < 2 + more) return false;
  const length = der.readUIntBE(2, more);
  const shortest = more === 1 ? 0x80 : 2 ** (8 * (more - 1));
  return length >= shortest && der.length === 2 + more + length;
}

function noCertificate(file: string, why: string): DidimError {
  return new DidimError("cli.certificate", `${file} is not a file with one certificate in PEM or DER: ${why}.`, {
    file,
    why,
  });
}
