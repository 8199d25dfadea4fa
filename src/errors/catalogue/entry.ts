import type { Bilingual } from "../bilingual.ts";

/** How a program ends that an error stopped: after BSD's sysexits. 0 to 2 are left to the verdicts. */
export const ERROR_EXIT = Object.freeze({
  usage: 64,
  refused: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  notAllowed: 77,
} as const);

/**
 * What the catalogue says of a code. `en` is what happened, in one short sentence; of a contract's error, the message that is
 * filled in as it is thrown. `ko` is what happened and what to do, in one or two. There `{name}` is a fact of the error,
 * `{name:time}` one that is seconds since 1970; brackets around a fact that an error does not have are left out with it
 * (sentence.ts fills them in).
 */
export interface ErrorEntry extends Bilingual {
  /** The status that an HTTP service answers with. */
  readonly http: number;
  /** The exit code of a command. */
  readonly exit: (typeof ERROR_EXIT)[keyof typeof ERROR_EXIT];
}

/** The entries of a family: its codes begin with its name. */
export type Family<Name extends string> = Readonly<Record<`${Name}.${string}`, ErrorEntry>>;

const endingWith =
  (exit: ErrorEntry["exit"]) =>
  (http: number, words: Bilingual): ErrorEntry =>
    Object.freeze({ ...words, http, exit });

/** The caller used it wrongly. */
export const usage = endingWith(ERROR_EXIT.usage);
/** A registry refuses it, or a rule of the SDK. */
export const refused = endingWith(ERROR_EXIT.refused);
/** There is no such file, or it cannot be read or written. */
export const noInput = endingWith(ERROR_EXIT.noInput);
/** The node or the chain is not available, or does not answer as it should. */
export const unavailable = endingWith(ERROR_EXIT.unavailable);
/** An error of Didim's own. */
export const internal = endingWith(ERROR_EXIT.internal);
/** No key, a wrong password, or an account that is not permitted. */
export const notAllowed = endingWith(ERROR_EXIT.notAllowed);
