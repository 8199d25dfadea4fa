import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { ERRORS } from "../../src/public/errors.ts";
import { koreanPages, koreanTexts } from "./korean-texts.ts";

/** The last column of the page's tables. */
function forbidden(): readonly string[] {
  const page = readFileSync("docs/korean.md", "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  const words = rows.flatMap((row) => row.split("|")[3]?.split(",") ?? []).map((word) => word.trim());
  return words.filter((word) => word !== "" && word !== "not");
}

/** Names of standards, programs, units and members, which have no Korean. */
const NAMES = new Set(
  `ACTIONS Besu DER DID EIP EIP-712 IP ISO IEC JDK JSON JSON-RPC JWK JWT KiB Hyperledger Java Node PATH PEM QBFT RFC RLP RPC
  SD-JWT SHA SHA-256 Schema Set URI URL UTF-8 VC VC-JWT VCDM wei Ctrl-C BESU Didim
  ES256 ES256K HS256 P-256 X.509 secp256k1 base64url keystore salt enode urn clone
  CSV Lines issued Accreditations CredentialTypes EvidenceLog RelyingParties StatusLists TrustLens JsonSchema credentialSubject
  VerifiableCredential VerifiablePresentation
  add compromise retire remove sign withdraw present list anchor key did checkpoint
  for against abstain none all local besu quorum latest status audience nonce policy asOf facts roots disclosure doctype
  vct iss iat nbf exp cnf typ kid member guardian password docker trust seat validator init consortium controller delegate
  npm start run node nodes deploy didim operations docs log name address addresses region k n y N NAME DIDIM_LANG DIDIM_HOME XDG_STATE_HOME
  DIDIM_PASSWORD_FILE eth_getProof eth_sendTransaction eth_signTypedData_v4 eth ethr http https mailto tel data
  did-json application did+json did+ld+json dc+sd-jwt vc+jwt vc jwt dc sd jwk json did:jwk keys wallet indices md yml
  node-2 member-1 status-lists delegate-1 validator.remove seat.remove besu.log address.region en mois
  behind r s x o org mdoc DCQL proto__ context null`
    .split(/\s+/)
    .filter(Boolean),
);

/** A text without what programs read: filled-in values, options, code, addresses and file names. */
function bare(text: string): string {
  return text
    .replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, " ")
    .replace(/`[^`]*`/g, " ")
    .replace(/"[^"]*"/g, " ")
    .replace(/(?:https?|urn|did|mailto|tel):\S*/g, " ")
    .replace(/(?:npm run|npx) [a-z]+(?: --)?(?: [a-z-]+)*/g, " ")
    .replace(/(?<![\w-])--?[A-Za-z][\w-]*/g, " ")
    .replace(/\$[A-Z_]+/g, " ")
    .replace(/<[^<>]*>|\[[^[\]가-힣]*\]/g, " ")
    .replace(/[\w./-]*\.(?:json|jwk|txt|pem|md|yml|ts)\b/g, " ")
    .replace(/0x[0-9a-f]*/gi, " ");
}

/** Names that only pages have: of standards, programs and contracts. */
const PAGE_NAMES = new Set(
  `EVM Solidity TypeScript SDK ES UTC Web3 Secret Storage HSM JWE PBES2-HS512+A256KW CP949 MB GB KB GiB Hardhat EDR Ignition
  Linux macOS Windows Debian QR NFC TLS NTP BFT FOREST OpenID4VCI Prometheus Grafana Dashboards Import Compose Docker Lua
  API Excel Express Fastify MiB RocksDB DIDRegistry Council CouncilTimelock Directory ValidatorSet systemd nginx root exporter gwei k-of-n M h m d id
  ministry agency commission gate newcomer page ticket false grade office.city holder_key`
    .split(/\s+/)
    .filter(Boolean),
);

/** Whether a word of the text begins so: 정해지지 does not begin with 해지. */
const beginsIn = (text: string, word: string): boolean => new RegExp(`(?<![가-힣])${word}`, "u").test(text);

/** A sentence that does not end in -습니다 or -십시오, or a question that does not end in -시겠습니까. */
const BLUNT = /(?<!니)다(?:\.|$)|(?<!시겠습니)까\?/m;

describe("The Korean texts", () => {
  const texts = koreanTexts();

  it("are all read: verdicts, wallet, issuer, errors and commands", () => {
    for (const folder of ["src/verdict", "src/holder", "src/issuer", "src/errors", "src/registry", "scripts/commands"])
      expect(
        texts.some(({ at }) => at.startsWith(`${folder}/`)),
        folder,
      ).to.equal(true);
    expect(texts).to.have.length.above(900);
  });

  it("use one term for one thing: none of the words that the page of terms rules out", () => {
    const words = forbidden();
    expect(words).to.include.members(["발급 기관", "검증기", "트랜잭션", "재개"]);
    const wrong = texts.flatMap(({ at, text }) =>
      words.filter((word) => beginsIn(text, word)).map((word) => `${at}: ${word}: ${text}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("have no English word but names", () => {
    const wrong = texts.flatMap(({ at, text }) => {
      const words = bare(text).match(/[A-Za-z][A-Za-z0-9_.+-]*/g) ?? [];
      return words
        .map((word) => word.replace(/[.+-]+$/, ""))
        .filter((word) => !NAMES.has(word))
        .map((word) => `${at}: ${word}: ${text}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it("fill in nothing that is in English", () => {
    const english = texts.filter(({ text }) => /\{[^{}]*(?:\.en\b|\["en"\])[^{}]*\}/.test(text));
    expect(english).to.deep.equal([]);
  });

  it("give an error's reason in Korean, too: its message is in English", () => {
    const files = globSync("scripts/**/*.ts").map((file) => readFileSync(file, "utf8").split("\n"));
    const lines = files.flat().filter((line) => /\bko: .*\.message\b/.test(line));
    expect(lines).to.have.length.above(0);
    expect(lines.filter((line) => !line.includes("koreanOf("))).to.deep.equal([]);
  });

  it("speak to the reader politely: sentences end in -습니다 or -십시오, questions in -시겠습니까", () => {
    const blunt = texts.filter(({ text }) => BLUNT.test(text));
    expect(blunt).to.deep.equal([]);
  });

  it("put no particle after a value, which may end in any letter", () => {
    const after = /\}(?:은|는|이|가|을|를|와|과|로|으로)(?![가-힣])|은\(는|이\(가|을\(를|\(으\)/;
    expect(texts.filter(({ text }) => after.test(text))).to.deep.equal([]);
  });

  it("of errors fill in no reason of ours, which is a text in English", () => {
    const reasons = Object.entries(ERRORS).filter(([, { ko }]) => /\{(?:why|what|problems|reason|message)\}/.test(ko));
    expect(reasons.map(([code]) => code)).to.deep.equal([]);
  });
});

describe("The Korean pages", () => {
  const texts = koreanPages();

  it("are all read", () => {
    for (const page of ["README.ko.md", ...globSync("docs/ko/*.md")])
      expect(
        texts.some(({ at }) => at.startsWith(`${page}:`)),
        page,
      ).to.equal(true);
  });

  it("use the terms of the page of terms, too", () => {
    const words = forbidden();
    const wrong = texts.flatMap(({ at, text }) =>
      words.filter((word) => beginsIn(text, word)).map((word) => `${at}: ${word}: ${text}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("have no English word but names", () => {
    const wrong = texts.flatMap(({ at, text }) => {
      const words = bare(text).match(/[A-Za-z][A-Za-z0-9_.+-]*/g) ?? [];
      return words
        .map((word) => word.replace(/[.+-]+$/, ""))
        .filter((word) => !NAMES.has(word) && !PAGE_NAMES.has(word))
        .map((word) => `${at}: ${word}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it("speak to the reader politely", () => {
    const blunt = texts.filter(({ text }) => BLUNT.test(text));
    expect(blunt).to.deep.equal([]);
  });
});
