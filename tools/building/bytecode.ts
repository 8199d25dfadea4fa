/** A contract's code in a factory of TypeChain's, or in its declaration. Only deploying needs it, which the package does not do. */
const BYTECODE = /(bytecode\s*=\s*)"0x[0-9a-f]*"/g;

export const withoutBytecode = (factory: string): string => factory.replaceAll(BYTECODE, '$1"0x"');
