import type { Attributes, Program } from "../../compiler/ir/program.ts";
import { elementwise } from "./interpret-elementwise.ts";
import { rearranging } from "./interpret-rearranging.ts";
import { windows } from "./interpret-windows.ts";
import type { Tensor } from "./tensor.ts";

/** What a primitive computes, in plain loops and double precision: the reference that engines and rules are held to. */
export type Reference = (inputs: readonly Tensor[], attributes: never) => readonly Tensor[];

const references: Readonly<Record<string, Reference>> = { ...elementwise, ...rearranging, ...windows };

export function applyPrimitive(name: string, inputs: readonly Tensor[], attributes: Attributes): readonly Tensor[] {
  const reference = references[name];
  if (reference === undefined) throw new Error(`the reference has no primitive ${name}`);
  return reference(inputs, attributes as never);
}

/** Names of the primitives that the reference knows. */
export const referenceNames: readonly string[] = Object.keys(references);

export interface Feeds {
  /** In the order of the program's inputs. */
  readonly inputs: readonly Tensor[];
  /** By state-dict key. */
  readonly weights: Readonly<Record<string, Tensor>>;
  /** By path. */
  readonly masks?: Readonly<Record<string, Tensor>>;
}

export interface Results {
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly gradients: Readonly<Record<string, Tensor>>;
  readonly updates: Readonly<Record<string, Tensor>>;
  /** Every value, by name. */
  readonly values: ReadonlyMap<string, Tensor>;
}

/** Runs a program whose batch is bound. Throws where a value's real shape is not the one that the program says. */
export function interpret(program: Program, feeds: Feeds): Results {
  const values = new Map<string, Tensor>();
  const set = (name: string, value: Tensor | undefined, shape: readonly unknown[]) => {
    if (value?.shape.join() !== shape.join()) throw new Error(`${name} is [${value?.shape}], not [${shape}]`);
    values.set(name, value);
  };
  for (const [index, { name, shape }] of program.inputs.entries()) set(name, feeds.inputs[index], shape);
  for (const { key, value } of program.weights) set(value.name, feeds.weights[key], value.shape);
  for (const { path, value } of program.masks) set(value.name, feeds.masks?.[path], value.shape);
  for (const { primitive, inputs, outputs, attributes } of program.instructions) {
    const operands = inputs.map(({ name }) => values.get(name)!);
    const results = applyPrimitive(primitive, operands, attributes);
    for (const [index, { name, shape }] of outputs.entries()) set(name, results[index], shape);
  }
  return {
    outputs: Object.fromEntries(program.outputs.map(({ name, value }) => [name, values.get(value.name)!])),
    gradients: Object.fromEntries(program.gradients.map(({ key, value }) => [key, values.get(value.name)!])),
    updates: Object.fromEntries(program.updates.map(({ key, value }) => [key, values.get(value.name)!])),
    values,
  };
}
