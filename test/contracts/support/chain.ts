import type { AddressLike } from "ethers";
import { isWithoutStatus } from "../../../src/records/chain.ts";
import type { LinkRecord } from "../../../src/records/records.ts";
import { accreditationIn, epochIn } from "../../../src/storage/accreditations.ts";
import type { Accreditations } from "../../../typechain/accreditation/Accreditations.ts";
import { TYPE } from "./registries.ts";

/**
 * The links of the DID's chain at `moment` (seconds since 1970), decoded from the words that Accreditations returns.
 */
export async function chainOf(
  accreditations: Accreditations,
  issuer: AddressLike,
  moment: bigint,
): Promise<Omit<LinkRecord, "holderDeactivated">[]> {
  const links = await accreditations.chainWords(issuer, TYPE, moment);
  return links.map(({ holder, accreditation, index, epoch, newest }) => {
    const { epochs, exceptions, ...generations } = accreditationIn(accreditation);
    const noStatus = isWithoutStatus(exceptions);
    const atIssue = epoch === 0n ? {} : { atIssue: epochIn(epoch, Number(index)) };
    return { holder: holder.toLowerCase(), ...generations, noStatus, ...atIssue, newest: epochIn(newest, epochs - 1) };
  });
}
