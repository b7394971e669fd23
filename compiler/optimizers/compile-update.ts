import type { Formula, Statement } from "./optimizer.ts";

export interface UpdateOptions {
  /** Name of the function; `update` where left out. */
  readonly name?: string;
  /** Writes TypeScript. */
  readonly typed?: boolean;
}

/**
 * Source text of a function that updates weights in place, one loop over flat memory:
 * `update(parameter, gradient, ...slots, lr, step)`, all but the last two Float32Arrays of one length. What is the same for
 * all numbers (bias corrections) is computed before the loop. In it every array is read and written once a number, which
 * lets V8 keep the rest in registers. Arithmetic is in double precision; what is stored is rounded to float32.
 */
export function compileUpdate(
  statements: readonly Statement[],
  slots: readonly string[],
  { name = "update", typed = false }: UpdateOptions = {},
): string {
  const arrays = ["parameter", "gradient", ...slots];
  const loop = splitLoop(statements, arrays, typed);
  const type = (of: string) => (typed ? `: ${of}` : "");
  // TypeScript's strictest settings want parameters that nothing reads to say so.
  const isRead = (scalar: string) => statements.some(({ value }) => mentions(value, scalar));
  const scalarName = (scalar: string) => (typed && !isRead(scalar) ? `_${scalar}` : scalar);
  const signature = [
    ...arrays.map((array) => `${array}${type("Float32Array")}`),
    ...["lr", "step"].map((scalar) => `${scalarName(scalar)}${type("number")}`),
  ];
  return [
    functionHead(name, signature, type("void")),
    ...loop.before.map((line) => `  ${line}`),
    "  for (let i = 0; i < parameter.length; i++) {",
    ...loop.inside.map((line) => `    ${line}`),
    "  }",
    "}",
    "",
  ].join("\n");
}

/** A parameter a line where one line would be too long. */
function functionHead(name: string, signature: readonly string[], result: string): string {
  const line = `function ${name}(${signature.join(", ")})${result} {`;
  return line.length <= 120
    ? line
    : `function ${name}(\n${signature.map((part) => `  ${part},\n`).join("")})${result} {`;
}

/** Lines before the loop, whose values are the same for all numbers, and lines of the loop. */
function splitLoop(statements: readonly Statement[], arrays: readonly string[], typed: boolean) {
  const written = new Set(statements.map(({ target }) => target).filter((target) => arrays.includes(target)));
  const used = arrays.filter((name) => written.has(name) || statements.some(({ value }) => mentions(value, name)));
  const read: Read = (name) => (arrays.includes(name) ? `${name}_i` : name);
  const loads = used.map(
    (name) => `${written.has(name) ? "let" : "const"} ${read(name)} = ${name}[i]${typed ? "!" : ""};`,
  );
  const stores = [...written].map((name) => `${name}[i] = ${read(name)};`);
  const before: string[] = [];
  const inside: string[] = [];
  const scalars = new Set(["lr", "step"]);

  /** The formula with every part that is the same for all numbers taken out before the loop. */
  function hoisted(formula: Formula): Formula {
    // JavaScript engines fold plain numbers themselves, and `1 - 0.9` reads better than 0.09999999999999998.
    if (formula.kind === "number" || formula.kind === "name" || isScalar(formula, new Set())) return formula;
    if (isScalar(formula, scalars)) {
      const name = `scalar${before.length + 1}`;
      before.push(`const ${name} = ${show(formula, read)};`);
      scalars.add(name);
      return { kind: "name", name };
    }
    return formula.kind === "unary"
      ? { ...formula, of: hoisted(formula.of) }
      : { ...formula, left: hoisted(formula.left), right: hoisted(formula.right) };
  }

  for (const { target, value } of statements) {
    if (!arrays.includes(target) && isScalar(value, scalars)) {
      before.push(`const ${target} = ${show(value, read)};`);
      scalars.add(target);
    } else {
      const left = arrays.includes(target) ? read(target) : `const ${target}`;
      inside.push(`${left} = ${show(hoisted(value), read)};`);
    }
  }
  return { before, inside: [...loads, ...inside, ...stores] };
}

function mentions(formula: Formula, name: string): boolean {
  if (formula.kind === "name") return formula.name === name;
  if (formula.kind === "unary") return mentions(formula.of, name);
  return formula.kind === "binary" && (mentions(formula.left, name) || mentions(formula.right, name));
}

function isScalar(formula: Formula, scalars: ReadonlySet<string>): boolean {
  if (formula.kind === "number") return true;
  if (formula.kind === "name") return scalars.has(formula.name);
  if (formula.kind === "unary") return isScalar(formula.of, scalars);
  return isScalar(formula.left, scalars) && isScalar(formula.right, scalars);
}

/** How a name is read inside the loop. */
export type Read = (name: string) => string;

const strength = { "+": 1, "-": 1, "*": 2, "/": 2, pow: 4 } as const;

/** JavaScript for a formula, with no more parentheses than it needs, and those that formatters add. */
export function show(formula: Formula, read: Read, outer = 0): string {
  switch (formula.kind) {
    case "number":
      return formula.value < 0 && outer > 0 ? `(${formula.value})` : String(formula.value);
    case "name":
      return read(formula.name);
    case "unary":
      if (formula.op === "neg") return parenthesised(`-${show(formula.of, read, 5)}`, outer > 0);
      return `Math.${formula.op}(${show(formula.of, read)})`;
    case "binary":
      return showBinary(formula, read, outer);
  }
}

function showBinary(formula: Extract<Formula, { kind: "binary" }>, read: Read, outer: number): string {
  const { op, left, right } = formula;
  if (op === "max") return `Math.max(${show(left, read)}, ${show(right, read)})`;
  const own = strength[op];
  // Left-associative, but for the power, whose base must be a plain operand.
  const [leftOuter, rightOuter] = op === "pow" ? [own + 1, own] : [mixesFactors(op, left) ? own + 1 : own, own + 1];
  const text = `${show(left, read, leftOuter)} ${op === "pow" ? "**" : op} ${show(right, read, rightOuter)}`;
  return parenthesised(text, own < outer);
}

/** `(a * b) / c`: formatters part products from quotients. */
function mixesFactors(op: string, left: Formula): boolean {
  return left.kind === "binary" && ((op === "/" && left.op === "*") || (op === "*" && left.op === "/"));
}

function parenthesised(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
