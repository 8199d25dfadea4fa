import { badAnswer, hex, isRecord } from "../../chain/rpc/answers.ts";
import { proposals } from "../council/council.ts";
import { translate } from "../errors.ts";
import { eachOf } from "../listing/listed.ts";
import { isLog, type PlacedLog } from "../logs/log.ts";
import { blockOf, type Registry } from "../open.ts";
import { eventsOf } from "../sending/receipt.ts";
import type { Actor, NamedProposal } from "./entries.ts";
import type { EventsOfTransaction, PlacedEvent } from "./events.ts";
import type { ReadContracts } from "./registries.ts";

const METHOD = "eth_getTransactionReceipt";

/** Who sent these transactions, in their order, and by which decision of the council. Throws `facts.*`. */
export async function actorsOf(
  registry: Registry,
  contracts: ReadContracts,
  transactions: readonly EventsOfTransaction[],
): Promise<Actor[]> {
  const sendings = await eachOf(transactions, (one) => sendingOf(registry, contracts, one));
  const isDecided = sendings.some(({ proposal }) => proposal !== undefined);
  const known = new Map(isDecided ? (await proposals(registry)).map((one) => [one.id, one]) : []);
  return sendings.map(({ proposal: id, ...sending }, i): Actor => {
    const did = id === undefined ? didIn(transactions[i]?.events ?? []) : undefined;
    const proposal: NamedProposal | undefined =
      id === undefined ? undefined : { id, description: known.get(id)?.description ?? "" };
    return { ...sending, ...(did !== undefined && { did }), ...(proposal && { proposal }) };
  });
}

interface Sending {
  readonly account: string;
  readonly through?: string;
  readonly proposal?: string;
}

/** The receipt must have the very events that the node told before; so one that never happened makes no entry. */
async function sendingOf(
  { rpc }: Registry,
  contracts: ReadContracts,
  { transaction, events }: EventsOfTransaction,
): Promise<Sending> {
  const receipt = await rpc.request(METHOD, [transaction]).catch((error: unknown) => {
    throw translate(error, METHOD);
  });
  const logs: unknown = isRecord(receipt) ? receipt.logs : undefined;
  if (!isRecord(receipt) || !Array.isArray(logs) || !logs.every(isLog)) {
    throw badAnswer(METHOD, "is no receipt", { transaction });
  }
  if (!events.every((event) => logs.some((log) => isSame(log, event)))) {
    throw badAnswer(METHOD, "lacks an event of the transaction that eth_getLogs told", { transaction });
  }
  const account = hex(receipt.from, METHOD, 20);
  const to = typeof receipt.to === "string" ? hex(receipt.to, METHOD, 20) : undefined;
  const executed = eventsOf(logs, METHOD).find(
    ({ address, name }) => name === "ProposalExecuted" && contracts.nameOf(address) === "Council",
  );
  const isThrough = to !== undefined && contracts.nameOf(to) === undefined;
  return {
    account,
    ...(isThrough && { through: to }),
    ...(executed && { proposal: `0x${BigInt(String(executed.facts.proposalId)).toString(16).padStart(64, "0")}` }),
  };
}

function isSame(log: PlacedLog, { index, log: told }: PlacedEvent): boolean {
  const topics = log.topics.join().toLowerCase() === told.topics.join().toLowerCase();
  return Number(log.logIndex) === index && topics && log.data.toLowerCase() === told.data.toLowerCase();
}

/** For each event that only one DID can cause, the parameter that names it. */
const ACTING: Readonly<Record<string, string>> = {
  Applied: "issuer",
  Accredited: "accreditor",
  FreezeSupported: "member",
  AuthorityOffered: "authority",
  RelyingPartyRegistered: "supervisor",
  RegistrationEnded: "supervisor",
  ListOpened: "issuer",
  ListExtended: "issuer",
  OperatorChanged: "issuer",
  KeyRegistered: "identity",
  KeyEnded: "identity",
  RecoveryAddressChanged: "identity",
  DIDOwnerChanged: "identity",
  DIDAttributeChanged: "identity",
  DIDDelegateChanged: "identity",
};

/** The identity that acted; undefined if the events do not say, or name several. */
function didIn(events: readonly PlacedEvent[]): string | undefined {
  const acting = events.map(({ name, facts }) => facts[ACTING[name] ?? ""]);
  const [first] = acting;
  return first !== undefined && acting.every((each) => each === first) ? String(first).toLowerCase() : undefined;
}

/** The times of these blocks, in seconds since 1970. */
export async function timesOf({ rpc }: Registry, blocks: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const distinct = [...new Set(blocks)];
  return new Map(await eachOf(distinct, async (block) => [block, (await blockOf(rpc, BigInt(block))).time] as const));
}
