import { readHeader } from "../../../src/chain/state/header.ts";
import { headerOf } from "../../../src/chain/state/header-json.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { quorumOf } from "../../../src/trust-anchor/seals/seals.ts";
import { ValidatorSet__factory } from "../../../typechain/factories/governance/ValidatorSet__factory.ts";
import {
  bytesOf,
  EXTRA_DATA,
  listOf,
  type Validator,
  withFields,
  withSeals,
} from "../../facts/proof/writing.fixture.ts";

const PARENT_HASH = 0;
const MIX_HASH = 13;
const ISTANBUL_DIGEST = Buffer.from("63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365", "hex");
const EMPTY = writeList([]);
/** [vanity, no validators (they are in the contract), no vote, round 0, no seals yet] */
const EXTRA = writeList([writeString(new Uint8Array(32)), EMPTY, EMPTY, writeString(new Uint8Array()), EMPTY]);

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;
const { encodeFunctionData, decodeFunctionResult } = bound(ValidatorSet__factory.createInterface());

type Told = Record<string, string>;
/** Asks a node; returns its answer or throws its error. */
type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** A `fetch` in front of a node without seals, as {@link sealed}. */
export function sealing(validatorSet: string, keys: readonly Validator[]): typeof fetch {
  const seal = sealed(validatorSet, keys);
  return async (url, init) => {
    type Asked = { id: number; method: string; params: unknown[] };
    const asked = JSON.parse(String(init?.body)) as Asked | Asked[];
    const ask: Ask = async (method, params) => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      // The caller may give up; the result is kept for others.
      const answer = (await (await fetch(url, { ...init, body, signal: null })).json()) as {
        result?: unknown;
        error?: unknown;
      };
      if (answer.error !== undefined) throw answer.error;
      return answer.result;
    };
    const answered = async ({ id, method, params }: Asked) => {
      try {
        return { jsonrpc: "2.0", id, result: await seal(ask)(method, params) };
      } catch (error) {
        return { jsonrpc: "2.0", id, error };
      }
    };
    return Response.json(await (Array.isArray(asked) ? Promise.all(asked.map(answered)) : answered(asked)));
  };
}

/**
 * Presents a node without seals as a QBFT chain: each block is sealed by the validators that the ValidatorSet of the
 * previous block names, as far as `keys` has them, the last of `keys` first. Everything else is the node's.
 */
export function sealed(validatorSet: string, keys: readonly Validator[]): (ask: Ask) => Ask {
  /** The node's own hash of a block, by the hash presented to clients. */
  const plain = new Map<string, string>();
  /** By the node's own hash. */
  const told = new Map<string, Promise<Told>>();

  return (ask) => async (method, params) => {
    const asked = JSON.parse(
      JSON.stringify(params),
      (_, value: unknown) => plain.get(String(value)) ?? value,
    ) as unknown[];
    const answer = await ask(method, asked);
    return method.startsWith("eth_getBlockBy") && answer ? sealedOnce(answer as Told, ask) : answer;
  };

  function sealedOnce(block: Told, ask: Ask): Promise<Told> {
    const hash = block.hash ?? "";
    const known = told.get(hash) ?? seal(block, ask);
    told.set(hash, known);
    return known;
  }

  async function seal(block: Told, ask: Ask): Promise<Told> {
    if (Number(block.number) === 0) return block;
    const before = (await ask("eth_getBlockByHash", [block.parentHash, false])) as Told;
    const { hash: parentHash = "" } = await sealedOnce(before, ask);
    const result = String(
      await ask("eth_call", [
        { to: validatorSet, data: encodeFunctionData("getValidators") },
        `0x${(BigInt(block.number ?? 0) - 1n).toString(16)}`,
      ]),
    );
    const names = result === "0x" ? [] : (decodeFunctionResult("getValidators", result)[0] as string[]);
    const header = withFields(headerOf(block).raw, {
      [PARENT_HASH]: writeString(Buffer.from(parentHash.slice(2), "hex")),
      [EXTRA_DATA]: writeString(EXTRA),
      [MIX_HASH]: writeString(ISTANBUL_DIGEST),
    });
    const signers = keys.filter(({ address }) => names.some((name) => name.toLowerCase() === address));
    const raw = withSeals(
      header,
      signers.slice(-quorumOf(names.length)).map((each) => each.seal(header)),
    );
    const { hash } = readHeader(raw);
    plain.set(hash, block.hash ?? "");
    const extraData = hex(bytesOf(listOf(raw).items[EXTRA_DATA]));
    return { ...block, parentHash, hash, mixHash: hex(ISTANBUL_DIGEST), extraData };
  }
}

function bound(coder: ReturnType<typeof ValidatorSet__factory.createInterface>) {
  return {
    encodeFunctionData: coder.encodeFunctionData.bind(coder),
    decodeFunctionResult: coder.decodeFunctionResult.bind(coder),
  };
}
