import { AbiCoder, hexlify, keccak256, toUtf8Bytes } from "ethers";
import { fromHex, shownText } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import type { ProposedCall } from "./decode.ts";

/** A proposal as it was made. Ids are 32 bytes, 0x-hex. */
export interface Proposal {
  readonly id: string;
  readonly proposer: string;
  /**
   * The proposer's own text. It is not checked against the calls, which alone say what is decided: see {@link
   * decisionsOf}.
   */
  readonly description: string;
  /** keccak256 of the description's bytes, which need not be UTF-8. */
  readonly descriptionHash: string;
  readonly calls: readonly ProposedCall[];
  /** The start and the end of the vote, in seconds since 1970. */
  readonly voteStart: number;
  readonly voteEnd: number;
}

interface Made {
  readonly proposalId: unknown;
  readonly proposer: unknown;
  readonly targets: unknown;
  readonly values: unknown;
  readonly calldatas: unknown;
  readonly voteStart: unknown;
  readonly voteEnd: unknown;
}

const coder = AbiCoder.defaultAbiCoder();

/**
 * `ProposalCreated` with bytes in place of texts; both have the same encoding. Otherwise one description that is not
 * UTF-8 would make the whole list unreadable.
 */
const CREATED = ["uint256", "address", "address[]", "uint256[]", "bytes[]", "bytes[]", "uint256", "uint256", "bytes"];

/**
 * Decodes the data of a `ProposalCreated` log. Throws `facts.bad-answer` for malformed data, or if the id does not
 * match.
 */
export function proposalIn(data: string): Proposal {
  const fields = decoded(data);
  const [proposalId, proposer, targets, values, , calldatas, voteStart, voteEnd, description] = fields;
  const bytes = fromHex(String(description));
  return proposalOf({ proposalId, proposer, targets, values, calldatas, voteStart, voteEnd }, bytes);
}

/** The proposal in the event of one's own transaction. */
export function proposalMade(facts: Readonly<Record<string, unknown>>): Proposal {
  return proposalOf(facts as unknown as Made, toUtf8Bytes(String(facts.description)));
}

function decoded(data: string): readonly unknown[] {
  try {
    return coder.decode(CREATED, data).toArray(true);
  } catch (cause) {
    throw notOne({ cause });
  }
}

function proposalOf(made: Made, description: Uint8Array): Proposal {
  const [targets, values] = [list<string>(made.targets), list<bigint>(made.values)];
  const datas = list<string>(made.calldatas);
  const descriptionHash = keccak256(description);
  const id = `0x${BigInt(String(made.proposalId)).toString(16).padStart(64, "0")}`;
  const content = coder.encode(
    ["address[]", "uint256[]", "bytes[]", "bytes32"],
    [targets, values, datas, descriptionHash],
  );
  // As OpenZeppelin's Governor.hashProposal. A vote names only the id.
  if (keccak256(content) !== id) throw notOne({ proposal: id });
  return {
    id,
    proposer: String(made.proposer).toLowerCase(),
    description: shownText(description),
    descriptionHash,
    calls: targets.map((target, i) => ({
      target: target.toLowerCase(),
      value: values[i] ?? 0n,
      data: hexlify(datas[i] ?? "0x"),
    })),
    voteStart: Number(made.voteStart),
    voteEnd: Number(made.voteEnd),
  };
}

const list = <T>(value: unknown): readonly T[] => [...(value as Iterable<T>)];

function notOne({ proposal, cause }: { readonly proposal?: string; readonly cause?: unknown }): DidimError {
  const what = "tells of a proposal whose calls and description are not those of its id";
  return new DidimError("facts.bad-answer", `The node ${what}.`, { what, ...(proposal && { proposal }) }, { cause });
}
