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

type Answers = readonly (readonly [request: string, answer: unknown])[];

/** `send` with a record of all requests and answers. */
export function recording(send: JsonRpcSend): { send: JsonRpcSend; answers: Answers } {
  const answers: [string, unknown][] = [];
  const recorded: JsonRpcSend = async (method, params) => {
    const answer = await send(method, params);
    answers.push([JSON.stringify([method, params]), answer]);
    return answer;
  };
  return { send: recorded, answers };
}

/** Answers recorded requests, and nothing else. */
export function recalled(answers: Answers): JsonRpcSend {
  const known = new Map(answers);
  return async (method, params) => {
    const request = JSON.stringify([method, params]);
    if (!known.has(request)) throw new Error(`nobody asked this before: ${request}`);
    return known.get(request);
  };
}
