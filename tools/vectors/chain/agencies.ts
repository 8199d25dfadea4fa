import { formatDid } from "../../../src/did/did.ts";
import { CHAIN } from "../constants.ts";

/**
 * The actors on the chain, by their account: the first accounts of the mnemonic that every local node of Hardhat has
 * ("test test … junk"), whose keys everybody knows.
 */
const ACCOUNTS = {
  council: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
  /** The authority of every type. */
  ministry: "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
  /** Accredited by the ministry; may accredit one level. */
  province: "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
  /** Accredited by the province; issues the pack's usual credential. */
  sejong: "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
  /** Has a key and a list, and no accreditation. */
  stranger: "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65",
  /** Accredited by the ministry, with the exception that its credentials need no status. */
  busan: "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
  /** Accredited by the ministry; its key is on secp256k1. */
  jeju: "0x976ea74026e726554db657fa54763abd0c3a0aa9",
  /** Accredited by the ministry to accredit others, not to issue. */
  audit: "0x14dc79964da2c08b23698b3d3cc7ca32193d9955",
} as const;

export type ActorName = keyof typeof ACCOUNTS;
export type IssuerName = Exclude<ActorName, "council">;

export const addressOf = (name: ActorName): string => ACCOUNTS[name];
export const didOf = (name: ActorName, chain = CHAIN): string => formatDid(chain, ACCOUNTS[name]);

/** All that have a DID of their own. */
export const AGENCIES = Object.keys(ACCOUNTS).filter((name) => name !== "council") as readonly IssuerName[];
