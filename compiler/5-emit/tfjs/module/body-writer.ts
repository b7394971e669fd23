import { type Dim, isKnown, sameDim, symbol, symbolsOf } from "../../../ir/dim.ts";
import { InternalError } from "../../../ir/internal-error.ts";
import type { Instruction, Value } from "../../../ir/program.ts";
import { type Body, type Item, isInstruction, keptParts, takenBy } from "../../outline/index.ts";
import { type Code, call, layOut, lineWidth } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import type { HelperName } from "../helpers/index.ts";
import { spellingsByName } from "../index.generated.ts";
import { relaid, shapeCode } from "../shape-code.ts";
import { activations, type Expression, type Site } from "../spelling.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { type Layout, layoutOfValue, layoutOfWeight, sameLayout } from "../value-layout.ts";
import { keyedMember, keyOf } from "./keys.ts";
import { tensorType } from "./tensor-type.ts";

/** Columns before a statement inside a function's `tf.tidy`. */
export const bodyIndent = 4;

export interface BodyStyle {
  readonly backend: TfjsBackend;
  readonly indent: number;
  /** Variables, by the names of values. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether keys and paths count from a scope, whose path the variable `path` has. */
  readonly isScoped: boolean;
  /** Names of the values that the body gives. */
  readonly results: ReadonlySet<string>;
}

/**
 * Writes a body's instructions as statements, one a value that has a name or is used more than once; what is used
 * once, within the same step, stands inside the expression that uses it.
 */
export class BodyWriter {
  readonly lines: string[] = [];
  readonly helpers = new Set<HelperName>();
  /** Sizes that the code speaks of by name, such as `batch`. */
  readonly sizes = new Set<string>();
  readonly style: BodyStyle;
  readonly #body: Body;
  readonly #expressions = new Map<string, Expression>();
  readonly #uses: ReadonlyMap<string, readonly Item[]>;
  readonly #gradients: ReadonlyMap<string, string>;
  readonly #updates: ReadonlyMap<string, string>;

  constructor(body: Body, style: BodyStyle) {
    this.style = style;
    this.#body = body;
    this.#uses = usesOf(body.items);
    this.#gradients = new Map(body.gradients.map(({ key, value }) => [value.name, key]));
    this.#updates = new Map(body.updates.map(({ key, value }) => [value.name, key]));
    for (const value of body.inputs) this.hold(value, this.variable(value));
    for (const { key, value } of body.weights) {
      this.#hold(value, this.member("weights", key), layoutOfWeight(value.shape.length));
    }
    for (const { path, value } of body.masks) this.hold(value, this.member("masks", path));
  }

  comment(text: string): void {
    this.lines.push(`// ${text}`);
  }

  /** Behind the last statement, where it stands on one line with room for it. */
  remark(text: string): void {
    const line = `${this.lines.at(-1)} // ${text}`;
    if (!line.includes("\n") && this.style.indent + line.length <= lineWidth) this.lines[this.lines.length - 1] = line;
  }

  blank(): void {
    if (this.lines.length > 0) this.lines.push("");
  }

  /** The variable of a value that is no weight or mask. */
  variable(value: Value): string {
    const name = this.style.names.get(value.name);
    if (name === undefined) throw new InternalError(`${value.name} has no variable`, "5-emit/tfjs");
    return name;
  }

  /** `weights["conv1.weight"]`, and within a scope `` weights[`${path}.conv1.weight`] ``. */
  member(object: string, key: string): string {
    return keyedMember(object, key, this.style.isScoped);
  }

  /** Code for the path of what stands in this body. */
  path(path: string): string {
    return keyOf(path, this.style.isScoped);
  }

  /** Writes one instruction; the last of a function may be what it returns. */
  write(instruction: Instruction, returned = false): void {
    const output = instruction.outputs[0]!;
    const expression = this.#spell(instruction, output);
    if (expression.scalar !== undefined || this.#staysInside(instruction, expression)) {
      this.#expressions.set(output.name, expression);
      return;
    }
    if (returned) {
      this.#statement(expression.code, "return ");
      return;
    }
    const target = this.#written(output);
    if (target !== undefined && (this.#uses.get(output.name) ?? []).length === 0) {
      this.#statement(expression.code, `${target} = `);
      return;
    }
    const name = this.variable(output);
    const type = expression.inferred ? "" : `: ${tensorType(output.shape.length)}`;
    this.#statement(expression.code, `const ${name}${type} = `);
    this.#hold(output, name, expression.layout);
    if (target !== undefined) this.lines.push(`${target} = ${name};`);
  }

  /** Writes a gradient or update that no statement made: it is another value, or a constant. */
  writeRest(): void {
    const made = new Set(
      this.#body.items.flatMap((item) => (isInstruction(item) ? item.outputs : [])).map(({ name }) => name),
    );
    for (const { value } of [...this.#body.gradients, ...this.#body.updates]) {
      const isScalar = this.#expressions.get(value.name)?.scalar !== undefined;
      if (made.has(value.name) && !isScalar) continue;
      this.#statement(this.tensor(value, layoutOfWeight(value.shape.length)), `${this.#written(value)!} = `);
    }
  }

  statement(code: Code, before: string): void {
    this.#statement(code, before);
  }

  /** Statements as they stand in a block of this body. */
  innerLines(statements: readonly (readonly [before: string, code: Code])[]): string[] {
    const indent = this.style.indent + 2;
    return statements.map(([before, code]) => `${" ".repeat(indent)}${layOut(code, indent, before, ";")}`);
  }

  /** From here on, a value is what this code says. */
  hold(value: Value, code: string): void {
    this.#hold(value, code, layoutOfValue(value.shape.length));
  }

  /** A value as a tensor that lies as wanted. */
  tensor(value: Value, layout: Layout): Code {
    const { code, scalar, layout: own } = this.expression(value);
    if (scalar === undefined) return relaid(code, own, layout);
    return value.shape.length === 0
      ? call("tf.scalar", code)
      : call("tf.fill", shapeCode(this, value.shape, layout), code);
  }

  /** The same, as functions hand values to each other. */
  plainTensor(value: Value): Code {
    return this.tensor(value, layoutOfValue(value.shape.length));
  }

  expression(value: Value): Expression {
    const expression = this.#expressions.get(value.name);
    if (expression === undefined) throw new InternalError(`${value.name} is not made yet`, "5-emit/tfjs");
    return expression;
  }

  /** Has the module carry a helper, and gives its name. */
  helper(name: HelperName): string {
    this.helpers.add(name);
    return name;
  }

  size(dim: Dim): string {
    for (const name of symbolsOf(dim)) this.sizes.add(name);
    return dimCode(dim);
  }

  #statement(code: Code, before: string): void {
    this.lines.push(layOut(code, this.style.indent, before, ";"));
  }

  /** `gradients["conv1.weight"]`, where a value is that. */
  #written({ name }: Value): string | undefined {
    const [gradient, update] = [this.#gradients.get(name), this.#updates.get(name)];
    if (gradient !== undefined) return this.member("gradients", gradient);
    return update === undefined ? undefined : this.member("statistics", update);
  }

  #spell(instruction: Instruction, output: Value): Expression {
    const spelling = spellingsByName[instruction.primitive];
    if (spelling === undefined) {
      throw new InternalError(`tfjs has no spelling of ${instruction.primitive}`, "5-emit/tfjs", instruction.path);
    }
    const rank = output.shape.length;
    const layout = this.#written(output) === undefined ? layoutOfValue(rank) : layoutOfWeight(rank);
    const expression = spelling.spell(this.#site(instruction, output, layout));
    if (expression.scalar !== undefined || sameLayout(expression.layout, layout)) return expression;
    return { code: relaid(expression.code, expression.layout, layout), layout, inferred: expression.inferred };
  }

  #site({ attributes, inputs, path, pass }: Instruction, output: Value, layout: Layout): Site {
    return {
      attributes: this.#named(attributes),
      backend: this.style.backend,
      inputs,
      output,
      layout,
      operand: (index) => this.expression(inputs[index]!),
      tensor: (index, wanted) => this.tensor(inputs[index]!, wanted),
      size: (dim) => this.size(dim),
      shapeOf: (primitive, index) => {
        const sibling = this.#body.items.find(
          (item) => isInstruction(item) && item.path === path && item.pass === pass && item.primitive === primitive,
        );
        const value = sibling === undefined ? undefined : takenBy(sibling)[index];
        const code = value === undefined ? undefined : this.#expressions.get(value.name)?.code;
        return typeof code === "string" ? `${code}.shape` : undefined;
      },
      helper: (name) => this.helper(name),
    };
  }

  /** Steps and groups that differ among the scopes of a function stand in attributes by their names. */
  #named(attributes: Instruction["attributes"]): Instruction["attributes"] {
    const named = (dim: Dim) => (isKnown(dim) ? dim : this.size(dim));
    const { stride, groups } = attributes as { stride?: readonly Dim[]; groups?: Dim };
    return {
      ...attributes,
      ...(Array.isArray(stride) ? { stride: stride.map(named) } : {}),
      ...(groups === undefined ? {} : { groups: named(groups) }),
    };
  }

  /** Whether a value is written inside the one expression that uses it: of the same step, or an activation that it takes along. */
  #staysInside({ path, pass, outputs }: Instruction, { withActivation }: Expression): boolean {
    const output = outputs[0]!;
    const [user, ...others] = this.#uses.get(output.name) ?? [];
    if (user === undefined || others.length > 0 || !isInstruction(user)) return false;
    if (this.style.results.has(output.name) || this.#written(output) !== undefined) return false;
    if (withActivation !== undefined && isActivation(user)) return true;
    return user.path === path && user.pass === pass && /\.\d+$/.test(output.name);
  }

  #hold(value: Value, code: string, layout: Layout): void {
    this.#expressions.set(value.name, { code, layout, inferred: true });
  }
}

/** `const [batch, height] = image.shape;`: where a function finds the sizes that its code speaks of. */
export function sizeLines(sizes: Iterable<string>, body: Body, writer: BodyWriter): string[] {
  const held = [...keptParts(body), ...body.weights].map(({ value }) => value);
  const given = [...body.inputs, ...held];
  const places = new Map<string, string[]>();
  for (const name of sizes) {
    const value = given.find(({ shape }) => axisOf(shape, name) >= 0);
    if (value === undefined) throw new InternalError(`nothing given has the size ${name}`, "5-emit/tfjs");
    const { code, layout } = writer.expression(value);
    const found = places.get(code as string) ?? [];
    found[layout.indexOf(axisOf(value.shape, name))] = name;
    places.set(code as string, found);
  }
  return [...places].flatMap(([code, names]) => {
    const whole = names.length > 1 && Array.from(names).every((name) => name !== undefined);
    if (whole) return [`const [${names.join(", ")}] = ${code}.shape;`];
    return names.flatMap((name, axis) => [`const ${name} = ${code}.shape[${axis}];`]);
  });
}

function isActivation({ primitive }: Instruction): boolean {
  return (activations as readonly string[]).includes(primitive);
}

function axisOf(shape: Value["shape"], name: string): number {
  return shape.findIndex((dim) => !isKnown(dim) && sameDim(dim, symbol(name)));
}

function usesOf(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const uses = new Map<string, Item[]>();
  for (const item of items) {
    for (const { name } of takenBy(item)) {
      const known = uses.get(name);
      if (known === undefined) uses.set(name, [item]);
      else known.push(item);
    }
  }
  return uses;
}
