import fc from "fast-check";

/** The type, the audience and the nonce of what is in the scene. */
export const VCT = "urn:kr:mois:civil-servant-id";
export const AUDIENCE = "https://gate.example";
export const NONCE = "0123456789abcdef0123";

/** Where a command runs: what the names in braces stand for. */
export type Place = Readonly<Record<"home" | "files" | "out" | "node" | "city" | "gate", string>>;

const LONG: Readonly<Record<string, string>> = { long: "x".repeat(100_000), longKorean: "가".repeat(40_000) };

/** A word with the names in braces replaced: `{home}/keys`. */
export const filled = (word: string, place: Place): string =>
  word.replace(/\{(\w+)\}/g, (whole, name: string) => (place as Record<string, string>)[name] ?? LONG[name] ?? whole);

/** Files that a command may be given. Those of the scene are in scene.fixture.ts. */
export const FILES = [
  ...["id.txt", "shown.json", "stapled.json", "claims.json", "schema.json", "holder.jwk", "anchor.json"],
  ...["checkpoint.json", "addresses.json", "request.json", "actions.json", "kept.evidence", "password"],
].map((name) => `{files}/${name}`);

const NO_FILES = [
  "{files}",
  "{files}/missing",
  "{files}/id.txt/below",
  "/dev/null",
  "/dev/full",
  "/proc/self/mem",
  "-",
];
const NEW_FILES = ["{out}/new", "{out}/deep/er/new", "{out}/새 파일"];

const NUMBERS = ["0", "1", "2", "128", "1024"];
const NO_NUMBERS = [
  ...["NaN", "-1", "1e999", "9007199254740993", "0x10", "1.5", "٣", "１", "4294967296", "00", " 1", "Infinity"],
];
const TEXTS = ["세종특별자치시", "papers: 2026-4711", "tel:+82-44-000-0000"];
const NO_TEXTS = [
  ...[
    "",
    " ",
    "{long}",
    "{longKorean}",
    "\u202e반대",
    "a\u200bb",
    "\ufeff",
    "\u0007\u001b[2J",
    "a\nb",
    "\r",
    "\u{1f468}",
  ],
  ...["-", "--", "-x", "--no-such", "=", "a=b=c", "..", "../..", "__proto__", "constructor", "%s%n", "{", "\\", "a\\"],
  ...["null", "{}", "[]", "true", "*", "~", "$HOME", ",", ",,", "did:", "urn:", "0x"],
];
const DIDS = ["{city}", "{gate}", "did:ethr:0x7a69:{city}", "did:ethr:0x7a69:{gate}", "city"];
const NO_DIDS = ["did:ethr:0x1:{city}", "did:web:example.org", "nobody", "0x00", "did:ethr:0x7a69:0x1", "none"];
const TIMES = ["+90d", "2027-03-01", "now", "never", "1793750400", "2027-03-01T09:00:00+09:00"];
const NO_TIMES = ["2027-02-30", "+99999999999d", "-1d", "2027-03-01T09:00:00", "+1w", "99999999999999999999"];
const URLS = ["{node}", "http://127.0.0.1:9", "local", "{node},{node}", "{node},http://127.0.0.1:9"];
const NO_URLS = [
  "besu",
  "besu:{files}",
  "http://",
  "http://127.0.0.1:99999",
  "ftp://127.0.0.1",
  "http://[::1",
  "{node}/?\u0000".slice(0, -1),
];
const KEYS = ["city", "city-signs"];
const HASHES = [`0x${"ab".repeat(32)}`, "ab".repeat(32)];

/** What an option usually gets, by its name. Others get what their placeholder says. */
const BY_OPTION: Readonly<Record<string, readonly string[]>> = {
  "--issuer": ["{city}", `${VCT}={city}`],
  "--authority": ["{gate}", `${VCT}={gate}`],
  "--signing-key": ["city-signs"],
  "--claims": ["{files}/claims.json", "name,agency"],
  "--schema": ["{files}/schema.json"],
  "--holder-key": ["{files}/holder.jwk"],
  "--anchor": ["{files}/anchor.json"],
  "--checkpoint": ["{files}/checkpoint.json"],
  "--request": ["{files}/request.json"],
  "--addresses": ["{files}/addresses.json"],
  "--audience": [AUDIENCE],
  "--nonce": [NONCE],
  "--type": [`${VCT}=name`, VCT],
  "--format": ["dc+sd-jwt", "vc+jwt"],
  "--network": URLS,
  "--read": ["quorum", "1/1", "quorum 2/2"],
  "--out": NEW_FILES,
  "--archive": NEW_FILES,
  "--snapshot": NEW_FILES,
  "--home": ["{home}"],
  "--dir": ["{home}/consortium"],
  "--account": ["8", "7", "1", "3", "{city}"],
  "--key": ["city"],
  "--password-fd": ["0", "1", "3", "7", "11", "16", "99", "999"],
  "--signer": ["{node}"],
};

/** What a placeholder in a usage stands for, by a part of its name. */
const BY_PLACEHOLDER: readonly (readonly [RegExp, readonly string[], readonly string[]])[] = [
  [/vct=/, [`${VCT}={city}`, `${VCT}=name`], [`${VCT}=`, "urn:other=name"]],
  [/vct|type/, [VCT], ["urn:other"]],
  [/file|document|certificate|actions/, [...FILES, ...NEW_FILES], NO_FILES],
  [/folder|dir/, ["{home}", "{out}/folder"], [...NO_FILES, "{files}/id.txt"]],
  [/did|account|address|controller|member|guardian/, DIDS, NO_DIDS],
  [/time/, TIMES, NO_TIMES],
  [/URL|url/, URLS, NO_URLS],
  [/sha256|hash|key/, [...HASHES, ...KEYS], ["0x00"]],
  [/name/, KEYS, ["nobody", "../city", "a".repeat(65)]],
  [/claims|paths/, ["name", "name,agency"], ["a..b", "name,", "\\"]],
  [/number|seconds|block|nonce|proposal|port|limit|id/, NUMBERS, [...NO_NUMBERS, ...HASHES]],
];

interface Wanted {
  /** An option's long name. */
  readonly option?: string | undefined;
  readonly placeholder: string;
  readonly choices?: readonly string[] | undefined;
}

/** A value that an option or an argument would usually get, or one that it should refuse. */
export function value({ option = "", placeholder, choices }: Wanted): fc.Arbitrary<string> {
  const [, usual, wrong] = BY_PLACEHOLDER.find(([pattern]) => pattern.test(placeholder)) ?? [0, TEXTS, NO_DIDS];
  const right = choices ?? BY_OPTION[option] ?? usual;
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    { weight: 1, arbitrary: fc.constantFrom(...NO_TEXTS, ...NO_NUMBERS, ...NO_FILES) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }).filter(isWord) },
  );
}

/** The system passes neither NUL nor half a surrogate pair. */
const isWord = (text: string): boolean => !/[\0\ufffd]|\p{Surrogate}/u.test(text);

/** Values of environment variables that a command reads, or Node does for it; null: the variable is unset. */
export const ENVIRONMENT: Readonly<Record<string, readonly (string | null)[]>> = {
  DIDIM_HOME: ["{home}/missing", "{files}/id.txt", "/dev/null/home", "/proc/none", "{long}"],
  DIDIM_PASSWORD_FILE: ["", null, "{files}/missing", "{files}", "/dev/null", "{files}/claims.json", "{files}/id.txt"],
  DIDIM_LANG: ["ko", "", "xx", "KO", "{long}"],
  LANG: ["ko_KR.UTF-8", "C", "", null],
  NO_COLOR: ["1", ""],
  FORCE_COLOR: ["3"],
  HOME: [null, "", "/dev/null"],
  TZ: ["Asia/Seoul", "nowhere"],
  TMPDIR: ["/dev/null", null],
};
