import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import type { Policy } from "../../src/public/verifier.ts";
import type { JsonRpcSend } from "../../src/registry/logs/asking.ts";
import type { RegistryAddresses } from "../../src/registry/logs/source.ts";
import type { Named } from "../apart/child.ts";

/** A contender's input over IPC: everything of the scene that JSON can express. */
export interface Given extends Named {
  readonly tokens: readonly string[];
  readonly policy: Policy;
  /** The verifier's time, seconds since 1970. */
  readonly time: number;
  readonly issuer: { readonly did: string; readonly key: PublicJwk };
  readonly addresses: RegistryAddresses;
  /** A node's answers to a replica that was catching up, so that no node runs in a verifier's process. */
  readonly answers: Answers;
}

type Answers = readonly (readonly [request: string, answer: Answer])[];

/** What the node answered, or the error with which it refused, for example a method that it does not offer. */
type Answer = { readonly result: unknown } | { readonly refusal: { readonly code: unknown; readonly message: string } };

/** `send` with a record of all requests and answers. */
export function recording(send: JsonRpcSend): { send: JsonRpcSend; answers: Answers } {
  const answers: [string, Answer][] = [];
  const recorded: JsonRpcSend = async (method, params) => {
    const request = JSON.stringify([method, params]);
    try {
      const result = await send(method, params);
      answers.push([request, { result }]);
      return result;
    } catch (error) {
      const { code, message } = error as { code?: unknown; message: string };
      answers.push([request, { refusal: { code, message } }]);
      throw error;
    }
  };
  return { send: recorded, answers };
}

/** Answers recorded requests, and nothing else. */
export function recalled(answers: Answers): JsonRpcSend {
  const known = new Map(answers);
  return async (method, params) => {
    const request = JSON.stringify([method, params]);
    const answer = known.get(request);
    if (answer === undefined) throw new Error(`nobody asked this before: ${request}`);
    if ("refusal" in answer) throw Object.assign(new Error(answer.refusal.message), { code: answer.refusal.code });
    return answer.result;
  };
}
