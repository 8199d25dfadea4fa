import { DidimError } from "../../errors/error.ts";

// Strict readers of node answers. Anything that does not have the form JSON-RPC prescribes is `facts.bad-answer`.

export function badAnswer(method: string, what: string, facts: Record<string, unknown> = {}): DidimError {
  return new DidimError("facts.bad-answer", `The node's answer to ${method} ${what}.`, { method, what, ...facts });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function hex(value: unknown, method: string, bytes?: number): string {
  const long = typeof value === "string" && (bytes === undefined || value.length === 2 + 2 * bytes);
  if (!long || !/^0x(?:[0-9a-fA-F]{2})*$/.test(value)) throw badAnswer(method, "holds something that is no hex data");
  return value.toLowerCase();
}

export function quantity(value: unknown, method: string): string {
  if (typeof value === "string" && /^0x[0-9a-fA-F]{1,64}$/.test(value)) return value;
  throw badAnswer(method, "holds something that is no quantity");
}

export function number(value: unknown, method: string): number {
  const parsed = Number(quantity(value, method));
  if (!Number.isSafeInteger(parsed)) throw badAnswer(method, "holds a number that is too large");
  return parsed;
}

export function toQuantity(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}
