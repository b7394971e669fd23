import { isKnown } from "../../../ir/dim.ts";
import type { Initialisation } from "../../../ir/graph.ts";
import { InternalError } from "../../../ir/internal-error.ts";
import type { ProgramWeight } from "../../../ir/program.ts";
import { showShape } from "../../../ir/shape.ts";
import { propertyName } from "../code-text.ts";
import { layoutOfWeight, stored } from "../value-layout.ts";
import { docOf } from "./doc-text.ts";
import type { ModuleContext } from "./module-parts.ts";
import { variableType } from "./tensor-type.ts";

/** The type of the weights, one line a weight. */
export function addWeightsType({ module, inference }: ModuleContext): void {
  const lines = inference.weights.map(({ key, value: { shape } }) => {
    const lies = showShape(stored(shape, layoutOfWeight(shape.length)));
    return `  ${propertyName(key)}: ${variableType(shape.length)}; // ${lies}`;
  });
  module.addType({
    isExported: true,
    name: "Weights",
    type: ["{", ...lines, "}"].join("\n"),
    docs: [
      docOf(`The weights, by their keys in PyTorch's state dict, as tfjs wants them: filters [height, width, in, out] and \
matrices [in, out]. \`load\` and \`exportWeights\` convert from and to PyTorch's [out, in, height, width] and [out, in]; \
\`tf.dispose\` frees them.`),
    ],
  });
}

/** Functions that make weights, and that give them back. */
export function addWeightsFunctions({ module }: ModuleContext): void {
  module.addFunction({
    isExported: true,
    name: "load",
    parameters: [{ name: "tensors", type: "ReadonlyMap<string, Float32Array>" }],
    returnType: "Weights",
    docs: ["Weights from the numbers of a state dict, in PyTorch's layout; more than the model has may be there."],
    statements: [
      `return weightsFrom((key, { shape }) => {
  const values = tensors.get(key);
  const count = shape.reduce((product, size) => product * size, 1);
  if (values === undefined) throw new Error(\`there is no weight \${key}\`);
  if (values.length !== count) throw new Error(\`\${key} has \${values.length} numbers, not \${count}\`);
  return tf.tensor(values.slice(), shape);
});`,
    ],
  });
  module.addFunction({
    isExported: true,
    name: "create",
    parameters: [{ name: "seed", type: "number" }],
    returnType: "Weights",
    docs: ["Weights drawn anew, from the distributions that PyTorch begins with; the same for the same seed."],
    statements: ["return weightsFrom((_key, { shape, start }, index) => start(shape, seed + index));"],
  });
  module.addFunction({
    isExported: true,
    isAsync: true,
    name: "exportWeights",
    parameters: [{ name: "weights", type: "Weights" }],
    returnType: "Promise<Map<string, Float32Array>>",
    docs: ["The numbers of weights, or of what an optimizer keeps, in PyTorch's layout: what `load` takes."],
    statements: [
      "const tensors = new Map<string, Float32Array>();",
      `for (const [key, weight] of Object.entries(weights)) {
  const tensor = inTorchLayout(weight);
  tensors.set(key, Float32Array.from(await tensor.data()));
  tensor.dispose();
}`,
      "return tensors;",
    ],
  });
}

/** The table of the weights, and what `load` and `create` share. */
export function addWeightsTable({ module, inference }: ModuleContext): void {
  const kinds = new Set(inference.weights.map(({ initialisation }) => initialisation.kind));
  module.addText(tableText(inference.weights));
  module.addText(sharedText);
  for (const kind of ["uniform", "normal", "constant", "binomial"] as const)
    if (kinds.has(kind)) module.addText(startTexts[kind]);
}

function tableText(weights: readonly ProgramWeight[]): string {
  const lines = weights.map(({ key, value: { shape }, initialisation }) => {
    if (!shape.every(isKnown)) throw new InternalError(`the size of ${key} is not known`, "5-emit/tfjs");
    return `  ${propertyName(key)}: { shape: ${showShape(shape)}, start: ${startCode(initialisation)} },`;
  });
  return `type WeightSpec = { shape: number[]; start: (shape: number[], seed: number) => tf.Tensor };

/** Of each weight: its shape in PyTorch, and what it is drawn from at first. */
const weightSpecs: Record<keyof Weights, WeightSpec> = {
${lines.join("\n")}
};`;
}

function startCode(initialisation: Initialisation): string {
  if (initialisation.kind === "uniform") return `uniform(${boundCode(initialisation.bound)})`;
  if (initialisation.kind === "normal") return `normal(${initialisation.deviation})`;
  if (initialisation.kind === "binomial") return "binomial";
  return `constant(${initialisation.value})`;
}

/** PyTorch's bounds are 1 / sqrt(fan-in), which says more than the number. */
function boundCode(bound: number): string {
  const fanIn = Math.round(1 / bound ** 2);
  return 1 / Math.sqrt(fanIn) === bound ? `1 / Math.sqrt(${fanIn})` : String(bound);
}

const sharedText = `
/** Makes every weight from a tensor in PyTorch's layout. */
function weightsFrom(tensor: (key: keyof Weights, spec: WeightSpec, index: number) => tf.Tensor): Weights {
  const entries = Object.entries(weightSpecs) as [keyof Weights, WeightSpec][];
  const variables = entries.map(([key, spec], index) => [
    key,
    tf.tidy(() => tf.variable(inTfjsLayout(tensor(key, spec, index)))),
  ]);
  return Object.fromEntries(variables);
}

/** [out, in, height, width] to [height, width, in, out], and [out, in] to [in, out]. */
function inTfjsLayout(weight: tf.Tensor): tf.Tensor {
  if (weight.rank === 4) return tf.transpose(weight, [2, 3, 1, 0]);
  return weight.rank === 2 ? tf.transpose(weight) : weight;
}

/** The way back, always to a new tensor. */
function inTorchLayout(weight: tf.Tensor): tf.Tensor {
  if (weight.rank === 4) return tf.transpose(weight, [3, 2, 0, 1]);
  return weight.rank === 2 ? tf.transpose(weight) : tf.clone(weight);
}
`.trim();

const startTexts = {
  uniform: `function uniform(bound: number): WeightSpec["start"] {
  return (shape, seed) => tf.randomUniform(shape, -bound, bound, "float32", seed);
}`,
  normal: `function normal(deviation: number): WeightSpec["start"] {
  return (shape, seed) => tf.randomNormal(shape, 0, deviation, "float32", seed);
}`,
  constant: `function constant(value: number): WeightSpec["start"] {
  return (shape) => tf.fill(shape, value);
}`,
  binomial: `/** A row of Pascal's triangle times itself, divided by its sum: the same filter for every channel. */
function binomial(shape: number[]): tf.Tensor {
  const size = shape.at(-1)!;
  let row = [1];
  while (row.length < size) row = [...row, 0].map((value, place) => value + (row[place - 1] ?? 0));
  return tf.broadcastTo(tf.div(tf.outerProduct(row, row), 4 ** (size - 1)), shape);
}`,
};
