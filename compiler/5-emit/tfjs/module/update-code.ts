import type { PlannedCall } from "../../../ir/plan.ts";
import { show } from "../../../optimizers/compile-update.ts";
import { optimizersByName } from "../../../optimizers/index.generated.ts";
import type { Formula, Optimizer } from "../../../optimizers/optimizer.ts";
import { type Code, call, layOut } from "../code-text.ts";
import { camelCase } from "./value-names.ts";

/** Statements of a function that updates one weight in place, from the optimizer's formulas. */
export function updateStatements(optimizer: Optimizer, { parameters }: PlannedCall): string[] {
  const slots = optimizer.slots(parameters);
  const tensors = new Set(["parameter", "gradient", ...slots]);
  return optimizer.update(parameters).map(({ target, value }) => {
    const code = formulaCode(value, tensors);
    if (target === "parameter" || slots.includes(target)) return layOut(code, 2, `${variable(target)}.assign(`, ");");
    if (isTensor(value, tensors)) tensors.add(target);
    return layOut(code, 2, `const ${variable(target)} = `, ";");
  });
}

export function optimizerOf(call: PlannedCall): Optimizer {
  const optimizer = optimizersByName[call.name];
  if (optimizer === undefined) throw new Error(`there is no optimizer ${call.name}`);
  return optimizer;
}

/** `beta1 0.9, beta2 0.999, eps 1e-8`: an optimizer's numbers but the learning rate, which each step is given. */
export function settings({ parameters }: PlannedCall): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== "lr" && value !== 0 && value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${value}`))
    .join(", ");
}

/** The formula's name for the weight is `parameter`. */
function variable(name: string): string {
  if (name === "parameter") return "weight";
  return name === "lr" ? "learningRate" : camelCase(name);
}

const functions = {
  "+": "tf.add",
  "-": "tf.sub",
  "*": "tf.mul",
  "/": "tf.div",
  max: "tf.maximum",
  pow: "tf.pow",
} as const;

/** Tensors are computed by tfjs; what is the same for all numbers of a weight, by JavaScript. */
function formulaCode(formula: Formula, tensors: ReadonlySet<string>): Code {
  if (!isTensor(formula, tensors)) return show(formula, variable);
  switch (formula.kind) {
    case "number":
    case "name":
      return show(formula, variable);
    case "unary":
      return call(`tf.${formula.op}`, formulaCode(formula.of, tensors));
    case "binary": {
      const [left, right] = [formula.left, formula.right].map((side) => formulaCode(side, tensors)) as [Code, Code];
      const swapped = (formula.op === "*" || formula.op === "+") && !isTensor(formula.left, tensors);
      return swapped ? call(functions[formula.op], right, left) : call(functions[formula.op], left, right);
    }
  }
}

function isTensor(formula: Formula, tensors: ReadonlySet<string>): boolean {
  if (formula.kind === "number") return false;
  if (formula.kind === "name") return tensors.has(formula.name);
  if (formula.kind === "unary") return isTensor(formula.of, tensors);
  return isTensor(formula.left, tensors) || isTensor(formula.right, tensors);
}
