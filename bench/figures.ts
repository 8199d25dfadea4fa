/** The table of figures and goals. */

/** A bound on a figure: in its own unit, or as a multiple of another figure of the same run. */
export type Goal =
  | { readonly atMost: number }
  | { readonly noLess: number }
  | { readonly atLeast: number; readonly times: string }
  /** For a peer: our figure must be this many times the peer's. */
  | { readonly beatenBy: number; readonly ours: string }
  | { readonly sameAs: string; readonly within: number };

export interface Figure {
  readonly id: string;
  readonly what: string;
  readonly goal?: Goal;
  /** The least that any contract needs: 21,000 + calldata + cold storage + the smallest event, and no code. */
  readonly floor?: number;
  /** The figure of the same run with which the table compares it, if it has no floor of its own. */
  readonly ratioTo?: string;
  /** The best peer that can do the same: its value measured once, or its figure of the same run. */
  readonly peer?: readonly [name: string, measured: number | string];
}

export const SUITES = [
  "gas",
  "verify",
  "issue",
  "resolve",
  "replica",
  "proof",
  "consortium",
  "browser",
  "cli",
] as const;
export type SuiteName = (typeof SUITES)[number];

/** A suite's results. `notes` tell the reader, for example, that a peer could not be installed. */
export interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
}

const figure = (
  id: string,
  what: string,
  goal?: Goal,
  more: Pick<Figure, "floor" | "ratioTo" | "peer"> = {},
): Figure => ({
  id,
  what,
  ...(goal && { goal }),
  ...more,
});
const most = (atMost: number): Goal => ({ atMost });
const least = (noLess: number): Goal => ({ noLess });
const times = (atLeast: number, of: string): Goal => ({ atLeast, times: of });
const beaten = (beatenBy: number, ours: string): Goal => ({ beatenBy, ours });

const EVIDENCE: readonly Figure[] = [
  figure("gas.evidence.perRoot", "anchor one root of evidence", most(48_000), { peer: ["OpenAttestation", 48_000] }),
  figure("gas.evidence.batch100.perRoot", "anchor a hundred at once, each", most(26_000)),
];

/** The floors and the peers' gas were measured once, on the same engine with each peer's own compiler settings. */
const GAS: readonly Figure[] = [
  figure("gas.status.usedWord", "one status, in a used word", most(36_000), { floor: 30_000, peer: ["uPort", 45_000] }),
  figure("gas.status.freshWord", "one status, in a fresh word", most(53_000), { floor: 48_000, peer: ["EAS", 46_000] }),
  figure("gas.status.byOperator", "one status, in a used word, by the operator", most(40_000)),
  figure("gas.status.batch12800.perCredential", "12,800 statuses over 100 fresh words, each", most(210)),
  figure("gas.issue.perCredential", "issuing a credential", most(0), { peer: ["OpenAttestation", 48_000] }),
  figure("gas.accreditation.accredit", "accredit an agency", most(85_000), {
    floor: 52_000,
    peer: ["EBSI", 1_659_000],
  }),
  figure("gas.accreditation.suspend", "suspend it", most(42_000)),
  figure("gas.accreditation.reinstate", "reinstate it", most(72_500)),
  figure("gas.accreditation.withdraw", "withdraw it", most(62_000), { floor: 30_000, peer: ["ERC-7506", 35_000] }),
  figure("gas.type.register", "register a type", most(100_000), { floor: 48_000, peer: ["EAS", 139_000] }),
  figure("gas.did.firstKey", "first key of an identity", most(140_000), { floor: 93_000, peer: ["iden3", 439_000] }),
  figure("gas.did.addKey", "another key", most(115_000), { floor: 74_000, peer: ["EBSI", 551_000] }),
  figure("gas.did.addByHash", "a certificate anchor, or a larger key, by its hash", most(105_000), { floor: 74_000 }),
  figure("gas.did.revokeKey", "retire a key", most(48_000)),
  figure("gas.did.revokeEarlierKey", "retire a key that is not the last of the list", most(58_000)),
  figure("gas.did.changeController", "change the controller", most(42_000), { floor: 28_000, peer: ["ethr", 52_000] }),
  figure("gas.did.deactivate", "deactivate", most(42_000), { floor: 28_000, peer: ["ethr", 49_000] }),
  figure("gas.did.relayedExtra", "what relaying adds, at most", most(10_000), { peer: ["ethr", 28_000] }),
  figure("gas.read.status", "read a status", most(6_500), { floor: 2_400, peer: ["EAS", 2_700] }),
  figure("gas.read.accreditationPerLevel", "read one level more", most(11_000), {
    floor: 2_400,
    peer: ["EBSI", 120_000],
  }),
  figure("gas.read.resolveOneKey", "resolve, one key", most(20_000), { peer: ["indy-besu", 60_000] }),
  figure(
    "gas.read.resolveAfter1000",
    "resolve after 1,000 rotations",
    { sameAs: "gas.read.resolveOneKey", within: 0.05 },
    {
      peer: ["EBSI", 5_500_000],
    },
  ),
  figure("gas.read.lens", "all five checks' facts, two levels", most(66_000)),
];

const FLOOR = "verify.floor.p256";
const SD_JWT_FLOOR = "verify.floor.sdJwtVc";
const VC_JWT = "verify.vcJwtEs256.perSecond";
const SD_JWT = "verify.sdJwtVc.perSecond";
const VERIFY: readonly Figure[] = [
  figure(FLOOR, "raw P-256 verifications a CPU second"),
  figure(SD_JWT_FLOOR, "two raw verifications, and the import of one new key"),
  figure("verify.floor.vcJwtComposed", "the least that a verifier of a VC-JWT does, in straight-line code", undefined, {
    ratioTo: FLOOR,
  }),
  figure("verify.floor.sdJwtVcComposed", "the same of an SD-JWT VC with key binding", undefined, {
    ratioTo: SD_JWT_FLOOR,
  }),
  figure(VC_JWT, "a VC-JWT: four checks, one signature", times(0.7, FLOOR), {
    ratioTo: FLOOR,
    peer: ["did-jwt-vc", "verify.peer.didJwtVc.perSecond"],
  }),
  figure(SD_JWT, "an SD-JWT VC with key binding: five checks, two signatures", times(0.78, SD_JWT_FLOOR), {
    ratioTo: SD_JWT_FLOOR,
    peer: ["@sd-jwt/sd-jwt-vc", "verify.peer.sdJwt.perSecond"],
  }),
  figure("verify.part.signature.microseconds", "of a VC-JWT, by itself: the signature"),
  figure("verify.part.parse.microseconds", "reading it"),
  figure("verify.part.lookUp.microseconds", "what the registry says, and whether that is an answer"),
  figure("verify.part.judge.microseconds", "the checks but for the signature itself, and the verdict with texts"),
  figure("verify.part.rest.microseconds", "the whole less these"),
  figure("verify.peer.sdJwt.perSecond", "@sd-jwt/sd-jwt-vc, the same", beaten(1.5, SD_JWT), { ratioTo: SD_JWT_FLOOR }),
  figure("verify.peer.didJwtVc.perSecond", "did-jwt-vc, the like", beaten(10, VC_JWT), { ratioTo: FLOOR }),
  figure("verify.peer.veramo.perSecond", "Veramo, the like", beaten(10, VC_JWT), { ratioTo: FLOOR }),
  figure("verify.rpc.perSecond", "the same, each asking a node"),
  figure("verify.rpc.requests", "requests to the node, each", most(1)),
];

const SIGN = "issue.floor.p256Sign";
const ISSUE = "issue.sdJwtVc.perSecond";
const PEER = "issue.peer.sdJwt";
const ISSUING: readonly Figure[] = [
  figure(SIGN, "raw P-256 signatures a CPU second, over a message as long"),
  figure(ISSUE, "an SD-JWT VC of ten claims: schema, index, signature", times(0.25, SIGN), {
    ratioTo: SIGN,
    peer: ["@sd-jwt/sd-jwt-vc", PEER],
  }),
  figure(PEER, "@sd-jwt/sd-jwt-vc, the same without schema and index", beaten(2, ISSUE), { ratioTo: SIGN }),
];

const CHANGES = [1, 10, 100, 1000] as const;
const RESOLVE: readonly Figure[] = [
  ...CHANGES.map((n) =>
    figure(`resolve.requests.${n}`, `requests after ${n} changes`, most(1), {
      peer: ["ethr-did-resolver", `resolve.peer.requests.${n}`],
    }),
  ),
  ...CHANGES.map((n) => figure(`resolve.peer.requests.${n}`, `the same by ethr-did-resolver`)),
];

const PROVE = figure(
  "replica.proveSeconds",
  "storage roots of a million slots, computed and compared, seconds of one core",
  most(30),
);
const REPLICA: readonly Figure[] = [
  figure("replica.bytes", "bytes held for 35 million licences", most(64_000_000)),
  figure("replica.syncSeconds", "cold sync from a node's logs, seconds"),
  figure("replica.checkNanoseconds", "one look-up, nanoseconds", most(1_000)),
  PROVE,
];

const NATIVE_FLOOR = "proof.floor.native.perSecond";
const JS_FLOOR = "proof.floor.js.perSecond";
const PROOF: readonly Figure[] = [
  figure("proof.verify.native.perSecond", "a staple: 4 validators, 3 seals, one account, three slots", least(1_500), {
    ratioTo: NATIVE_FLOOR,
  }),
  figure(NATIVE_FLOOR, "its seals' keys recovered and its bytes hashed, and nothing else"),
  figure("proof.verify.js.perSecond", "the same without optional packages", least(80), { ratioTo: JS_FLOOR }),
  figure(JS_FLOOR, "the floor without optional packages"),
  figure("proof.statusOnly.bytes", "the status alone, in a state of a million slots", most(5_632)),
  figure("proof.full.bytes", "all five checks, a chain of two levels", most(17_000)),
  figure("proof.tampered.accepted", "changed staples that were believed", most(0)),
  figure("proof.tampered.tried", "out of", least(1_000_000)),
  PROVE,
  ...EVIDENCE,
];

const CONSORTIUM: readonly Figure[] = [
  figure("consortium.million.seconds", "a million statuses set, seconds to finality", most(20)),
  figure("consortium.latency.p50Ms", "one write to finality, milliseconds: half of them", most(1_200)),
  figure("consortium.latency.p99Ms", "the same: 99 of a hundred"),
  figure("consortium.writesPerSecond", "single writes a second, sustained"),
];

const BROWSER: readonly Figure[] = [
  figure("browser.holder.gzipBytes", "what a wallet's page loads: the core, bytes by gzip", most(60_000)),
  figure("browser.gate.gzipBytes", "what an offline gate's page loads, bytes by gzip", most(100_000)),
];

const NODE = "cli.floor.node.milliseconds";
const CLI: readonly Figure[] = [
  figure(NODE, "Node alone: `node -e 0`, milliseconds"),
  figure("cli.help.milliseconds", "`didim --help` of the installed package", most(300), { ratioTo: NODE }),
  figure("cli.read.milliseconds", "`didim issuer show`, with a running node", most(700), { ratioTo: NODE }),
  figure("cli.clone.help.milliseconds", "`npm run didim -- --help` in a clone"),
  figure("cli.clone.read.milliseconds", "`npm run didim -- issuer show` in a clone"),
  figure("cli.batch1000.seconds", "1,000 credentials from a CSV: issued, registered, written; seconds", most(5)),
];

export const FIGURES: Readonly<Record<SuiteName, readonly Figure[]>> = {
  gas: GAS,
  verify: VERIFY,
  issue: ISSUING,
  resolve: RESOLVE,
  replica: REPLICA,
  proof: PROOF,
  consortium: CONSORTIUM,
  browser: BROWSER,
  cli: CLI,
};
