import { createHash } from "node:crypto";
import { join } from "node:path";
import type { IssuanceRegister } from "../../../src/public/issuer.ts";
import { openFileIssuanceRegister } from "../../../src/public/node.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { Home } from "../terminal/home.ts";

/** The register of what an issuer has issued on this machine: a file for each issuer on each chain. */
export function openRegister(home: Home, registry: Registry, identity: string): Promise<IssuanceRegister> {
  return openFileIssuanceRegister({ path: join(home.issued, `${issuerName(registry, identity)}.db`) });
}

/** The name of an issuer's files in Didim's folder. */
export function issuerName({ addresses: { genesis } }: Registry, identity: string): string {
  return createHash("sha256").update(`${genesis}/${identity}`).digest("hex").slice(0, 16);
}
