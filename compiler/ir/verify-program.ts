import { sameDim } from "./dim.ts";
import { InternalError } from "./internal-error.ts";
import type { Attributes, Instruction, Program, ProgramWeight, Value } from "./program.ts";
import { type Shape, sameShape, showShape } from "./shape.ts";

/** What the registry of primitives says of one: the shapes of its results. Throws where they can't be. */
export interface ShapeRule {
  shape(inputs: readonly Shape[], attributes: Attributes): readonly Shape[];
}

/**
 * Holds after 4-lower: names are unique, every value is made before it is taken and has one shape, each instruction's
 * results have the shapes that its primitive's rule says, and a training program gives one loss, a gradient for every
 * trainable weight and at most one update for each other one.
 */
export function verifyProgram(program: Program, primitive: (name: string) => ShapeRule | undefined): void {
  const made = new Map<string, Shape>();
  const external = [...program.inputs, ...program.weights.map(heldValue), ...program.masks.map(heldValue)];
  for (const value of external) declare(program, made, value);
  for (const instruction of program.instructions) {
    for (const input of instruction.inputs) take(program, made, input, instruction.path);
    verifyResults(program, instruction, primitive(instruction.primitive));
    for (const output of instruction.outputs) declare(program, made, output, instruction.path);
  }
  for (const output of program.outputs) take(program, made, output.value, output.name);
  for (const mask of program.masks) verifyMask(program, mask.value, mask.path, mask.probability);
  verifyKind(program, made);
}

function verifyResults(program: Program, instruction: Instruction, rule: ShapeRule | undefined): void {
  const { primitive, inputs, outputs, attributes, path } = instruction;
  if (rule === undefined) fail(program, `there is no primitive ${primitive}`, path);
  const expected = shapesBy(program, rule, instruction);
  if (expected.length !== outputs.length) fail(program, `${primitive} gives ${expected.length} results`, path);
  outputs.forEach((output, i) => {
    if (sameShape(output.shape, expected[i]!)) return;
    const taken = inputs.map((input) => showShape(input.shape)).join(", ");
    const found = `${primitive} of ${taken} gives ${showShape(expected[i]!)}, not ${showShape(output.shape)}`;
    fail(program, `${found} (attributes ${JSON.stringify(attributes)})`, path);
  });
}

function shapesBy(program: Program, rule: ShapeRule, { inputs, attributes, path }: Instruction): readonly Shape[] {
  try {
    return rule.shape(
      inputs.map((input) => input.shape),
      attributes,
    );
  } catch (error) {
    return fail(program, error instanceof Error ? error.message : String(error), path);
  }
}

function verifyMask(program: Program, value: Value, path: string, probability: number): void {
  if (!(probability >= 0 && probability < 1)) fail(program, `a mask drops with probability ${probability}`, path);
  const batch = program.inputs[0]?.shape[0];
  const axis = value.shape[0];
  if (batch === undefined || axis === undefined || !sameDim(axis, batch)) {
    fail(program, `mask ${value.name} has no batch axis`, path);
  }
}

function verifyKind(program: Program, made: ReadonlyMap<string, Shape>): void {
  if (program.kind === "inference") {
    if (program.masks.length > 0) fail(program, "dropout masks in inference");
    if (program.gradients.length > 0) fail(program, "gradients in inference");
    if (program.updates.length > 0) fail(program, "updates in inference");
    return;
  }
  const loss = program.outputs[0];
  if (loss?.name !== "loss" || loss.value.shape.length > 0)
    fail(program, "the first output of training is not one loss");
  const trainable = program.weights.filter((weight) => weight.trainable);
  if (trainable.map(heldKey).join() !== program.gradients.map(heldKey).join()) {
    fail(program, "the gradients are not those of the trainable weights, in their order");
  }
  program.gradients.forEach(({ key, value }, i) => {
    take(program, made, value, key);
    const weight: ProgramWeight = trainable[i]!;
    if (!sameShape(value.shape, weight.value.shape)) fail(program, `the gradient of ${key} has another shape than it`);
  });
  verifyUpdates(program, made);
}

function verifyUpdates(program: Program, made: ReadonlyMap<string, Shape>): void {
  const seen = new Set<string>();
  for (const { key, value } of program.updates) {
    take(program, made, value, key);
    const buffer = program.weights.find((weight) => weight.key === key);
    if (buffer === undefined || buffer.trainable) fail(program, `updates ${key}, which is no buffer`);
    if (seen.has(key)) fail(program, `updates ${key} twice`);
    seen.add(key);
    if (!sameShape(value.shape, buffer.value.shape)) fail(program, `the update of ${key} has another shape than it`);
  }
}

function declare(program: Program, made: Map<string, Shape>, value: Value, step?: string): void {
  if (made.has(value.name)) fail(program, `two values are named ${value.name}`, step);
  made.set(value.name, value.shape);
}

function take(program: Program, made: ReadonlyMap<string, Shape>, value: Value, step: string): void {
  const shape = made.get(value.name);
  if (shape === undefined) fail(program, `takes ${value.name}, which nothing before it makes`, step);
  if (!sameShape(shape, value.shape)) {
    fail(program, `takes ${value.name} as ${showShape(value.shape)}, it was made as ${showShape(shape)}`, step);
  }
}

function heldValue(holder: { readonly value: Value }): Value {
  return holder.value;
}

function heldKey(holder: { readonly key: string }): string {
  return holder.key;
}

function fail(program: Program, problem: string, step?: string): never {
  throw new InternalError(problem, `${program.name}, ${program.kind} program`, step);
}
