import { expect } from "chai";
import { verdictResult } from "../../../../scripts/lib/credentials/verdicts.ts";
import { summaryOf } from "../../../../scripts/lib/registries/decisions.ts";
import { when } from "../../../../scripts/lib/terminal/input/values.ts";
import { type Language, printError } from "../../../../scripts/lib/terminal/output/output.ts";
import { withLocalTimes } from "../../../../scripts/lib/terminal/output/times.ts";
import { typeIdOf } from "../../../../src/public/council.ts";
import { DidimError } from "../../../../src/public/index.ts";
import { formatAddresses, NO_END } from "../../../../src/public/registry.ts";
import type { Verdict } from "../../../../src/public/verifier.ts";
import { INTERFACES } from "../../../../src/registry/contracts.ts";
import { reverted } from "../../../../src/registry/errors.ts";
import { TEXTS } from "../../../../src/verdict/texts.ts";
import { startLocalChain } from "../../../support/chain.ts";
import { Terminal } from "../../cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";

describe("With --lang ko", function () {
  this.timeout(120_000);

  it("the page of a noun is in Korean, wherever the option stands", async () => {
    const t = new Terminal();
    for (const args of [
      ["key", "--lang", "ko"],
      ["--lang", "ko", "key"],
      ["key", "--lang=ko", "--help"],
      ["--lang", "ko", "help", "key"],
    ]) {
      const { stdout, stderr } = await t.didim(...args);
      expect(stdout + stderr, args.join(" "))
        .to.match(/사용법: didim key/)
        .and.not.contain("없는 옵션");
    }
    const listed = await t.didim("--lang", "ko", "key", "list");
    expect([listed.code, listed.stdout]).to.deep.equal([0, `키가 없습니다: ${t.path("keys")}\n`]);
    t.close();
  });

  it("an accreditation and an application are shown without an English word", async () => {
    const t = new Terminal();
    const chain = await startLocalChain();
    const [ministry = "", city = "", town = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    await chain.decide([{ do: "type.register", vct: VCT, authority: ministry }], "a type");
    for (const agency of [city, town])
      await chain.as(agency).accreditations.applyFor(agency, typeIdOf(VCT), `0x${"0".repeat(40)}`, true, 2, "");
    await chain.as(ministry).accreditations.accredit(city, typeIdOf(VCT), true, 2, NO_END, 0);
    const shown = async (...args: readonly string[]) => {
      const on = ["--network", chain.url, "--addresses", t.path("addresses.json"), "--lang", "ko"];
      return (await t.didim(...args, ...on)).stdout.replaceAll(/did:ethr:\S+|urn:\S+|\d{4}-\d{2}-\d{2}T\S+/g, "…");
    };
    expect(await shown("issuer", "show", city, VCT)).to.equal(
      "… 발급 권한 있음\n  …  발급 + 인가 2단계  … – 기한 없음\n  …  (소관 기관)\n",
    );
    expect(await shown("issuer", "applications")).to.equal("…  …\n  …  발급 + 인가 2단계\n");
    await chain.as(ministry).accreditations.suspend(city, typeIdOf(VCT));
    expect(await shown("issuer", "show", city, VCT)).to.contain("효력 정지\n");
    await chain.stop();
    t.close();
  });

  it("a proposal is summed up by what it does", () => {
    const { ko } = summaryOf([{ do: "seat.add", member: `0x${"1".repeat(40)}` }]);
    expect(ko).to.equal("협의회에 의석을 추가");
  });
});

describe("A verdict in Korean", () => {
  const finding = (outcome: Verdict["outcome"], code: keyof typeof TEXTS) => ({
    ...{ outcome, code, evidence: {}, text: TEXTS[code] },
  });
  const verdict = (outcome: Verdict["outcome"], code: keyof typeof TEXTS, status = code): Verdict =>
    ({
      ...{ outcome, text: TEXTS[code], presentation: [] },
      credentials: [
        {
          ...{ query: "id", type: VCT, issuer: "did:ethr:0x1:0x1", policy: [] },
          checks: {
            signature: finding("valid", "signature.genuine"),
            issuerKey: finding("valid", "issuerKey.good"),
            accreditation: finding("valid", "accreditation.whole"),
            status: finding(outcome, status),
            holderBinding: finding("valid", "holderBinding.proved"),
          },
        },
      ],
    }) as unknown as Verdict;

  it("says once that it is valid", () => {
    const { ko } = verdictResult(verdict("valid", "verdict.valid", "status.valid"), false).text;
    expect(ko).to.match(/^유효: 진본이고/);
  });

  it("does not call a suspended credential void, but a revoked one", () => {
    const said = (code: "status.suspended" | "status.revoked") => verdictResult(verdict("invalid", code), true).text.ko;
    expect(said("status.suspended"))
      .to.match(/^효력 정지: 발급기관이/)
      .and.contain("상태: 효력 정지. 발급기관이");
    expect(said("status.suspended")).not.to.contain("무효");
    expect(said("status.revoked")).to.match(/^무효: 발급기관이 취소한/);
  });
});

describe("A moment for people", () => {
  const zone = process.env.TZ;

  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("is in UTC, and beside it the time where the reader is", () => {
    for (const [name, shown] of [
      ["UTC", "2027-01-15T23:30:00Z"],
      ["Asia/Seoul", "2027-01-15T23:30:00Z (2027-01-16 08:30 +09:00)"],
      ["America/St_Johns", "2027-01-15T23:30:00Z (2027-01-15 20:00 -03:30)"],
    ] as const) {
      process.env.TZ = name;
      expect(when(1_800_055_800), name).to.deep.equal({ en: shown, ko: shown });
      expect(withLocalTimes("until 2027-01-15T23:30:00Z, 2027-01-15T23:30:00.000Z"), name).to.equal(
        `until ${shown}, ${shown}`,
      );
      expect(withLocalTimes(shown), name).to.equal(shown);
    }
  });

  it("is so in the sentences of errors, in both languages, and never a number of seconds", () => {
    process.env.TZ = "Asia/Seoul";
    const frozen = reverted(
      INTERFACES.Accreditations.encodeErrorResult("AccreditationFrozen", [`0x${"ab".repeat(32)}`, 1_800_055_800]),
      "Accreditations.accredit",
    );
    const shown = "2027-01-15T23:30:00Z (2027-01-16 08:30 +09:00)";
    expect(printed(frozen)).to.contain(`are frozen until ${shown}. (registry.AccreditationFrozen)`);
    expect(printed(frozen, "ko")).to.contain(`동결되었습니다(${shown}까지)`);
    const appointed = INTERFACES.RelyingParties.encodeErrorResult("RelyingPartiesAlreadySupervisor", [
      `0x${"ab".repeat(20)}`,
      NO_END,
    ]);
    expect(printed(reverted(appointed, "RelyingParties.appoint"))).to.contain("already appointed, until no end.");
  });

  it("is so in the sentences of a verdict", () => {
    process.env.TZ = "Asia/Seoul";
    const text = { en: "As of 2027-01-15T23:30:00.000Z.", ko: "2027-01-15T23:30:00.000Z 기준." };
    const verdict = { outcome: "invalid", credentials: [], presentation: [], text, decidedAt: 0 } as unknown as Verdict;
    const said = verdictResult(verdict, true).text;
    expect(said.en).to.contain("As of 2027-01-15T23:30:00Z (2027-01-16 08:30 +09:00).");
    expect(said.ko).to.contain("2027-01-15T23:30:00Z (2027-01-16 08:30 +09:00) 기준.");
  });
});

describe("An unforeseen failure", () => {
  it("shows its cause on a line below, without what a terminal obeys or a URL", () => {
    const cause = new TypeError("fetch failed\n(ok) at http://me:secret@node\u001b[2J now");
    const failed = new DidimError("registry.failed", "StatusLists.openList failed.", {}, { cause });
    expect(printed(failed)).to.equal(
      "StatusLists.openList failed. (registry.failed)\n  | fetch failed□(ok) at … now\n",
    );
    const known = new DidimError("cli.file", "It holds no JSON.", {}, { cause });
    expect(printed(known)).to.equal("It holds no JSON. (cli.file)\n");
  });
});

function printed(error: DidimError, lang: Language = "en"): string {
  const [{ write }, written] = [process.stderr, [] as string[]];
  process.stderr.write = (chunk: unknown) => written.push(String(chunk)) > 0;
  try {
    printError(error, { json: false, lang });
  } finally {
    process.stderr.write = write;
  }
  return written.join("");
}
