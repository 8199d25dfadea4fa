/** A number and its noun, in English: `1 credential`, `2 credentials`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
