/** What becomes of a text in hands that mean harm: of one whose parts, in base64url, stand between dots and tildes. */
import fc from "fast-check";

/** Texts near this one: characters or parts of it taken out, put in, moved or repeated. */
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

/** Where its signatures, headers, payloads and disclosures are, between the marks that separate them. */
const partsOf = (text: string): readonly string[] => text.split(/([.~])/);
const isPart = (part: string): boolean => part.length > 1;

/** The text with one part changed inside: what it encodes is another, and so well written that only a check can tell. */
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

/** Parts of genuine presentations in one another's place. */
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
