/**
 * What the modules that kpc writes for its `cpu` target share. It imports nothing: ONNX Runtime is handed in, be it the
 * package onnxruntime-node or another one with the same interface.
 */

/** The part of ONNX Runtime's interface that is used here. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(graph: Uint8Array, options?: SessionOptions): Promise<Session> };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => OnnxTensor;
}

export interface OnnxTensor {
  readonly data: unknown;
}

export interface Session {
  run(
    feeds: Readonly<Record<string, OnnxTensor>>,
    fetches: Readonly<Record<string, OnnxTensor | null>>,
  ): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}

export interface SessionOptions {
  /** As many as there are cores where left out. Other numbers of threads round differently. */
  readonly intraOpNumThreads?: number;
  readonly logSeverityLevel?: 0 | 1 | 2 | 3 | 4;
  /** Whether one block of memory is planned from the first run; training has it off, which takes less and no longer. */
  readonly enableMemPattern?: boolean;
}

/** Numbers by name. */
export type Arrays = Readonly<Record<string, Float32Array>>;

/** A value of a graph. The batch, which may be of any size, is no part of the shape. */
export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its name in the graph, where that is another one. */
  readonly value?: string;
}

/** A tensor of the state dict, in PyTorch's layout. */
export interface Weight {
  readonly key: string;
  readonly shape: readonly number[];
}

/** What goes in and out of a model's graphs. */
export interface Model {
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Those that training changes. */
  readonly weights: readonly Weight[];
  /** Those that no gradient changes, such as running statistics. */
  readonly buffers: readonly Weight[];
}

/** The same for training: numbers that only a training step takes, and names of its results. */
export interface TrainedModel extends Model {
  /** Of the shape of the output that is trained. */
  readonly target: Port;
  /** What the loss of each point is multiplied with, where points may be hidden. */
  readonly targetWeight?: Port;
  /** One for each dropout step: 0, or 1 / (1 - p) where a number is kept. */
  readonly masks: readonly Port[];
  readonly loss: string;
  /** Names of the gradients, in the order of the weights. */
  readonly gradients: readonly string[];
  /** Buffers that a step changes, and what they become. */
  readonly updates: readonly { readonly key: string; readonly value: string }[];
  /** What the optimizer keeps for each number of a weight. */
  readonly slots: readonly string[];
  /** Whether a batch's loss is the mean of its examples' losses, so that parts of a batch can be computed apart. */
  readonly independentExamples: boolean;
}

export interface Predictor<Inputs, Outputs> {
  /** Every array holds as many examples as the caller likes, one after the other. */
  predict(inputs: Inputs): Promise<Outputs>;
  close(): Promise<void>;
}

/** Errors only: ONNX Runtime warns of every weight that inference leaves unused, such as counters of batches. */
const quiet: SessionOptions = { logSeverityLevel: 3 };

/** Makes a session with the weights built in, which lets ONNX Runtime lay them out as is fastest. */
export async function createPredictor<Inputs, Outputs>(
  ort: OnnxRuntime,
  model: Model,
  graph: Uint8Array,
  weights: object,
  options?: SessionOptions,
): Promise<Predictor<Inputs, Outputs>> {
  const tensors = [...model.weights, ...model.buffers].map((weight) => ({
    ...weight,
    data: numbersOf(weight, weights),
  }));
  const session = await ort.InferenceSession.create(withWeights(graph, tensors), { ...quiet, ...options });
  const fetches = Object.fromEntries(model.outputs.map((output) => [valueName(output), null]));
  return {
    async predict(inputs) {
      const results = await session.run(feedsOf(ort, model.inputs, inputs as Arrays), fetches);
      const outputs = model.outputs.map((output) => [output.name, results[valueName(output)]!.data]);
      return Object.fromEntries(outputs) as Outputs;
    },
    close: () => session.release(),
  };
}

/** Computes losses and their gradients by the weights. As in PyTorch, that also moves running statistics on. */
export interface Gradients<Batch> {
  /** Every weight and buffer, one after the other in the order of the model; to be changed in place. */
  readonly weights: Float32Array;
  /** The gradient by every weight at the latest batch, in the same order; there are none by buffers. */
  readonly gradients: Float32Array;
  /** The mean loss of a batch, whose gradients then stand in `gradients`. */
  compute(batch: Batch): Promise<number>;
  close(): Promise<void>;
}

export async function createGradients<Batch>(
  ort: OnnxRuntime,
  model: TrainedModel,
  graph: Uint8Array,
  options?: SessionOptions,
): Promise<Gradients<Batch>> {
  const session = await ort.InferenceSession.create(graph, { ...quiet, enableMemPattern: false, ...options });
  const all = [...model.weights, ...model.buffers];
  const weights = new Float32Array(sizeOf(all));
  const gradients = new Float32Array(sizeOf(model.weights));
  const tensorOf = ({ shape }: Weight, data: Float32Array) => new ort.Tensor("float32", data, shape);
  const weightFeeds = Object.fromEntries(
    views(all, weights).map(({ weight, data }) => [weight.key, tensorOf(weight, data)]),
  );
  const places = views(model.weights, gradients);
  const results = model.gradients.map((name, index) => [name, tensorOf(places[index]!.weight, places[index]!.data)]);
  const loss = new Float32Array(1);
  const updates = views(all, weights).flatMap(({ weight, data }) =>
    model.updates
      .filter(({ key }) => key === weight.key)
      .map(({ value }) => ({ value, weight, data, next: data.slice() })),
  );
  const fetches = {
    ...Object.fromEntries(results),
    ...Object.fromEntries(updates.map(({ value, weight, next }) => [value, tensorOf(weight, next)])),
    [model.loss]: new ort.Tensor("float32", loss, []),
  };
  const weight = model.targetWeight === undefined ? [] : [model.targetWeight];
  const ports = [...model.inputs, model.target, ...weight, ...model.masks];
  return {
    weights,
    gradients,
    async compute(batch) {
      await session.run({ ...weightFeeds, ...feedsOf(ort, ports, batch as Arrays) }, fetches);
      for (const { data, next } of updates) data.set(next);
      return loss[0]!;
    },
    close: () => session.release(),
  };
}

/** One pass over flat memory that changes parameters and slots in place; steps count from 1. */
export type Update = (
  parameter: Float32Array,
  gradient: Float32Array,
  slots: readonly Float32Array[],
  learningRate: number,
  step: number,
) => void;

export interface Trainer<Batch, Weights> {
  /** One update of every weight. Gives the mean loss before it. */
  step(batch: Batch, learningRate: number): Promise<number>;
  /** The weights themselves, not a copy. */
  readonly weights: Weights;
  /** What the optimizer keeps, by slot and key: `exp_avg/conv1.weight`; the arrays themselves. */
  readonly slots: Arrays;
  /** Updates made so far. */
  steps: number;
  close(): Promise<void>;
}

export async function createTrainer<Batch, Weights extends object>(
  ort: OnnxRuntime,
  model: TrainedModel,
  graph: Uint8Array,
  update: Update,
  weights: Weights,
  options?: SessionOptions,
): Promise<Trainer<Batch, Weights>> {
  const { compute, close, ...memory } = await createGradients<Batch>(ort, model, graph, options);
  const all = views([...model.weights, ...model.buffers], memory.weights);
  for (const { weight, data } of all) data.set(numbersOf(weight, weights));
  const trainable = memory.weights.subarray(0, memory.gradients.length);
  const slots = model.slots.map(() => new Float32Array(trainable.length));
  const slotViews = model.slots.flatMap((slot, index) =>
    views(model.weights, slots[index]!).map(({ weight, data }) => [`${slot}/${weight.key}`, data]),
  );
  const trainer: Trainer<Batch, Weights> = {
    weights: Object.fromEntries(all.map(({ weight, data }) => [weight.key, data])) as Weights,
    slots: Object.fromEntries(slotViews),
    steps: 0,
    async step(batch, learningRate) {
      const loss = await compute(batch);
      trainer.steps += 1;
      update(trainable, memory.gradients, slots, learningRate, trainer.steps);
      return loss;
    },
    close,
  };
  return trainer;
}

/** Where each tensor lies in flat memory that holds them one after the other. */
export function views(weights: readonly Weight[], flat: Float32Array): { weight: Weight; data: Float32Array }[] {
  let offset = 0;
  return weights.map((weight) => {
    const data = flat.subarray(offset, offset + countOf(weight.shape));
    offset += data.length;
    return { weight, data };
  });
}

function sizeOf(weights: readonly Weight[]): number {
  return weights.reduce((sum, { shape }) => sum + countOf(shape), 0);
}

function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function valueName({ name, value = name }: Port): string {
  return value;
}

function numbersOf({ key, shape }: Weight, weights: object): Float32Array {
  const numbers = (weights as Arrays)[key];
  if (numbers?.length !== countOf(shape))
    throw new Error(
      `${key} has ${numbers?.length ?? "no"} numbers, not the ${countOf(shape)} of [${shape.join(", ")}]`,
    );
  return numbers;
}

/** Tensors for ONNX Runtime, which reads the arrays where they are. */
function feedsOf(ort: OnnxRuntime, ports: readonly Port[], arrays: Arrays): Record<string, OnnxTensor> {
  const feeds: Record<string, OnnxTensor> = {};
  for (const port of ports) {
    const data = arrays[port.name];
    const count = (data?.length ?? Number.NaN) / countOf(port.shape);
    if (data === undefined || !Number.isInteger(count))
      throw new Error(
        `${port.name} has ${data?.length ?? "no"} numbers: not a whole number of [${port.shape.join(", ")}]`,
      );
    feeds[valueName(port)] = new ort.Tensor("float32", data, [count, ...port.shape]);
  }
  return feeds;
}

/**
 * An .onnx file in which weights are constants rather than inputs: a ModelProto whose graph (field 7) lost those inputs
 * (field 11, each with its name in field 1) and gained initializers (field 5).
 * https://github.com/onnx/onnx/blob/v1.15.0/onnx/onnx.proto
 */
export function withWeights(
  graph: Uint8Array,
  weights: readonly (Weight & { readonly data: Float32Array })[],
): Uint8Array {
  const keys = new Set(weights.map(({ key }) => key));
  const isWeight = ({ number, value }: ProtoField) => number === 11 && keys.has(nameOf(value));
  const initializers = weights.flatMap((weight) => encodeField(5, initializer(weight)));
  const pieces = protoFields(graph).flatMap((field) => {
    if (field.number !== 7) return [field.bytes];
    const kept = protoFields(field.value).filter((inner) => !isWeight(inner));
    return encodeField(7, [...kept.map(({ bytes }) => bytes), ...initializers]);
  });
  return joined(pieces);
}

interface ProtoField {
  readonly number: number;
  /** The field as it stands, tag and all. */
  readonly bytes: Uint8Array;
  /** What a field of bytes holds; empty for others. */
  readonly value: Uint8Array;
}

const cutOff = "this is no .onnx file, or it is cut off";

/** The fields of a protobuf message: https://protobuf.dev/programming-guides/encoding. */
function protoFields(message: Uint8Array): ProtoField[] {
  const fields: ProtoField[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new Error(cutOff);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const start = at;
    const tag = varint();
    const wireType = tag & 7;
    const length = wireType === 2 ? varint() : wireType === 1 ? 8 : wireType === 5 ? 4 : 0;
    if (wireType === 0) varint();
    const value = message.subarray(at, wireType === 2 ? at + length : at);
    at += length;
    if (at > message.length) throw new Error(cutOff);
    fields.push({ number: Math.floor(tag / 8), bytes: message.subarray(start, at), value });
  }
  return fields;
}

/** The name of a ValueInfoProto. */
function nameOf(message: Uint8Array): string {
  const name = protoFields(message).find(({ number }) => number === 1);
  return new TextDecoder().decode(name?.value);
}

/** A TensorProto: dims (1), data_type (2; 1 is float32), name (8), raw_data (9). */
function initializer({ key, shape, data }: Weight & { readonly data: Float32Array }): Uint8Array[] {
  return [
    ...encodeField(1, shape.map(encodeVarint)),
    Uint8Array.of(2 * 8, 1),
    ...encodeField(8, [new TextEncoder().encode(key)]),
    ...encodeField(9, [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]),
  ];
}

/** A field of bytes, which come in pieces; large ones are copied only when all is put together. */
function encodeField(number: number, pieces: readonly Uint8Array[]): Uint8Array[] {
  return [encodeVarint(number * 8 + 2), encodeVarint(lengthOf(pieces)), ...pieces];
}

function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
