/** `count` results of `make`, prepared before the clock starts. */
export function many<T>(count: number, make: (i: number) => Promise<T>): Promise<readonly T[]> {
  return inTurn(Array(count).keys(), make);
}

/** One after the other. */
export async function inTurn<T, Made>(list: Iterable<T>, make: (one: T) => Promise<Made>): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const one of list) made.push(await make(one));
  return made;
}
