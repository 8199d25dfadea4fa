import { decodeBytes32String, encodeBytes32String, getAddress, id } from "ethers";
import type { Bilingual } from "../../errors/bilingual.ts";
import { NO_END } from "../../records/directory-rule.ts";
import { flagsByte, flagsIn, type TypeFlags } from "../../records/type-flags.ts";

type Members = Readonly<Record<string, unknown>>;

/** How a value is shown to people. */
export type ValueKind =
  | "did"
  | "address"
  | "type"
  | "text"
  | "hash"
  | "number"
  | "since"
  | "until"
  | "yes or no"
  | "demand";

/** One value of an action, for display. */
export interface DescribedValue {
  readonly label: Bilingual;
  readonly kind: ValueKind;
  /** For the kind "type": a {@link NamedType}. */
  readonly value: unknown;
}

/** A parameter of a council function, and the members of an action that stand for it. */
export interface Parameter {
  /** The names of the members. */
  readonly members: readonly string[];
  /** Those of the members that name an account or an identity. */
  readonly accounts: readonly string[];
  /** Those that are times, in seconds since 1970. */
  readonly times: readonly string[];
  /** The argument of the call; undefined if the action lacks it or gives it in a wrong form. */
  encode(action: Members): unknown;
  /** The members for an argument; undefined if no action can produce the argument. */
  decode(argument: unknown): Members | undefined;
  /** The values for display. */
  tell(action: Members): readonly DescribedValue[];
}

interface Reading<T> {
  /** The argument of the call; undefined for an invalid value. */
  readonly encode: (value: unknown) => unknown;
  readonly decode: (argument: unknown) => T | undefined;
}

/** @param otherwise The default value; without it the action must give the value. */
function parameter<T>(
  [member, en, ko]: Named,
  kind: ValueKind,
  { encode, decode }: Reading<T>,
  otherwise?: T,
): Parameter {
  return {
    members: [member],
    accounts: kind === "did" || kind === "address" ? [member] : [],
    times: kind === "since" || kind === "until" ? [member] : [],
    encode: (action) => encode(Object.hasOwn(action, member) ? action[member] : otherwise),
    decode: (argument) => {
      const value = decode(argument);
      return value === undefined ? undefined : { [member]: value };
    },
    tell: (action) => [{ label: { en, ko }, kind, value: action[member] }],
  };
}

/** A member's name, with its labels in English and Korean. */
type Named = readonly [member: string, en: string, ko: string];

const same = (read: (value: unknown) => string | undefined): Reading<string> => ({ encode: read, decode: read });

/** 20 bytes, 0x-hex. Lower case, or mixed case with a correct checksum (EIP-55). */
const account = same((value) => {
  const isHex = typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value);
  return isHex ? attempt(() => getAddress(value).toLowerCase()) : undefined;
});

/** 32 bytes, 0x-hex; converted to lower case. */
const word = same((value) => {
  const isHex = typeof value === "string" && /^0x[0-9a-fA-F]{64}$/.test(value);
  return isHex ? value.toLowerCase() : undefined;
});

const anyText = same((value) => (typeof value === "string" ? value : undefined));

/** A Directory name: at most 31 bytes of text in 32. */
const shortText: Reading<string> = {
  encode: (value) => attempt(() => encodeBytes32String(String(value))),
  decode: (argument) => attempt(() => decodeBytes32String(String(argument))),
};

/** Safe integers only; no count here is larger. */
const whole: Reading<number> = {
  encode: (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined),
  decode: (argument) => {
    const number = Number(argument);
    return typeof argument === "bigint" && Number.isSafeInteger(number) ? number : undefined;
  },
};

const time: Reading<number> = {
  encode: (value) => (Number(value) <= NO_END ? whole.encode(value) : undefined),
  decode: whole.decode,
};

const end: Reading<number> = {
  encode: (value) => (value === null ? NO_END : time.encode(value)),
  decode: time.decode,
};

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A DID, given by its address. */
export const did = (...named: Named): Parameter => parameter(named, "did", account);
export const address = (...named: Named): Parameter => parameter(named, "address", account);
export const name = (...named: Named): Parameter => parameter(named, "text", shortText);
export const number = (...named: Named): Parameter => parameter(named, "number", whole);
/** The time since when something is void; 0: never. */
export const since = (...named: Named): Parameter => parameter(named, "since", time, 0);
/** The time until which something lasts. That it has no end must be said: null, or {@link NO_END}. */
export function until(member: string, en: string, ko: string): Parameter {
  return {
    ...parameter([member, en, ko], "until", end),
    tell: (action) => [{ label: { en, ko }, kind: "until", value: action[member] ?? NO_END }],
  };
}
export const text = (member: string, en: string, ko: string, otherwise?: string): Parameter =>
  parameter([member, en, ko], "text", anyText, otherwise);
export const hash = (member: string, en: string, ko: string, otherwise?: string): Parameter =>
  parameter([member, en, ko], "hash", word, otherwise);

/** A registered type, by its name or its id; if both are given they must agree. The chain has only the id. */
export function namedType(en: string, ko: string): Parameter {
  return {
    members: ["vct", "typeId"],
    accounts: [],
    times: [],
    encode: ({ vct, typeId }) => {
      const [named, given] = [typeof vct === "string" ? id(vct) : undefined, word.encode(typeId)];
      const misspelt = (vct !== undefined && named === undefined) || (typeId !== undefined && given === undefined);
      const contradict = named !== undefined && given !== undefined && named !== given;
      return misspelt || contradict ? undefined : (named ?? given);
    },
    decode: (argument) => {
      const typeId = word.decode(argument);
      return typeId === undefined ? undefined : { typeId };
    },
    tell: ({ vct, typeId }) => [{ label: { en, ko }, kind: "type", value: { vct, typeId } }],
  };
}

/**
 * The flags of a type: one byte on the chain, three members of an action. By default status and holder binding are
 * required, and status 3 is not valid.
 */
export const typeFlags: Parameter = {
  members: ["applicationStatusIsValid", "status", "holderBinding"],
  accounts: [],
  times: [],
  encode: (action) => {
    const { applicationStatusIsValid = false, status = "required", holderBinding = "required" } = action;
    const isSaid =
      typeof applicationStatusIsValid === "boolean" && [status, holderBinding].every((one) => isDemand(one));
    return isSaid ? flagsByte(action as Partial<TypeFlags>) : undefined;
  },
  decode: (argument) => {
    const flags = flagsIn(Number(argument));
    // A byte with an undefined bit is refused, because it could not be shown to people.
    return flagsByte(flags) === Number(argument) ? { ...flags } : undefined;
  },
  tell: ({ applicationStatusIsValid, status, holderBinding }) => [
    {
      label: { en: "status 3 counts as valid", ko: "상태 3을 유효로 인정" },
      kind: "yes or no",
      value: applicationStatusIsValid === true,
    },
    { label: { en: "a status", ko: "상태 정보" }, kind: "demand", value: status ?? "required" },
    { label: { en: "holder binding", ko: "소지자 확인" }, kind: "demand", value: holderBinding ?? "required" },
  ],
};

const isDemand = (value: unknown): boolean => value === "required" || value === "none";
