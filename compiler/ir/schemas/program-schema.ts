import { finite, formatSchema, listOf, name, oneOf, record, reference, type Schema, truth } from "./parts.ts";

const value = record({ name, shape: reference("shape") });

const instruction = record({
  primitive: name,
  inputs: listOf(value),
  outputs: listOf(value),
  /** Plain data; which, the primitive says. A number that JSON can't hold stands as `{ "number": "-Infinity" }`. */
  attributes: { type: "object" },
  path: name,
  pass: oneOf("forward", "backward"),
});

/** `kpnet-program/1`: a `Program`. */
export const programSchema: Schema = formatSchema("kpnet-program/1", "Straight-line code over primitives", {
  name,
  kind: oneOf("inference", "training"),
  inputs: listOf(value),
  weights: listOf(
    record({ key: name, value, initialisation: reference("initialisation"), trainable: truth }, { was: name }),
  ),
  masks: listOf(record({ path: name, value, probability: finite })),
  instructions: listOf(instruction),
  outputs: listOf(record({ name, value })),
  gradients: listOf(record({ key: name, value })),
  updates: listOf(record({ key: name, value })),
});
