import { expect } from "chai";
import { oneTimeLife } from "../../src/public/issuer.ts";

const HOUR = 3600;

describe("One-time copies", () => {
  it("live a whole number of hours from the last full one, however late in the hour they are issued", () => {
    expect(oneTimeLife(10 * HOUR, 7 * HOUR)).to.equal(3 * HOUR);
    expect(oneTimeLife(10 * HOUR + 3599, 7 * HOUR + 3599)).to.equal(3 * HOUR);
    expect(oneTimeLife(10 * HOUR + 10, 7 * HOUR + 20)).to.equal(3 * HOUR);
  });

  it("live a whole number of steps of another rounding too", () => {
    expect(oneTimeLife(10 * HOUR + 59, 7 * HOUR + 61, 60)).to.equal(3 * HOUR - 60);
  });
});
