/** Korean sentences by the code of an error, one or two each: what is wrong, and what to do. `{name}` is a fact of the error. */
export type Sentences = Readonly<Record<string, string>>;
