/** A decimal number without rounding, ±`digits` × 10^`exponent`. Its digits end in no zero: equal numbers are alike. */
interface Decimal {
  readonly minus: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** A number as JSON and JavaScript write it. */
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether a JSON number says exactly what its double does. It does not if a reader rounds it, or loses its minus. */
export function isExact(text: string): boolean {
  const value = Number(text);
  if (!Number.isFinite(value) || Object.is(value, -0)) return false;
  const [written, held] = [decimalOf(text), decimalOf(String(value))];
  return written.minus === held.minus && written.digits === held.digits && written.exponent === held.exponent;
}

/**
 * Whether a number is a multiple of another, by their shortest decimal texts: 19.99 is a multiple of 0.01, although
 * neither double is exactly that number.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [one, other] = [decimalOf(String(value)), decimalOf(String(divisor))];
  const unit = Math.min(one.exponent, other.exponent);
  return inUnits(one, unit) % inUnits(other, unit) === 0n;
}

function inUnits({ digits, exponent }: Decimal, unit: number): bigint {
  return BigInt(digits) * 10n ** BigInt(exponent - unit);
}

function decimalOf(text: string): Decimal {
  const [, sign, whole = "", fraction = "", power = "0"] = NUMBER.exec(text) ?? [];
  const all = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  const exponent = digits === "" ? 0 : Number(power) - fraction.length + all.length - digits.length;
  return { minus: sign === "-", digits, exponent };
}
