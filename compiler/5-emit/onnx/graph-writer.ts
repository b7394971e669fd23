import { type Dim, isKnown, mulDim, productOf, sameDim, subDim, substitute } from "../../ir/dim.ts";
import { InternalError } from "../../ir/internal-error.ts";
import { batchSize, type Instruction, type Program, type Value } from "../../ir/program.ts";
import type { Shape } from "../../ir/shape.ts";
import type { ChannelAffine } from "./channel-affine.ts";
import type { OnnxAttributes, OnnxDomain, OnnxGraph, OnnxNode, OnnxTensor } from "./model.ts";
import { inRunningOrder } from "./running-order.ts";

/** Names of two values that say where each window of a 2x2 max pool had its maximum; see primitives/max_pool2d.ts. */
export interface WinnerMasks {
  readonly rightWins: string;
  readonly lowerWins: string;
}

export interface NodeOptions {
  readonly attributes?: OnnxAttributes;
  readonly domain?: OnnxDomain;
  /** Names of the results; one made up where left out. */
  readonly outputs?: readonly string[];
}

/**
 * Collects the nodes of one graph. Values of the program keep their names; what a primitive needs between them is named
 * after the value that it serves: `conv1/2`.
 */
export class GraphWriter {
  readonly winners = new Map<string, WinnerMasks>();
  /** Values that were written as one affine step a channel, which steps after them may take over; see channel-affine.ts. */
  readonly affines = new Map<string, ChannelAffine>();
  readonly #program: Program;
  readonly #nodes: OnnxNode[] = [];
  readonly #constants = new Map<string, OnnxTensor>();
  readonly #makers = new Map<string, Instruction>();
  readonly #uses = new Map<string, number>();
  #serving = "";
  #temporaries = 0;

  constructor(program: Program) {
    this.#program = program;
    for (const instruction of program.instructions) {
      for (const output of instruction.outputs) this.#makers.set(output.name, instruction);
      for (const input of instruction.inputs) this.#count(input);
    }
    for (const { value } of [...program.outputs, ...program.gradients, ...program.updates]) this.#count(value);
  }

  get training(): boolean {
    return this.#program.kind === "training";
  }

  /** From here on, values in between are named after this instruction's result. */
  serve(instruction: Instruction): void {
    this.#serving = instruction.outputs[0]!.name;
    this.#temporaries = 0;
  }

  /** Adds a node with one result, and gives the result's name. */
  node(opType: string, inputs: readonly string[], options: NodeOptions = {}): string {
    return this.nodes(opType, inputs, 1, options)[0]!;
  }

  /** Adds a node with several results. */
  nodes(opType: string, inputs: readonly string[], results: number, options: NodeOptions = {}): readonly string[] {
    const outputs = options.outputs ?? Array.from({ length: results }, () => `${this.#serving}/${++this.#temporaries}`);
    this.#nodes.push({
      name: outputs[0]!,
      opType,
      domain: options.domain ?? "",
      inputs,
      outputs,
      attributes: options.attributes ?? {},
    });
    return outputs;
  }

  /** A list of whole numbers, known at compile time. */
  int64s(values: readonly number[]): string {
    const name = `const/[${values.join(", ")}]`;
    const data = BigInt64Array.from(values, BigInt);
    this.#constants.set(name, { name, shape: [values.length], type: "int64", data });
    return name;
  }

  /** One number, of shape []. */
  scalar(value: number): string {
    return this.tensor(`const/${value}`, [], Float32Array.of(value));
  }

  /** Numbers known at compile time; the same name always stands for the same numbers. */
  tensor(name: string, shape: readonly number[], data: Float32Array): string {
    this.#constants.set(name, { name, shape, type: "float", data });
    return name;
  }

  /** The value under other axes. One size of the shape may depend on the batch. */
  reshape(value: string, shape: Shape, options: NodeOptions = {}): string {
    return this.node("Reshape", [value, this.int64s(this.#sizes(shape))], options);
  }

  /** A shape as a value that is known when the graph runs. */
  shapeValue(shape: Shape): string {
    if (shape.every(isKnown)) return this.int64s(shape as readonly number[]);
    const parts = shape.map((dim) => (isKnown(dim) ? this.int64s([dim]) : this.#batchCount(dim)));
    return parts.length === 1 ? parts[0]! : this.node("Concat", parts, { attributes: { axis: { int: 0 } } });
  }

  /** A size as a float32 of shape []; it may be a multiple of the batch, and a number besides. */
  sizeValue(dim: Dim): string {
    if (isKnown(dim)) return this.scalar(dim);
    const besides = substitute(dim, { batch: 0 });
    if (isKnown(besides) && besides !== 0)
      return this.node("Add", [this.sizeValue(subDim(dim, besides)), this.scalar(besides)]);
    const perExample = this.#perExample(dim);
    const count = this.node("Squeeze", [this.#batchCount(batchSize)]);
    const batch = this.node("Cast", [count], { attributes: { to: { int: floatType } } });
    return perExample === 1 ? batch : this.node("Mul", [batch, this.scalar(perExample)]);
  }

  /** The instruction that makes a value; undefined for inputs, weights and masks. */
  maker(value: Value): Instruction | undefined {
    return this.#makers.get(value.name);
  }

  /** How many instructions and results of the program take a value. */
  uses(value: Value): number {
    return this.#uses.get(value.name) ?? 0;
  }

  /** The graph, without nodes and constants that nothing needs. */
  finish(graph: Pick<OnnxGraph, "name" | "doc" | "inputs" | "outputs">): OnnxGraph {
    const needed = new Set(graph.outputs.map(({ name }) => name));
    const nodes: OnnxNode[] = [];
    for (const node of [...this.#nodes].reverse()) {
      if (!node.outputs.some((output) => needed.has(output))) continue;
      nodes.push(node);
      for (const input of node.inputs) needed.add(input);
    }
    const initializers = [...this.#constants.values()].filter(({ name }) => needed.has(name));
    return { ...graph, initializers, nodes: inRunningOrder(nodes.reverse()) };
  }

  #count(value: Value): void {
    this.#uses.set(value.name, this.uses(value) + 1);
  }

  /** Sizes for a Reshape, which finds out one that is -1. */
  #sizes(shape: Shape): number[] {
    const unknown = shape.filter((dim) => !isKnown(dim));
    if (unknown.length > 1) throw this.#tooSymbolic(productOf(unknown));
    return shape.map((dim) => (isKnown(dim) ? dim : -1));
  }

  /** The number of examples, of shape [1]. */
  #batchCount(dim: Dim): string {
    if (!sameDim(dim, batchSize)) throw this.#tooSymbolic(dim);
    const attributes = { start: { int: 0 }, end: { int: 1 } };
    return this.node("Shape", [this.#program.inputs[0]!.name], { attributes });
  }

  #perExample(dim: Dim): number {
    const factor = isKnown(dim) ? 0 : dim.terms[0]!.coefficient;
    if (!sameDim(dim, mulDim(factor, batchSize))) throw this.#tooSymbolic(dim);
    return factor;
  }

  #tooSymbolic(dim: Dim): InternalError {
    return new InternalError(`no ONNX for the size ${JSON.stringify(dim)}`, this.#program.name, this.#serving);
  }
}

/** TensorProto.DataType.FLOAT. */
const floatType = 1;

/** Turns a comparison's booleans into the numbers 0 and 1. */
export function asNumbers(onnx: GraphWriter, booleans: string, options: NodeOptions = {}): string {
  return onnx.node("Cast", [booleans], { ...options, attributes: { to: { int: floatType } } });
}
