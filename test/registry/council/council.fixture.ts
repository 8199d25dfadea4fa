import { encodeBytes32String, type FunctionFragment, type ParamType, randomBytes } from "ethers";
import type { Addresses } from "../../../src/registry/addresses.ts";
import { CONTRACT_NAMES, type ContractName, INTERFACES } from "../../../src/registry/contracts.ts";
import { type CouncilAction, typeIdOf } from "../../../src/registry/council/actions.ts";

/** A deployment whose contracts are at 0x…01, 0x…02 and so on. */
export const contracts = Object.fromEntries(
  CONTRACT_NAMES.map((name, i) => [name, { address: `0x${(i + 1).toString(16).padStart(40, "0")}`, codeHash: "0x" }]),
) as Addresses["contracts"];
export const addresses = { chainId: 31337n, genesis: "0x", salt: "0x", block: 0n, contracts } as Addresses;
export const DEPLOYMENT = { addresses };

export const A = `0x${"a1".repeat(20)}`;
export const HASH = `0x${"5c".repeat(32)}`;
export const VCT = "urn:kr:mois:civil-servant-id";

/** Each action with all its members, as decoded from a call. */
export const SAMPLES: { readonly [Do in CouncilAction["do"]]: Extract<CouncilAction, { readonly do: Do }> } = {
  "type.register": {
    ...{ do: "type.register", vct: VCT, authority: A, schemaHash: HASH, schemaUri: "https://schema.example" },
    ...{ doctype: "org.iso.18013.5.1.mDL", applicationStatusIsValid: true, status: "none", holderBinding: "none" },
  },
  "type.replace-authority": { do: "type.replace-authority", typeId: typeIdOf(VCT), successor: A, stolenSince: 7 },
  "type.declare-stolen": { do: "type.declare-stolen", typeId: typeIdOf(VCT), term: 2, since: 7 },
  "seat.add": { do: "seat.add", member: A },
  "seat.remove": { do: "seat.remove", member: A },
  "guardian.set": { do: "guardian.set", guardian: A },
  "supervisor.appoint": { do: "supervisor.appoint", supervisor: A, until: 1_800_000_000 },
  "supervisor.dismiss": { do: "supervisor.dismiss", supervisor: A, appointment: 2, stolenSince: 7 },
  "validator.add": { do: "validator.add", validator: A },
  "validator.remove": { do: "validator.remove", validator: A },
  "directory.register": { do: "directory.register", name: "StatusLists", address: A },
  "directory.end": { do: "directory.end", name: "StatusLists" },
  "directory.distrust": { do: "directory.distrust", name: "StatusLists", index: 3, reason: "오류가 있음" },
};
export const EACH = Object.values(SAMPLES) as readonly CouncilAction[];

/** Some value for a parameter of any function. */
function anyValue({ baseType, arrayChildren, components, type }: ParamType): unknown {
  if (arrayChildren !== null) return [anyValue(arrayChildren), anyValue(arrayChildren)];
  if (components !== null) return components.map(anyValue);
  if (baseType === "string") return "텍스트 x";
  if (baseType === "bytes") return randomBytes(40);
  if (baseType === "bool") return true;
  if (baseType === "address") return A;
  const [, size] = /^(?:bytes|u?int)(\d+)$/.exec(type) ?? [];
  // 32 bytes that are also a valid Directory name.
  if (type === "bytes32") return encodeBytes32String("StatusLists");
  return type.startsWith("bytes") ? randomBytes(Number(size)) : 3;
}

/** A call of each function of each contract with some values. */
export function callsOfAll(): { name: ContractName; fragment: FunctionFragment; data: string }[] {
  return CONTRACT_NAMES.flatMap((name) => {
    const all = INTERFACES[name].fragments.filter(({ type }) => type === "function") as FunctionFragment[];
    return all.map((fragment) => {
      const data = INTERFACES[name].encodeFunctionData(fragment, fragment.inputs.map(anyValue));
      return { name, fragment, data };
    });
  });
}
