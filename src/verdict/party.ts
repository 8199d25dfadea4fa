/** The bits of an IPv6 address, in words of 16, that a network gives to one party; the rest that party chooses itself. */
const WORDS_OF_PARTY = 4;

/**
 * The party behind a network address: for IPv6 the first 64 bits, written as `2001:db8:1:2::/64`; for IPv4, also as part
 * of an IPv6 address, the whole address. Any other name is its own.
 */
export function partyOf(requester: string): string {
  const words = ipv6Words(requester);
  if (words === undefined) return requester;
  const [high = 0, low = 0] = words.slice(6);
  const isIpv4 = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  if (isIpv4) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
  const prefix = words.slice(0, WORDS_OF_PARTY).map((word) => word.toString(16));
  return `${prefix.join(":")}::/64`;
}

/** The eight words of an IPv6 address; undefined for any other text. A zone (`%eth0`) does not count. */
function ipv6Words(text: string): readonly number[] | undefined {
  const [address = ""] = text.split("%");
  const isPossible = /^[0-9a-f:.]{2,45}$/i.test(address) && address.includes(":");
  const url = isPossible ? `http://[${address}]/` : "";
  if (!URL.canParse(url)) return undefined;
  // The URL writes it in one way: without dots, and with at most one `::`.
  const [before = "", after] = new URL(url).hostname.slice(1, -1).split("::");
  const wordsIn = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
  const [head, tail] = [wordsIn(before), wordsIn(after ?? "")];
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
