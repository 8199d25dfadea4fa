/** The version of the pack's format: it goes up when a reader of the last one would misread this one. */
export const VERSION = 1;

/** The text of a file: JSON with two spaces a level. */
export const fileOf = (content: object): string => `${JSON.stringify(content, undefined, 2)}\n`;
