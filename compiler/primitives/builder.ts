import type { Attributes, Instruction, ProgramMask, Value } from "../ir/program.ts";
import type { Shape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";

/**
 * Writes straight-line code. Values are numbered within the step being lowered, `fc1.1`, `fc1.2`, and `d_fc1.1` in the
 * backward pass; 4-lower then gives the results of steps and the gradients plain names (name-values.ts).
 */
export class ProgramBuilder {
  readonly instructions: Instruction[] = [];
  readonly masks: ProgramMask[] = [];
  /** What buffers become after a training step. */
  readonly updates: { readonly buffer: Value; readonly value: Value }[] = [];
  #path = "";
  #pass: Instruction["pass"] = "forward";
  readonly #taken = new Set<string>();

  /** From here on, instructions serve this step. */
  at(path: string, pass: Instruction["pass"]): void {
    this.#path = path;
    this.#pass = pass;
  }

  /** A value that comes from outside: an input, a weight. */
  external(name: string, shape: Shape): Value {
    return { name: this.#unused(name), shape };
  }

  /** A dropout mask for the step being lowered; shape with the batch axis. */
  mask(shape: Shape, probability: number): Value {
    const value = this.external(`${this.#path}.mask`, shape);
    this.masks.push({ path: this.#path, value, probability });
    return value;
  }

  /** After the step, a weight that no gradient trains has this value. */
  update(buffer: Value, value: Value): void {
    this.updates.push({ buffer, value });
  }

  /** All results of a primitive. */
  applyAll<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Value[], attributes: A): readonly Value[] {
    const shapes = primitive.shape(
      inputs.map((input) => input.shape),
      attributes,
    );
    const base = this.#pass === "forward" ? this.#path : `d_${this.#path}`;
    const outputs = shapes.map((shape) => ({ name: this.#numbered(base), shape }));
    const instruction = { primitive: primitive.name, inputs, outputs, attributes, path: this.#path, pass: this.#pass };
    this.instructions.push(instruction);
    return outputs;
  }

  /** The first result of a primitive. */
  apply<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Value[], attributes: A): Value {
    return this.applyAll(primitive, inputs, attributes)[0]!;
  }

  #unused(name: string): string {
    if (this.#taken.has(name)) return this.#numbered(name);
    this.#taken.add(name);
    return name;
  }

  #numbered(base: string): string {
    let n = 1;
    while (this.#taken.has(`${base}.${n}`)) n++;
    return this.#unused(`${base}.${n}`);
  }
}
