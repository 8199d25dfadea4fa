import { expect } from "chai";
import fc from "fast-check";
import { DidimError } from "../../src/errors/error.ts";
import { type RequestReadOptions, readRequest } from "../../src/request/read.ts";
import { refused } from "../support/refused.ts";

const refusal = (why: string) => new DidimError("holder.request", why, { why });
const [FROM_VERIFIER, FROM_FILE]: readonly [RequestReadOptions, RequestReadOptions] = [
  { from: "verifier", refusal },
  { from: "file", refusal },
];

const WHOLE = {
  audience: "https://gate.example",
  nonce: "a nonce of 16 or more",
  verifier: "did:web:gate.example",
  credentials: [
    {
      ...{ id: "a", type: "urn:a", format: "dc+sd-jwt", multiple: true, claimSets: [["x"], ["y"]] },
      claims: [
        { id: "x", path: "name" },
        { id: "y", path: ["list", null, 0], values: [1, "1", true] },
      ],
      ...{ authorities: ["did:web:a"], issuers: ["did:web:b"], oneTimeCopies: true },
    },
    { id: "b", type: "urn:a", claims: ["name", ["address", "region"]] },
  ],
  credentialSets: [{ options: [["a"], ["b"]] }, { options: [["b"]], required: false }],
};

/** Values to put in place of any part. */
const rubbish = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, {}, [], [[]], "", "__proto__", -1, Number.NaN, true, [null], [{}]),
  fc.anything({ maxDepth: 2 }),
);

/** The paths to all parts of a value, from the top. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...at, name]))];
}

function withAt(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = withAt(copy[name], rest, put);
  return copy;
}

describe("Reading a request", () => {
  it("keeps a valid request unchanged, from a verifier or a file", () => {
    for (const options of [FROM_VERIFIER, FROM_FILE]) expect(readRequest(WHOLE, options)).to.deep.equal(WHOLE);
  });

  it("makes a copy that shares no object with the original", () => {
    const read = readRequest(WHOLE, FROM_VERIFIER);
    const parts = (value: unknown): unknown[] =>
      typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(parts)] : [];
    const theirs = new Set(parts(WHOLE));
    expect(parts(read).filter((part) => theirs.has(part))).to.deep.equal([]);
  });

  it("ignores unknown members of a request from a verifier, and refuses them in a file, anywhere in it", () => {
    for (const place of placesIn(WHOLE)) {
      const there = place.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], WHOLE);
      if (typeof there !== "object" || there === null || Array.isArray(there)) continue;
      const more = withAt(WHOLE, place, { ...there, intent_to_retain: true });
      expect(readRequest(more, FROM_VERIFIER), place.join(".")).to.deep.equal(WHOLE);
      refused(() => readRequest(more, FROM_FILE), "holder.request");
    }
    expect(readRequest({ ...WHOLE, beside: 1 }, FROM_FILE, ["beside"])).to.deep.equal(WHOLE);
  });

  it("succeeds or throws a DidimError, with any value in place of any part", () => {
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(WHOLE)), rubbish, (place, put) => {
        for (const options of [FROM_VERIFIER, FROM_FILE]) {
          try {
            const { credentials, credentialSets = [] } = readRequest(withAt(WHOLE, place, put), options);
            const ids = credentials.map(({ id }) => id);
            expect(new Set(ids).size).to.equal(ids.length);
            for (const { options } of credentialSets) expect(ids).to.include.members(options.flat());
          } catch (error) {
            if (!(error instanceof DidimError)) throw error;
            expect(error.code).to.equal("holder.request");
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses a claim that is asked for twice, in any spelling of its path", () => {
    const { audience, nonce } = WHOLE;
    const asking = (...claims: unknown[]) => ({ audience, nonce, credentials: [{ id: "a", type: "urn:a", claims }] });
    for (const options of [FROM_VERIFIER, FROM_FILE]) {
      for (const again of [
        ["name", "name"],
        ["name", { path: ["name"] }],
        [
          { id: "x", path: "name" },
          { id: "y", path: "name", values: ["1"] },
        ],
        Array.from({ length: 64 }, () => ["open", null]),
      ]) {
        const { details } = refused(() => readRequest(asking(...again), options), "holder.request");
        expect(details.why).to.equal("query a asks for one claim twice");
      }
      readRequest(asking("name", ["name", null], ["name", 0], ["name", "0"]), options);
    }
  });

  it("keeps the path that was checked, even if the list changes between reads", () => {
    const { audience, nonce } = WHOLE;
    for (let after = 0; after < 12; after++) {
      for (const [name, later] of [
        ["0", "\u202eevil"],
        ["0", ""],
        ["0", {}],
        ["length", 1_000],
      ] as const) {
        let reads = 0;
        const shifting = new Proxy(["name"], {
          get: (target, at, receiver) => (at === name && reads++ >= after ? later : Reflect.get(target, at, receiver)),
        });
        const asked = { audience, nonce, credentials: [{ id: "a", type: "urn:a", claims: [shifting] }] };
        try {
          expect(readRequest(asked, FROM_VERIFIER).credentials[0]?.claims, `${name} ${after}`).to.deep.equal([
            ["name"],
          ]);
        } catch (error) {
          if (!(error instanceof DidimError)) throw error;
          expect(error.code).to.equal("holder.request");
        }
      }
    }
  });

  it("refuses a request that is too large as a whole, even if each of its parts is not", () => {
    const { audience, nonce } = WHOLE;
    const many = (length: number, make: (i: number) => unknown) => Array.from({ length }, (_, i) => make(i));
    const claims = many(64, (i) => ({ id: `c${i}`, path: `n${i}` }));
    const ids = many(64, (i) => `c${i}`);
    const query = (id: number) => ({ id: `q${id}`, type: "urn:a", claims });
    const asking = (credentials: unknown) => ({ audience, nonce, credentials });
    const large = [
      many(16, (q) => ({ ...query(q), claimSets: many(64, () => ids) })),
      many(16, (q) => ({
        id: `q${q}`,
        type: "urn:a",
        claims: [{ path: "a", values: many(64, () => "x".repeat(200)) }],
      })),
      many(16, (q) => ({ id: `q${q}`, type: "urn:a", claims: many(64, (i) => `${i}`.padEnd(256, "x")) })),
      many(16, (q) => ({ ...query(q), claims: many(64, (i) => ["a", ...many(14, () => null), i]) })),
      many(16, (q) => ({ id: `q${q}`, type: "urn:a", issuers: many(64, () => "did:web:".padEnd(200, "x")) })),
      many(16, (q) => ({
        ...{ id: `q${q}`, type: "urn:a" },
        claims: many(64, (c) => ({ path: `${c}`, values: many(64, (i) => i) })),
      })),
    ];
    const fitting = asking(many(16, query));
    for (const options of [FROM_VERIFIER, FROM_FILE]) {
      for (const credentials of large) {
        const { details } = refused(() => readRequest(asking(credentials), options), "holder.request");
        expect(details.why).to.equal("it is too large as a whole");
      }
      expect(readRequest(fitting, options)).to.deep.equal(fitting);
    }
  });

  it("refuses parts that are too many or too long", () => {
    const many = (length: number, make: (i: number) => unknown) => Array.from({ length }, (_, i) => make(i));
    const query = (id: number) => ({ id: `q${id}`, type: "urn:a" });
    const wrong: object[] = [
      { credentials: many(17, query) },
      { credentials: [{ ...query(0), claims: many(65, (i) => `c${i}`) }] },
      { credentials: [{ ...query(0), claims: [{ id: "x", path: "a" }], claimSets: many(65, () => ["x"]) }] },
      { credentials: [{ ...query(0), claims: [{ id: "x", path: "a" }], claimSets: [many(65, () => "x")] }] },
      { credentials: [query(0)], credentialSets: many(65, () => ({ options: [["q0"]] })) },
      { credentials: [query(0)], credentialSets: [{ options: many(65, () => ["q0"]) }] },
      { credentials: [query(0)], credentialSets: [{ options: [many(17, () => "q0")] }] },
      { credentials: [{ ...query(0), claims: [{ path: "a", values: ["x".repeat(2049)] }] }] },
      { credentials: [{ ...query(0), claims: ["x".repeat(257)] }] },
      { nonce: "x".repeat(513) },
      { audience: "x".repeat(2049) },
    ];
    for (const part of wrong) {
      const { audience, nonce } = WHOLE;
      refused(() => readRequest({ audience, nonce, credentials: [query(0)], ...part }, FROM_FILE), "holder.request");
    }
  });
});
