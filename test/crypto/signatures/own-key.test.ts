import { registerHooks } from "node:module";
import { expect } from "chai";

const PORTS = ["node", "portable"] as const;
const ALGORITHMS = ["ES256", "ES256K"] as const;

type Crypto = typeof import("../../../src/crypto/signatures/signer.ts") &
  typeof import("../../../src/crypto/signatures/verify.ts");

/** The signers and verifiers of src/crypto over the given port: modules of their own, told apart by their query. */
async function over(port: (typeof PORTS)[number]): Promise<Crypto> {
  const query = `?port=${port}`;
  const crypto = new URL("../../../src/crypto/", import.meta.url).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (!context.parentURL?.endsWith(query)) return next(specifier, context);
      if (specifier === "#crypto") return next(`${crypto}port/${port}.ts${query}`, context);
      return next(specifier, context);
    },
  });
  try {
    return {
      ...(await import(`${crypto}signatures/signer.ts${query}`)),
      ...(await import(`${crypto}signatures/verify.ts${query}`)),
    };
  } finally {
    hooks.deregister();
  }
}

describe("A signer of a private key", () => {
  for (const port of PORTS) {
    for (const algorithm of ALGORITHMS) {
      it(`keeps its key whatever becomes of the caller's bytes (port ${port}, ${algorithm})`, async () => {
        const { signerFromPrivateKey, verifyOnce } = await over(port);
        const bytes = new Uint8Array(32).fill(7);
        const signer = signerFromPrivateKey(algorithm, bytes);
        const message = new TextEncoder().encode("m");
        for (const filling of [9, 0]) {
          bytes.fill(filling);
          expect(verifyOnce(algorithm, signer.publicJwk, message, await signer.sign(message))).to.equal(true);
        }
      });
    }
  }
});
