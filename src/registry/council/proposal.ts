import { AbiCoder, hexlify, keccak256, toUtf8Bytes } from "ethers";
import { fromHex, shownText } from "../../crypto/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import type { ProposedCall } from "./decode.ts";

/** A proposal as it was made. Ids are 0x-hex of 32 bytes. */
export interface Proposal {
  readonly id: string;
  readonly proposer: string;
  /**
   * The proposer's own words. Nobody holds them against the calls: those say what is decided, see {@link decisionsOf}.
   */
  readonly description: string;
  /** keccak256 of the description's bytes, which need not be UTF-8. */
  readonly descriptionHash: string;
  readonly calls: readonly ProposedCall[];
  /** Seconds: when the vote begins and ends. */
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
 * `ProposalCreated` with bytes in the places of texts, which are encoded alike: a proposer whose description is no
 * UTF-8 would else make the whole list unreadable.
 */
const CREATED = ["uint256", "address", "address[]", "uint256[]", "bytes[]", "bytes[]", "uint256", "uint256", "bytes"];

/**
 * Out of the data of a `ProposalCreated` log. Throws `facts.bad-answer` for what is none, or is not what its id says.
 */
export function proposalIn(data: string): Proposal {
  const fields = decoded(data);
  const [proposalId, proposer, targets, values, , calldatas, voteStart, voteEnd, description] = fields;
  const bytes = fromHex(String(description));
  return proposalOf({ proposalId, proposer, targets, values, calldatas, voteStart, voteEnd }, bytes);
}

/** Out of the event that one's own proposal made. */
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
  // OpenZeppelin's Governor.hashProposal. A vote names the id alone.
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
