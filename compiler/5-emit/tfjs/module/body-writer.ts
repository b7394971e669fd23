import { type Dim, isKnown, sameDim, symbol, symbolsOf } from "../../../ir/dim.ts";
import { InternalError } from "../../../ir/internal-error.ts";
import type { Instruction, Program, Value } from "../../../ir/program.ts";
import { type Code, call, layOut, member } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import type { HelperName } from "../helpers/index.ts";
import { spellingsByName } from "../index.generated.ts";
import { relaid, shapeCode } from "../shape-code.ts";
import type { Expression, Site } from "../spelling.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { type Layout, layoutOfValue, layoutOfWeight, sameLayout } from "../value-layout.ts";
import { tensorType } from "./tensor-type.ts";
import { variableNames } from "./value-names.ts";

/** Columns before a statement inside a function's `tf.tidy`. */
export const bodyIndent = 4;

/**
 * Writes a program's instructions as statements, one a value that has a name or is used more than once; what is used
 * once, within the same step, stands inside the expression that uses it.
 */
export class BodyWriter {
  readonly lines: string[] = [];
  readonly helpers = new Set<HelperName>();
  /** Sizes that the code speaks of by name, such as `batch`. */
  readonly sizes = new Set<string>();
  readonly #backend: TfjsBackend;
  readonly #expressions = new Map<string, Expression>();
  readonly #names: ReadonlyMap<string, string>;
  readonly #uses: ReadonlyMap<string, readonly Instruction[]>;
  readonly #results: ReadonlySet<string>;
  readonly #gradientLayouts: ReadonlyMap<string, Layout>;

  constructor(program: Program, backend: TfjsBackend) {
    this.#backend = backend;
    this.#names = variableNames(
      program,
      program.inputs.flatMap(({ shape }) => shape.flatMap(symbolsOf)),
    );
    this.#uses = usesOf(program.instructions);
    this.#results = new Set(
      [...program.outputs, ...program.gradients, ...program.updates].map(({ value }) => value.name),
    );
    this.#gradientLayouts = new Map(
      [...program.gradients, ...program.updates].map(({ value }) => [value.name, layoutOfWeight(value.shape.length)]),
    );
    for (const value of program.inputs) this.#hold(value, this.variable(value), layoutOfValue(value.shape.length));
    for (const { key, value } of program.weights) {
      this.#hold(value, member("weights", key), layoutOfWeight(value.shape.length));
    }
    for (const { path, value } of program.masks) {
      this.#hold(value, member("masks", path), layoutOfValue(value.shape.length));
    }
  }

  comment(text: string): void {
    this.lines.push(`// ${text}`);
  }

  blank(): void {
    if (this.lines.length > 0) this.lines.push("");
  }

  /** The variable of a value that is no weight or mask. */
  variable(value: Value): string {
    const name = this.#names.get(value.name);
    if (name === undefined) throw new InternalError(`${value.name} has no variable`, "5-emit/tfjs");
    return name;
  }

  /** Writes one instruction; `remark` stands behind its statement. */
  write(instruction: Instruction, remark = ""): void {
    const output = instruction.outputs[0]!;
    const expression = this.#spell(instruction, output);
    if (expression.scalar !== undefined || this.#staysInside(instruction, output)) {
      this.#expressions.set(output.name, expression);
      return;
    }
    const name = this.variable(output);
    const type = expression.inferred ? "" : `: ${tensorType(output.shape.length)}`;
    this.lines.push(
      layOut(expression.code, bodyIndent, `const ${name}${type} = `, `;${remark === "" ? "" : ` // ${remark}`}`),
    );
    this.#hold(output, name, expression.layout);
  }

  /** A value as a tensor that lies as wanted. */
  tensor(value: Value, layout: Layout): Code {
    const { code, scalar, layout: own } = this.#expression(value);
    if (scalar === undefined) return relaid(code, own, layout);
    return value.shape.length === 0
      ? call("tf.scalar", code)
      : call("tf.fill", shapeCode(this, value.shape, layout), code);
  }

  size(dim: Dim): string {
    for (const name of symbolsOf(dim)) this.sizes.add(name);
    return dimCode(dim);
  }

  #spell(instruction: Instruction, output: Value): Expression {
    const spelling = spellingsByName[instruction.primitive];
    if (spelling === undefined) {
      throw new InternalError(`tfjs has no spelling of ${instruction.primitive}`, "5-emit/tfjs", instruction.path);
    }
    const layout = this.#gradientLayouts.get(output.name) ?? layoutOfValue(output.shape.length);
    const expression = spelling.spell(this.#site(instruction, output, layout));
    if (expression.scalar !== undefined || sameLayout(expression.layout, layout)) return expression;
    return { code: relaid(expression.code, expression.layout, layout), layout, inferred: expression.inferred };
  }

  #site({ attributes, inputs }: Instruction, output: Value, layout: Layout): Site {
    return {
      attributes,
      backend: this.#backend,
      inputs,
      output,
      layout,
      operand: (index) => this.#expression(inputs[index]!),
      tensor: (index, wanted) => this.tensor(inputs[index]!, wanted),
      size: (dim) => this.size(dim),
      helper: (name) => {
        this.helpers.add(name);
        return name;
      },
    };
  }

  /** Whether a value is written inside the one expression of the same step that uses it. */
  #staysInside({ path, pass }: Instruction, output: Value): boolean {
    const [user, ...others] = this.#uses.get(output.name) ?? [];
    if (user === undefined || others.length > 0 || this.#results.has(output.name)) return false;
    return user.path === path && user.pass === pass && /\.\d+$/.test(output.name);
  }

  #expression(value: Value): Expression {
    const expression = this.#expressions.get(value.name);
    if (expression === undefined) throw new InternalError(`${value.name} is not made yet`, "5-emit/tfjs");
    return expression;
  }

  #hold(value: Value, code: string, layout: Layout): void {
    this.#expressions.set(value.name, { code, layout, inferred: true });
  }
}

/** `const batch = image.shape[0];`: where a function finds the sizes that its code speaks of. */
export function sizeLines(
  sizes: ReadonlySet<string>,
  inputs: readonly Value[],
  variable: (value: Value) => string,
): string[] {
  return [...sizes].map((name) => {
    for (const value of inputs) {
      const axis = value.shape.findIndex((dim) => !isKnown(dim) && sameDim(dim, symbol(name)));
      if (axis < 0) continue;
      return `const ${name} = ${variable(value)}.shape[${layoutOfValue(value.shape.length).indexOf(axis)}];`;
    }
    throw new InternalError(`no input has the size ${name}`, "5-emit/tfjs");
  });
}

function usesOf(instructions: readonly Instruction[]): ReadonlyMap<string, readonly Instruction[]> {
  const uses = new Map<string, Instruction[]>();
  for (const instruction of instructions) {
    for (const { name } of instruction.inputs) uses.set(name, [...(uses.get(name) ?? []), instruction]);
  }
  return uses;
}
