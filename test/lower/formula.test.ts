import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileUpdate } from "../../compiler/optimizers/compile-update.ts";
import type { Formula } from "../../compiler/optimizers/optimizer.ts";
import { parseFormula, statements } from "../../compiler/optimizers/parse-formula.ts";

/** What a formula comes to, straight from its tree. */
function evaluate(formula: Formula, names: Readonly<Record<string, number>>): number {
  if (formula.kind === "number") return formula.value;
  if (formula.kind === "name") return names[formula.name]!;
  if (formula.kind === "unary") {
    const of = evaluate(formula.of, names);
    return { neg: -of, abs: Math.abs(of), sqrt: Math.sqrt(of) }[formula.op];
  }
  const left = evaluate(formula.left, names);
  const right = evaluate(formula.right, names);
  const results = { "+": left + right, "-": left - right, "*": left * right, "/": left / right };
  return { ...results, max: Math.max(left, right), pow: left ** right }[formula.op];
}

const formulas = fc.letrec<{ any: Formula }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    // `+ 0` makes 0 of -0, which has no spelling of its own.
    fc.double({ min: -4, max: 4, noNaN: true }).map((value): Formula => ({ kind: "number", value: value + 0 })),
    fc.constantFrom("parameter", "gradient", "slot", "lr", "step").map((name): Formula => ({ kind: "name", name })),
    fc.record({ kind: fc.constant("unary" as const), op: fc.constantFrom("sqrt", "abs", "neg"), of: tie("any") }),
    fc.record({
      kind: fc.constant("binary" as const),
      op: fc.constantFrom("+", "-", "*", "/", "max", "pow"),
      left: tie("any"),
      right: tie("any"),
    }),
  ),
})).any;

const number = fc.float({ min: -3, max: 3, noNaN: true });

/** Runs a compiled update on one number. */
function run(source: string, names: Readonly<Record<string, number>>): number {
  const update = new Function(`return ${source}`)() as (...values: unknown[]) => void;
  const result = Float32Array.of(names.parameter!);
  update(result, Float32Array.of(names.gradient!), Float32Array.of(names.slot!), names.lr, names.step);
  return result[0]!;
}

test("the JavaScript of any formula computes what the formula says", () => {
  const names = fc.record({ parameter: number, gradient: number, slot: number, lr: number, step: number });
  fc.assert(
    fc.property(formulas, names, (value, given) => {
      const source = compileUpdate([{ target: "parameter", value }], ["slot"]);
      expect(run(source, given)).toBe(Math.fround(evaluate(value, given)));
    }),
    { numRuns: 2000 },
  );
});

describe("formulas are read as mathematicians read them", () => {
  const names = { a: 2, b: 3, c: 5 };
  test.each<[string, number]>([
    ["a - b - c", -6],
    ["a - (b - c)", 4],
    ["a + b * c", 17],
    ["c / a / b", 5 / 6],
    ["-a ^ 2", -4],
    ["2 ^ 3 ^ 2", 512],
    ["a * -b", -6],
    ["max(a, b) * sqrt(c * c)", 15],
    ["1e-8 + abs(a - c)", 3 + 1e-8],
  ])("%s", (text, value) => expect(evaluate(parseFormula(text, {}), names)).toBe(value));

  test("numbers are put in for their names", () => {
    expect(parseFormula("beta1", { beta1: 0.9 })).toEqual({ kind: "number", value: 0.9 });
  });

  test.each(["", "a +", "(a", "a b", "log(a)", "max(a)", "a $ b"])("%s is refused", (text) => {
    expect(() => parseFormula(text, {})).toThrow(/expected|too much|no function/);
  });
});

test("what is the same for all numbers is computed before the loop", () => {
  const source = compileUpdate(
    statements(["rate = lr / (1 - 0.9 ^ step)", "parameter = parameter - rate * gradient / sqrt(1 - lr)"], {}),
    [],
  );
  expect(source).toBe(`function update(parameter, gradient, lr, step) {
  const rate = lr / (1 - 0.9 ** step);
  const scalar2 = Math.sqrt(1 - lr);
  for (let i = 0; i < parameter.length; i++) {
    let parameter_i = parameter[i];
    const gradient_i = gradient[i];
    parameter_i = parameter_i - (rate * gradient_i) / scalar2;
    parameter[i] = parameter_i;
  }
}
`);
});
