import { join } from "node:path";

/** Where a consortium's files are: below one folder, which `consortium init` fills. Nothing but `key` and `password` is a secret. */
export interface ConsortiumFolder {
  readonly path: string;
  /** The chain and its nodes: record.ts. */
  readonly record: string;
  readonly genesis: string;
  /** The registries' addresses file. */
  readonly addresses: string;
  /** What verifiers of proofs carry. */
  readonly anchor: string;
  /** What the registries were made with. */
  readonly parameters: string;
  readonly compose: string;
  /** Of the members' keys, where `init` had to invent one. */
  readonly password: string;
  node(name: string): NodeFolder;
}

export interface NodeFolder {
  readonly path: string;
  /** The node's private key, in the clear, as Besu wants it: for its owner only. */
  readonly key: string;
  readonly config: string;
  readonly staticNodes: string;
  readonly permissions: string;
  /** Besu's database: the one thing here that can be had again from the other nodes. */
  readonly data: string;
  readonly pid: string;
  readonly log: string;
  /** The lists for Docker Compose, where nodes have other addresses. */
  readonly docker: { readonly staticNodes: string; readonly permissions: string };
}

export function consortiumFolder(path: string): ConsortiumFolder {
  const at = (...names: string[]): string => join(path, ...names);
  return {
    path,
    record: at("consortium.json"),
    genesis: at("genesis.json"),
    addresses: at("addresses.json"),
    anchor: at("trust-anchor.json"),
    parameters: at("parameters.json"),
    compose: at("docker-compose.yml"),
    password: at("password"),
    node: (name) => ({
      path: at("nodes", name),
      key: at("nodes", name, "key"),
      config: at("nodes", name, "config.toml"),
      staticNodes: at("nodes", name, "static-nodes.json"),
      permissions: at("nodes", name, "permissions.toml"),
      data: at("nodes", name, "data"),
      pid: at("nodes", name, "besu.pid"),
      log: at("nodes", name, "besu.log"),
      docker: {
        staticNodes: at("docker", name, "static-nodes.json"),
        permissions: at("docker", name, "permissions.toml"),
      },
    }),
  };
}
