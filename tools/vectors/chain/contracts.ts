import { id, type Provider } from "ethers";
import { keccak256 } from "../../../src/crypto/hash.ts";
import { Accreditations__factory } from "../../../typechain/factories/accreditation/Accreditations__factory.ts";
import { CredentialTypes__factory } from "../../../typechain/factories/accreditation/CredentialTypes__factory.ts";
import { DIDRegistry__factory } from "../../../typechain/factories/did/DIDRegistry__factory.ts";
import { Directory__factory } from "../../../typechain/factories/governance/Directory__factory.ts";
import { StatusLists__factory } from "../../../typechain/factories/status/StatusLists__factory.ts";
import { TrustLens__factory } from "../../../typechain/factories/TrustLens__factory.ts";
import { SeatsDouble__factory } from "../../../typechain/factories/test-doubles/SeatsDouble__factory.ts";
import { addressOf } from "./agencies.ts";
import type { Chain } from "./chain.ts";

const SALT = id("didim test vectors");

/** A contract's address, lower case, and the keccak256 of its code. */
export interface Deployed {
  readonly address: string;
  readonly codeHash: string;
}

export const CONTRACTS = ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists", "TrustLens"] as const;
export type ContractName = (typeof CONTRACTS)[number] | "Directory";
export type Deployment = Readonly<Record<ContractName, Deployed>>;

/** The real registries. One account acts as the council, which votes nothing here. */
export async function deploy(chain: Chain): Promise<Deployment> {
  const put = async (creation: Promise<{ readonly data?: string | null }>): Promise<string> => {
    const { data } = await creation;
    return (await chain.send("council", { data: data ?? null })).contractAddress.toLowerCase();
  };
  const council = addressOf("council");
  const dids = await put(new DIDRegistry__factory().getDeployTransaction(SALT));
  const seats = await put(new SeatsDouble__factory().getDeployTransaction());
  const types = await put(new CredentialTypes__factory().getDeployTransaction(dids, council, SALT));
  const accreditations = await put(new Accreditations__factory().getDeployTransaction(dids, types, seats, SALT));
  const statuses = await put(new StatusLists__factory().getDeployTransaction(dids, SALT));
  const lens = await put(new TrustLens__factory().getDeployTransaction(dids, types, accreditations, statuses, SALT));
  const directory = await put(new Directory__factory().getDeployTransaction(dids, council, SALT));
  const at = async (address: string): Promise<Deployed> => {
    const code = String(await chain.request("eth_getCode", [address, "latest"]));
    return { address, codeHash: keccak256(Uint8Array.from(Buffer.from(code.slice(2), "hex"))) };
  };
  return {
    DIDRegistry: await at(dids),
    CredentialTypes: await at(types),
    Accreditations: await at(accreditations),
    StatusLists: await at(statuses),
    TrustLens: await at(lens),
    Directory: await at(directory),
  };
}

/** The contracts as ethers reads them, and writes calls to them. */
export const contractsAt = (deployment: Deployment, provider: Provider) => ({
  dids: DIDRegistry__factory.connect(deployment.DIDRegistry.address, provider),
  types: CredentialTypes__factory.connect(deployment.CredentialTypes.address, provider),
  accreditations: Accreditations__factory.connect(deployment.Accreditations.address, provider),
  statuses: StatusLists__factory.connect(deployment.StatusLists.address, provider),
  lens: TrustLens__factory.connect(deployment.TrustLens.address, provider),
  directory: Directory__factory.connect(deployment.Directory.address, provider),
});

export type Contracts = ReturnType<typeof contractsAt>;
