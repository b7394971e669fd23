import { formatSchema, listOf, name, oneOf, record, reference, type Schema, text, truth } from "./parts.ts";

const weight = record({
  key: name,
  shape: reference("shape"),
  initialisation: reference("initialisation"),
  trainable: truth,
});

const type = record(
  { role: reference("role"), shape: reference("shape"), range: reference("range") },
  { frame: reference("frame") },
);

const totals = { parameters: reference("dim"), multiplyAdds: reference("dim"), activationBytes: reference("dim") };

const cost = record(totals, {
  receptiveField: { type: "array", items: reference("dim"), minItems: 2, maxItems: 2 },
});

const node = record(
  {
    path: name,
    named: truth,
    op: name,
    parameters: reference("parameters"),
    inputs: listOf(name),
    weights: listOf(weight),
    origin: reference("origin"),
  },
  { shape: reference("shape"), was: name, arguments: reference("arguments"), type, cost },
);

const input = record({
  name,
  role: reference("role"),
  shape: reference("shape"),
  range: reference("range"),
  origin: reference("origin"),
});

const output = record({
  name,
  value: name,
  role: reference("role"),
  shape: reference("shape"),
  origin: reference("origin"),
});

const contract = record(
  { measure: name, op: oneOf("<=", ">=", "<", ">", "=="), limit: { type: "number" }, place: reference("place") },
  { batch: { type: "integer", minimum: 0 } },
);

const demand = record({
  what: text,
  declared: reference("shape"),
  found: reference("shape"),
  value: text,
  origin: reference("origin"),
});

const blockInput = record({
  block: name,
  input: name,
  range: reference("range"),
  value: text,
  origin: reference("origin"),
});

const container = record(
  { path: name, kind: oneOf("block", "repeat", "sequential", "branch"), place: reference("place") },
  { block: name, doc: text },
);

const natural: Schema = { type: "integer", minimum: 0 };

const admitted = record(
  {
    letters: listOf(
      record({
        name,
        sizes: record({ below: listOf(natural), from: natural, period: natural, remainders: listOf(natural) }),
      }),
    ),
    together: listOf(record({ names: listOf(name), choices: listOf(listOf(listOf(natural))) })),
    bound: natural,
    sizedWeights: listOf(name),
  },
  {
    refused: record({
      sizes: { type: "object", additionalProperties: natural },
      message: text,
      related: listOf(record({ place: reference("place"), message: text })),
    }),
  },
);

/** `kpnet-graph/1`: a `Graph`, or a `TypedGraph`, whose nodes have a type and a cost besides. */
export const graphSchema: Schema = formatSchema(
  "kpnet-graph/1",
  "A model unrolled",
  {
    name,
    doc: text,
    inputs: listOf(input),
    nodes: listOf(node),
    outputs: listOf(output),
    containers: listOf(container),
    origin: reference("origin"),
  },
  {
    contracts: listOf(contract),
    demands: listOf(demand),
    blockInputs: listOf(blockInput),
    sizes: admitted,
    cost: record(totals),
  },
);
