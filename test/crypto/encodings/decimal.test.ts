import { expect } from "chai";
import fc from "fast-check";
import { isExact, isMultipleOf } from "../../../src/crypto/encodings/decimal.ts";

/** k × 10^-places, written without an exponent. */
function written(k: number, places: number): string {
  const digits = String(k).padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

const places = fc.integer({ min: 0, max: 6 });
const count = fc.integer({ min: 0, max: 10 ** 9 });

describe("A multiple of a decimal", () => {
  it("is every k × 10^-n, of 10^-n", () => {
    fc.assert(
      fc.property(count, places, (k, n) => {
        const unit = Number(`1e-${n}`);
        expect(isMultipleOf(Number(written(k, n)), unit)).to.equal(true);
        expect(isMultipleOf(-Number(written(k, n)), unit)).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("is k × 10^-n, of m × 10^-n, exactly if m divides k", () => {
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 1000 }), places, (k, m, n) => {
        expect(isMultipleOf(Number(written(k, n)), Number(written(m, n)))).to.equal(k % m === 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("is none with one more place", () => {
    for (const value of [19.99, 8.69, 143.48, 0.07, -0.29])
      expect(isMultipleOf(value, 0.01), `${value}`).to.equal(true);
    for (const value of [19.995, 0.001, 1e-7]) expect(isMultipleOf(value, 0.01), `${value}`).to.equal(false);
  });

  it("is found at the ends of what doubles hold", () => {
    expect(isMultipleOf(Number.MAX_VALUE, Number.MIN_VALUE)).to.equal(true);
    expect(isMultipleOf(Number.MIN_VALUE, Number.MAX_VALUE)).to.equal(false);
    expect(isMultipleOf(0, Number.MAX_VALUE)).to.equal(true);
    expect(isMultipleOf(1e21, 3)).to.equal(false);
  });
});

describe("A number in JSON text", () => {
  it("is exact in whatever spelling, as long as a double has its value", () => {
    for (const text of ["0", "1", "-1", "1.0", "1.50", "100e-2", "1E3", "1e+3", "0.1", "0.0", "0e99", "5e-324", "1e22"])
      expect(isExact(text), text).to.equal(true);
  });

  it("is not exact if a reader would round it, or lose its minus", () => {
    const rounded = ["12345678901234567890", "9007199254740993", "0.1000000000000000055", "1e400", "-1e400", "1e-400"];
    for (const text of [...rounded, "-0", "-0.0", "-0e5"]) expect(isExact(text), text).to.equal(false);
  });

  it("is exact whenever JSON.stringify wrote it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExact(JSON.stringify(value))).to.equal(true);
      }),
    );
  });
});
