import { isObject, type JsonObject } from "../crypto/encodings/json.ts";
import type { Refuse } from "../request/check.ts";
import type { Policy } from "./policy.ts";

/**
 * Refuses a policy with a member of the wrong type. A policy may come from JavaScript or JSON, where types are not
 * checked: a set with `required: null` would be optional, and a hole in a list would ask for nothing.
 */
export function checkShape(policy: Pick<Policy, "credentials" | "credentialSets" | "sameHolder">, refuse: Refuse) {
  const shape = new Shape(refuse);
  for (const query of shape.list("credentials", policy.credentials)) shape.query(query);
  for (const set of shape.listIfAny("credentialSets", policy.credentialSets)) shape.set(set);
  shape.listIfAny("sameHolder", policy.sameHolder);
}

class Shape {
  readonly #refuse: Refuse;

  constructor(refuse: Refuse) {
    this.#refuse = refuse;
  }

  query(value: unknown): void {
    const { id, format, multiple, claims, claimSets, issuers, authorities, oneTimeCopies } = this.#object(
      "credentials",
      value,
    );
    const of = `of query ${this.#text("the id of a query", id)}`;
    if (format !== undefined) this.#text(`format ${of}`, format);
    this.#yesOrNo(`multiple ${of}`, multiple);
    this.#yesOrNo(`oneTimeCopies ${of}`, oneTimeCopies);
    for (const claim of this.listIfAny(`claims ${of}`, claims)) {
      if (isObject(claim)) this.listIfAny(`values of a claim ${of}`, claim.values);
    }
    if (claimSets !== undefined) this.#sets(`claimSets ${of}`, claimSets);
    for (const did of this.listIfAny(`issuers ${of}`, issuers)) this.#text(`one of the issuers ${of}`, did);
    for (const did of this.listIfAny(`authorities ${of}`, authorities)) this.#text(`one of the authorities ${of}`, did);
  }

  set(value: unknown): void {
    const { options, required } = this.#object("credentialSets", value);
    this.#sets("options of the credentialSets", options);
    this.#yesOrNo("required of the credentialSets", required);
  }

  listIfAny(name: string, value: unknown): readonly unknown[] {
    return value === undefined ? [] : this.list(name, value);
  }

  list(name: string, value: unknown): readonly unknown[] {
    // findIndex() visits the holes of a sparse array, too.
    const isWhole = Array.isArray(value) && value.findIndex((_, i) => !Object.hasOwn(value, i)) === -1;
    return isWhole ? value : this.#refuse(`${name} is not a list without holes`);
  }

  #sets(name: string, value: unknown): void {
    for (const set of this.list(name, value)) this.list(`a set in ${name}`, set);
  }

  #object(name: string, value: unknown): JsonObject {
    return isObject(value) ? value : this.#refuse(`${name} has something that is not an object`);
  }

  #text(name: string, value: unknown): string {
    return typeof value === "string" ? value : this.#refuse(`${name} is not a text`);
  }

  #yesOrNo(name: string, value: unknown): void {
    if (value !== undefined && typeof value !== "boolean") this.#refuse(`${name} is neither true nor false`);
  }
}
