import { join } from "node:path";

/** The files of a consortium, in one folder that `consortium init` fills. Only `key` and `password` are secret. */
export interface ConsortiumFolder {
  readonly path: string;
  /** The chain and its nodes: see record.ts. */
  readonly record: string;
  readonly genesis: string;
  /** The registries' addresses file. */
  readonly addresses: string;
  /** The trust anchor for verifiers of proofs. */
  readonly anchor: string;
  /** The parameters with which the registries were deployed. */
  readonly parameters: string;
  readonly compose: string;
  /** The folder of the files for running the nodes as services: proxy, units, monitoring. */
  readonly ops: string;
  /** The password of the members' keys, if `init` generated one. */
  readonly password: string;
  node(name: string): NodeFolder;
}

export interface NodeFolder {
  readonly path: string;
  /** The node's private key in plain text, as Besu requires; readable by its owner only. */
  readonly key: string;
  readonly config: string;
  readonly staticNodes: string;
  readonly permissions: string;
  /** Besu's database. It can be restored from the other nodes; nothing else here can. */
  readonly data: string;
  readonly pid: string;
  readonly log: string;
  /** The lists for Docker Compose, in which the nodes' addresses differ. */
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
    ops: at("ops"),
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
