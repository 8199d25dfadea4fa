import { hexOf, sha256 } from "../../../crypto/encodings/bytes.ts";
import { DidimError } from "../../../errors/error.ts";
import { quietTimer } from "../../sleep.ts";
import { withoutSeals } from "../../state/header-json.ts";
import { Failures } from "../errors/failures.ts";
import { isFinal, revertData } from "../errors/known-errors.ts";
import { NoAnswer, type Node, RpcError } from "../node.ts";

export interface Poll {
  readonly nodes: readonly Node[];
  /** How many nodes must give the same answer. It is more than half of them, so no two groups can both reach it. */
  readonly agree: number;
  /** The JSON-RPC method, for error messages. */
  readonly method: string;
  readonly ask: (node: Node, signal: AbortSignal) => Promise<unknown>;
  /** Called when some nodes contradict the agreed answer, and for a node whose answer cannot be read. */
  readonly onDissent?: ((error: DidimError) => void) | undefined;
}

/** After agreement, how long to keep listening for nodes that contradict it. */
const GRACE_MS = 500;

/**
 * Asks all nodes at once and resolves as soon as `agree` of them gave the same answer. Resolves to null if fewer than
 * that know the result.
 * Throws the {@link RpcError} they agree on (a revert), `facts.nodes-disagree`, or `facts.node-unreachable` and related
 * codes where too few answered.
 */
export function agreed(poll: Poll): Promise<unknown> {
  const { nodes, ask } = poll;
  const listening = new AbortController();
  const count = new Count(poll);
  return new Promise((resolve, reject) => {
    let isOver = false;
    const look = (): void => {
      const decision = isOver ? undefined : count.decision();
      if (decision !== undefined) {
        isOver = true;
        quietTimer(() => listening.abort(), GRACE_MS);
        if (decision instanceof Error) reject(decision);
        else resolve(decision.result);
      }
      if (isOver) count.lookForDissent();
    };
    for (const node of nodes) {
      ask(node, listening.signal)
        .then(
          (result) => count.add(node, { result }),
          (error: unknown) => count.add(node, { error }),
        )
        .finally(look)
        .catch(reject);
    }
  });
}

type Said = { readonly result: unknown } | { readonly error: unknown };

class Count {
  readonly #poll: Poll;
  readonly #failures: Failures;
  /** Each distinct answer in canonical form, with the names of the nodes that gave it. */
  readonly #said = new Map<string, { readonly said: Said; readonly names: string[] }>();
  #open: number;
  #unknown = 0;
  #told = 0;

  constructor(poll: Poll) {
    this.#poll = poll;
    this.#open = poll.nodes.length;
    this.#failures = new Failures(poll.method);
  }

  add(node: Node, said: Said): void {
    this.#open--;
    if ("result" in said && said.result === null) {
      this.#unknown++;
      this.#failures.add(node, new NoAnswer("does not know it"));
      return;
    }
    try {
      const text = canonical(said);
      const same = this.#said.get(text);
      if (same === undefined) this.#said.set(text, { said, names: [node.name] });
      else same.names.push(node.name);
    } catch (error) {
      this.#failures.add(node, error);
      if ("result" in said) this.#poll.onDissent?.(unusable(node.name, this.#poll.method, error));
    }
  }

  /** The agreed outcome, or the error that rules agreement out; undefined while the outcome is open. */
  decision(): { readonly result: unknown } | Error | undefined {
    const { agree } = this.#poll;
    const [, most] = this.#largest() ?? [];
    if (most !== undefined && most.names.length >= agree) {
      const { said } = most;
      return "error" in said ? (said.error as Error) : { result: plain(said.result, 0) };
    }
    if ((most?.names.length ?? 0) + this.#open >= agree) return undefined;
    if (this.#said.size > 1) return this.#disagreement("Too few nodes say the same");
    if (this.#unknown + (most?.names.length ?? 0) >= agree) return { result: null };
    return this.#failures.toError(`Too few nodes answered; ${agree} must agree`);
  }

  /** Once the poll is over: reports contradicting answers. */
  lookForDissent(): void {
    if (this.#said.size < 2 || this.#told === this.#said.size) return;
    this.#told = this.#said.size;
    this.#poll.onDissent?.(this.#disagreement("A node says otherwise than the others"));
  }

  #largest() {
    return [...this.#said].sort(([, one], [, other]) => other.names.length - one.names.length).at(0);
  }

  #disagreement(what: string): DidimError {
    const answers = [...this.#said].flatMap(([text, { names }]) => names.map((name) => [name, shown(text)] as const));
    const { method, agree } = this.#poll;
    const list = answers.map(([name, text]) => `${name}: ${text}`).join("; ");
    return new DidimError("facts.nodes-disagree", `${what} to ${method}: ${list}.`, {
      method,
      agree,
      answers: Object.fromEntries(answers),
    });
  }
}

/**
 * The canonical text of an answer, so that answers can be compared: members sorted, hex in lower case, without fields
 * that clients add to blocks and logs and that no hash covers. Rethrows what does not count as an answer.
 */
function canonical(said: Said): string {
  if ("result" in said) return JSON.stringify(comparable(said.result)) ?? "null";
  const { error } = said;
  if (!(error instanceof RpcError) || !isFinal(error)) throw error;
  return `error ${revertData(error.data) ?? `${error.code} ${error.message}`}`;
}

const OF_ITS_OWN = new Set(["size", "totalDifficulty", "uncles", "withdrawals", "blockTimestamp"]);
/** A block with its transactions is four deep. */
const DEEPEST = 16;

function plain(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) throw new NoAnswer("an answer that is nested too deep");
  if (typeof value === "string") return /^0x[0-9a-f]*$/i.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !OF_ITS_OWN.has(name));
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, one]) => [name, plain(one, depth + 1)]));
}

/** Round and seals are not compared: whoever needs them verifies them. The answer keeps them. */
function comparable(result: unknown): unknown {
  try {
    return withoutSeals(plain(result, 0));
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer("a block whose extraData is malformed");
  }
}

function unusable(node: string, method: string, error: unknown): DidimError {
  const what = `answers ${method} with ${(error as Error).message}`;
  return new DidimError("facts.bad-answer", `${node} ${what}.`, { node, what, method });
}

/** Shows short answers (up to a hash's length) in full, longer ones as length and SHA-256. */
function shown(text: string): string {
  if (text.length <= 80) return text;
  return `${text.length} characters, sha256 ${hexOf(sha256(text)).slice(0, 16)}`;
}
