import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { certificateHash } from "../../../scripts/lib/keys/certificate-file.ts";
import { refused } from "../../support/refused.ts";
import { ROOT_DER, ROOT_PEM, ROOT_SHA256 } from "./certificate.fixture.ts";

describe("A certificate's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-"));
  after(() => rmSync(folder, { recursive: true }));

  const hashOf = (content: string | Uint8Array): string => {
    const file = join(folder, "certificate");
    writeFileSync(file, content);
    return certificateHash(file);
  };
  const pem = (der: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;
  const lines = ROOT_PEM.trimEnd().split("\n");
  const joined = (of: readonly string[], by = "\n") => of.join(by);

  it("is identified by the SHA-256 of its DER, which openssl shows as the fingerprint, in PEM or DER", () => {
    expect(hashOf(ROOT_PEM)).to.equal(`0x${ROOT_SHA256}`);
    expect(hashOf(ROOT_DER)).to.equal(`0x${ROOT_SHA256}`);
    expect(hashOf(joined(lines, "\r\n"))).to.equal(`0x${ROOT_SHA256}`);
    expect(hashOf(`\n\n${ROOT_PEM}\n`)).to.equal(`0x${ROOT_SHA256}`);
  });

  it("must be one DER SEQUENCE of exactly its length, in the shortest encoding", () => {
    const body = ROOT_DER.subarray(4);
    const sequences: readonly (readonly number[] | Uint8Array)[] = [
      ROOT_DER.subarray(0, -1),
      [...ROOT_DER, 0],
      [],
      [0x30],
      [0x30, 0x80, 0, 0], // of indefinite length, which is BER
      [0x30, 0x81, 0x02, 5, 0], // a longer form than necessary
      [0x30, 0x82, 0x00, 0x02, 5, 0],
      [0x30, 0x83, 0x00, 0x01, 0xba, ...body],
      [0x30, 0x84, 0x00, 0x00, 0x01, 0xba, ...body],
      [0x30, 0x82, 0x01],
      [0x31, ...ROOT_DER.subarray(1)],
      [0x04, 0x02, 5, 0],
    ];
    for (const der of sequences) {
      for (const written of [Uint8Array.from(der), pem(Uint8Array.from(der))]) {
        refused(() => hashOf(written), "cli.certificate");
      }
    }
    expect(hashOf(Uint8Array.from([0x30, 0x02, 0x05, 0x00]))).to.match(/^0x/);
    expect(hashOf(Uint8Array.from([0x30, 0x81, 0x80, ...new Uint8Array(128)]))).to.match(/^0x/);
  });

  it("must be one PEM block of canonical base64 with nothing beside it", () => {
    const [begin = "", first = "", ...rest] = lines;
    const end = rest.at(-1) ?? "";
    const texts = [
      "",
      "certificate",
      ROOT_PEM + ROOT_PEM,
      `Subject: C=UT\n${ROOT_PEM}`,
      `${ROOT_PEM}Subject: C=UT`,
      joined(lines.slice(0, -1)),
      joined(lines.slice(1)),
      joined([begin, end]),
      joined([begin, "Proc-Type: 4,ENCRYPTED", "", first, ...rest]),
      joined([begin, `${first} `, ...rest]),
      joined([begin, `${first.slice(0, -1)}-`, ...rest]),
      joined([begin, `${first.slice(0, -1)}=`, ...rest]),
      joined([begin, "", first, ...rest]),
      joined([begin, first, ...rest.slice(0, -2), `${rest.at(-2)}=`, end]),
      // The last character has stray bits: another spelling of the same bytes.
      pem(ROOT_DER.subarray(0, -1)).replace(/A==/, "B=="),
      ROOT_PEM.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE"),
      ROOT_PEM.replaceAll("CERTIFICATE", "PRIVATE KEY"),
      ROOT_PEM.replace("END CERTIFICATE", "END PRIVATE KEY"),
    ];
    for (const text of texts) refused(() => hashOf(text), "cli.certificate");
  });

  it("must exist, and is not read beyond the size limit", () => {
    const length = 65_536 - 4;
    const largest = Buffer.concat([Buffer.from([0x30, 0x82, length >> 8, length & 255]), Buffer.alloc(length)]);
    expect(hashOf(largest)).to.match(/^0x[0-9a-f]{64}$/);
    refused(() => hashOf(Buffer.concat([largest, Buffer.alloc(1)])), "cli.certificate");
    refused(() => hashOf("\n".repeat(1_000_000) + ROOT_PEM), "cli.certificate");
    refused(() => certificateHash(join(folder, "none")), "cli.no-file");
  });
});
