import { expect } from "chai";
import type { TrustRecords } from "../../src/facts/facts.ts";
import { decode } from "../../src/formats/index.ts";
import type { IssueRequest } from "../../src/public/issuer.ts";
import { SealedClock } from "../../src/public/verifier.ts";
import type { TypeRecord } from "../../src/records/records.ts";
import { verify } from "../../src/verifier/verify.ts";
import { discloseSdJwtVc } from "../formats/presenting.ts";
import { refusedLater } from "../support/refused.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, factsSaying, GATE, GOOD, issuerFor, saerom } from "./fixture.ts";

const REQUEST: IssueRequest = { type: CIVIL_SERVANT_ID, claims: CLAIMS, validFor: 86_400 * 365 };
const parse = (credential: string) => decode(credential)[0]!;

/** The registry's records of the type and of the issuer's accreditation. */
const saying = (flags: Partial<TypeRecord>, noStatus = false): Partial<TrustRecords> => ({
  type: { ...GOOD.type!, ...flags },
  links: GOOD.links.map((link) => ({ ...link, noStatus })),
});

describe("An issuer of a type without holder binding", () => {
  it("issues to no key, and verifiers accept the credential without a proof", async () => {
    const facts = factsSaying(saying({ holderBinding: "none" }));
    for (const format of ["dc+sd-jwt", "vc+jwt"] as const) {
      const issuer = await issuerFor({ facts, format });
      const { credential, status } = await issuer.issue(REQUEST);
      expect(parse(credential)).not.to.have.property("holderKey");
      expect(parse(credential).status).to.deep.equal(status);
      const shown = format === "vc+jwt" ? credential : discloseSdJwtVc(credential, ["family_name"]);
      expect((await verify(shown, GATE, facts, new SealedClock(clock))).outcome).to.equal("valid");
    }
  });

  it("still issues to a key, without asking the registry", async () => {
    const facts = factsSaying(saying({ holderBinding: "none" }));
    const issuer = await issuerFor({ facts });
    expect(parse((await issuer.issue({ ...REQUEST, holderKey: saerom.publicJwk })).credential).holderKey).to.deep.equal(
      saerom.publicJwk,
    );
    expect(facts.asked).to.have.length(0);
  });
});

describe("An issuer of a type with requirements", () => {
  it("refuses to issue without them, and if they cannot be read", async () => {
    const facts = factsSaying();
    const issuer = await issuerFor({ facts });
    await refusedLater(issuer.issue(REQUEST), "issuer.holder-key");
    const bound = { ...REQUEST, holderKey: saerom.publicJwk, withoutStatus: true };
    await refusedLater(issuer.issue(bound), "issuer.status-required");
    const alone = await issuerFor();
    for (const request of [REQUEST, bound]) await refusedLater(alone.issue(request), "issuer.no-facts");
    const unknown = await issuerFor({ facts: factsSaying({ type: undefined! }) });
    await refusedLater(unknown.issue(REQUEST), "issuer.holder-key");
    const elsewhere = await issuerFor({ facts: factsSaying(saying({ holderBinding: "none" }), { chainId: 1n }) });
    await refusedLater(elsewhere.issue(REQUEST), "facts.wrong-chain");
  });

  it("takes no index for a refused request, and none for a credential without a status", async () => {
    const facts = factsSaying(saying({ status: "none" }));
    const issuer = await issuerFor({ facts });
    const bound = { ...REQUEST, holderKey: saerom.publicJwk };
    await refusedLater(issuer.issueBatch([bound, REQUEST]), "issuer.holder-key");
    const [first, second, third] = await issuer.issueBatch([bound, { ...bound, withoutStatus: true }, bound]);
    expect(second).not.to.have.property("status");
    expect(parse(second!.credential)).not.to.have.property("status");
    expect(first?.status).not.to.deep.equal(third?.status);
    expect([first, third].map((issued) => parse(issued!.credential).status)).to.deep.equal([
      first?.status,
      third?.status,
    ]);
  });
});

describe("An issuer without a status list", () => {
  it("issues what needs no status, by its type or by an exception, and is ready for it", async () => {
    for (const records of [saying({ status: "none" }), saying({}, true)]) {
      const facts = factsSaying(records);
      const issuer = await issuerFor({ facts, allocator: undefined! });
      const request = { ...REQUEST, holderKey: saerom.publicJwk, withoutStatus: true };
      expect(await issuer.issue(request)).not.to.have.property("status");
      const ready = await issuer.checkReady(CIVIL_SERVANT_ID);
      expect(ready.findings.statusList.code).to.equal("readiness.list-needless");
      expect(ready.outcome).to.equal("valid");
    }
  });
});
