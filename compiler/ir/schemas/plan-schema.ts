import {
  count,
  finite,
  formatSchema,
  listOf,
  mapOf,
  name,
  oneOf,
  record,
  reference,
  type Schema,
  text,
} from "./parts.ts";

const scheme = record(
  { name, count, groups: mapOf(listOf(count)), names: mapOf(count), origin: reference("origin") },
  { mirror: listOf(count) },
);

const dataset = record(
  {
    name,
    source: reference("call"),
    keypoints: scheme,
    split: reference("call"),
    assumed: listOf(name),
    origin: reference("origin"),
  },
  { onBadExample: oneOf("error", "skip") },
);

const step = record(
  {
    name,
    parameters: reference("parameters"),
    origin: reference("origin"),
    path: name,
    split: oneOf("all", "train"),
  },
  { arguments: reference("arguments") },
);

const training = record(
  { freeze: listOf(name), rates: mapOf(finite), accumulate: count },
  {
    init: reference("call"),
    schedule: reference("call"),
    clipGradNorm: finite,
    clipGradValue: finite,
    movingAverage: finite,
    earlyStopping: record({ patience: count, minDelta: finite }),
  },
);

const sweptValue = record({ place: reference("place") }, { number: finite });

const outputLoss = record(
  { output: name, place: reference("place"), call: reference("call") },
  { at: record({ index: count, shape: listOf(count) }) },
);

/** `kpnet-plan/1`: an `ExperimentPlan`. */
export const planSchema: Schema = formatSchema(
  "kpnet-plan/1",
  "An experiment beside its model",
  {
    name,
    doc: text,
    model: name,
    examples: record({ name, dataset, steps: listOf(step), assumed: listOf(name), origin: reference("origin") }),
    loss: { anyOf: [reference("call"), record({ outputs: listOf(outputLoss) })] },
    optimizer: reference("call"),
    epochs: finite,
    batch: finite,
    seed: finite,
    training,
    metrics: listOf(reference("call")),
    reported: mapOf(finite),
    assumed: listOf(name),
    origin: reference("origin"),
    properties: mapOf(reference("origin")),
  },
  { modelFile: name, sweep: listOf(record({ key: name, values: listOf(sweptValue) })) },
);
