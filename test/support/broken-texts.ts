/** Random manipulations of a token whose base64url parts are separated by dots and tildes. */
import fc from "fast-check";

/** Texts like this one with characters or parts removed, inserted, moved or repeated. */
export function changes(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length - 1);
  const piece = fc.string({
    minLength: 1,
    maxLength: 6,
    unit: fc.constantFrom(...text, "~", ".", "=", " ", "\0", "가"),
  });
  return fc.oneof(
    fc.tuple(place, piece).map(([i, put]) => text.slice(0, i) + put + text.slice(i + put.length)),
    fc.tuple(place, piece).map(([i, put]) => text.slice(0, i) + put + text.slice(i)),
    fc.tuple(place, place).map(([i, j]) => text.slice(0, Math.min(i, j)) + text.slice(Math.max(i, j) + 1)),
    fc.tuple(place, place).map(([i, j]) => text.slice(0, j) + text.slice(Math.min(i, j))),
  );
}

/** The token's parts (signatures, headers, payloads, disclosures) with the separators in between. */
const partsOf = (text: string): readonly string[] => text.split(/([.~])/);
const isPart = (part: string): boolean => part.length > 1;

/** The text with the content of one part changed and encoded correctly, so that only a check can notice. */
export function changedInside(text: string): fc.Arbitrary<string> {
  const parts = partsOf(text);
  return fc.oneof(
    ...parts.flatMap((part, i) => {
      if (!isPart(part)) return [];
      const inside = Buffer.from(part, "base64url").toString("latin1");
      return [
        changes(inside).map((bytes) => parts.with(i, Buffer.from(bytes, "latin1").toString("base64url")).join("")),
      ];
    }),
  );
}

/** The text with parts of other genuine presentations. */
export function mixed(text: string, others: readonly string[]): fc.Arbitrary<string> {
  const parts = partsOf(text);
  const foreign = fc.constantFrom(...others.flatMap(partsOf).filter(isPart));
  const put = fc.tuple(fc.nat(parts.length - 1), foreign);
  return fc.oneof(
    fc
      .array(put, { minLength: 1, maxLength: 4 })
      .map((puts) => puts.reduce((all, [i, part]) => all.with(i, part), parts).join("")),
    fc.shuffledSubarray([...text.split("~")]).map((some) => some.join("~")),
    fc.shuffledSubarray([...text.split(".")]).map((some) => some.join(".")),
  );
}
