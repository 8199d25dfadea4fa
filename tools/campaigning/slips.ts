import type { Edit } from "../proving/edits.ts";

/** The environment variable that names a slip to plant. */
export const SLIP = "DIDIM_SLIP";

/** A bug that a part of the campaign must find. */
export interface Slip extends Edit {
  readonly name: string;
  /** The part of a round that must find it. */
  readonly part: string;
}

const ACCREDITATION = "src/verdict/checks/accreditation.ts";

/** Of what verdicts about the past must look at, and of what a command must do with files. */
export const SLIPS: readonly Slip[] = [
  {
    name: "the parent's generation is ignored for the past",
    part: "sources",
    file: ACCREDITATION,
    asItIs: "return judgeParentThen(link, epoch, below);",
    asRead: "return undefined;",
  },
  {
    name: "a withdrawal between two epochs is ignored for the past",
    part: "sources",
    file: ACCREDITATION,
    asItIs: "if (epochThen.index !== epoch.index && epoch.index < link.generationStart) {",
    asRead: "if (false) {",
  },
  {
    name: "a suspension at the moment is ignored for the past",
    part: "sources",
    file: ACCREDITATION,
    asItIs: "if (earlier.asOf >= epochThen.until) {",
    asRead: "if (false) {",
  },
  {
    name: "the authority's deactivation is ignored for the past",
    part: "sources",
    file: ACCREDITATION,
    asItIs: "if (term !== undefined && !term.deactivated) return undefined;",
    asRead: "return undefined;",
  },
  {
    name: "a key registered after the moment counts",
    part: "sources",
    file: "src/verdict/checks/issuer-key.ts",
    asItIs: "if (Math.min(issuedAt, asOf) < key.from)",
    asRead: "if (issuedAt < key.from)",
  },
  {
    name: "a new file is written in its place",
    part: "commands",
    file: "scripts/lib/terminal/home.ts",
    asItIs: "linkSync(draft, file);",
    asRead: 'writeFileSync(file, text, { flag: "wx" });',
  },
  {
    name: "a key that does not exist is an error of Node's own",
    part: "commands",
    file: "scripts/lib/keys/keys.ts",
    asItIs: 'throw new DidimError("cli.no-key", ',
    asRead: 'throw new TypeError("no key", ',
  },
];

/** Throws if there is none of this name. */
export function slipNamed(name: string): Slip {
  const found = SLIPS.find((slip) => slip.name === name);
  if (found === undefined) throw new Error(`there is no slip "${name}"`);
  return found;
}
