import type { Program } from "../../../ir/program.ts";
import { showShape } from "../../../ir/shape.ts";
import { call, layOut, lineWidth, list, propertyName } from "../code-text.ts";
import { layoutOfWeight, stored } from "../value-layout.ts";
import { docOf } from "./doc-text.ts";
import type { ModuleContext } from "./module-parts.ts";
import { stemOf } from "./path-types.ts";
import { variableType } from "./tensor-type.ts";
import { isNested, type OwnWeight, type WeightEntry, type WeightGroup, weightGroups } from "./weight-groups.ts";

/** The type of the weights: one line a weight, and the weights of blocks by types of their own. */
export function addWeightsType({ module, inference, paths }: ModuleContext): void {
  const { groups, own } = weightGroups(inference);
  const shapes = new Map(inference.program.weights.map(({ key, value }) => [key, value.shape]));
  const remark = ({ key }: OwnWeight) => {
    const shape = shapes.get(key)!;
    return ` // ${showShape(stored(shape, layoutOfWeight(shape.length)))}`;
  };
  module.addType({
    isExported: true,
    name: "Weights",
    type: typeText(own, (all, group) => paths.within(group.paths, all), remark),
    docs: [
      docOf(`The weights, by their keys in PyTorch's state dict, as tfjs wants them: filters [height, width, in, out] and \
matrices [in, out]. \`load\` and \`exportWeights\` convert from and to PyTorch's [out, in, height, width] and [out, in]; \
\`tf.dispose\` frees them.`),
    ],
  });
  if (groups.length === 0) return;
  for (const group of groups)
    module.addType({
      name: weightsName(group),
      type: typeText(
        group.entries,
        (all) => paths.union(all, []),
        () => "",
      ),
    });
  module.addText(underText);
}

/** Nested weights of one group together: `Under<"bn1" | "bn2", BatchnormWeights>`. */
function typeText(
  entries: readonly WeightEntry[],
  paths: (all: readonly string[], group: WeightGroup) => string,
  remark: (weight: OwnWeight) => string,
): string {
  const own = entries.flatMap((entry) => (isNested(entry) ? [] : [entry]));
  const nested = new Map<WeightGroup, string[]>();
  for (const entry of entries)
    if (isNested(entry)) nested.set(entry.group, [...(nested.get(entry.group) ?? []), entry.path]);
  const lines = own.map((weight) => `  ${propertyName(weight.key)}: ${variableType(weight.rank)};${remark(weight)}`);
  if (entries.length === 0) return "Record<string, never>";
  const object = own.length === 0 ? [] : [["{", ...lines, "}"].join("\n")];
  const members = [...nested].map(([group, all]) => `Under<${paths(all, group)}, ${weightsName(group)}>`);
  const [first, ...others] = [...object, ...members];
  if (object.length === 0 && others.length === 0 && first!.length > lineWidth - longestName)
    return first!.replace(/^Under<(.*), (\w+)>$/, "Under<\n  $1,\n  $2\n>");
  const line = [first!.split("\n").at(-1), ...others].join(" & ");
  if (line.length + 1 <= lineWidth && object.length + members.length < 3) return [first, ...others].join(" & ");
  // As formatters do it: what follows an object begins on the line where that ends.
  const head = object.length > 0 ? `${first} & ${others[0]}` : first;
  return [head, ...others.slice(object.length)].join(" &\n  ");
}

/** Room for what stands before a type, `type ... =`. */
const longestName = 40;

const underText = `
/** What stands under a path, by its whole key. */
type Under<Path extends string, Inner> = { [Key in keyof Inner & string as \`\${Path}.\${Key}\`]: Inner[Key] };
`.trim();

/** The parameter `weights` of a function; a model may have none, and its code then speaks of none. */
export function weightsParameter({ weights }: Program): { name: string; type: string } {
  return { name: weights.length === 0 ? "_weights" : "weights", type: "Weights" };
}

/** Functions that make weights, and that give them back. */
export function addWeightsFunctions({ module }: ModuleContext): void {
  for (const text of weightsFunctions) module.addText(text);
}

const weightsFunctions = [
  `/**
 * Weights from the bytes of a .safetensors file or from the numbers of a state dict, in PyTorch's layout. More than the
 * model has may be there. Throws, with the key, where a weight is missing, cut off, or of another shape or kind.
 */
export function load(source: Uint8Array | ArrayBuffer | StateDict): Weights {
  const stored: StateDict = "byteLength" in source ? readSafetensors(source) : source;
  const specs = Object.entries(weightSpecs);
  // All are read before the first tensor is made, so that an error leaves none behind.
  const numbers = new Map(specs.map(([key, { shape }]) => [key, weightOf(stored, key, shape)]));
  return weightsFrom((key, { shape }) => tf.tensor(numbers.get(key)!, shape));
}`,
  `/** Weights from a .safetensors file on a server. */
export async function fetchWeights(url: string | URL): Promise<Weights> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`there are no weights at \${url}: \${response.status} \${response.statusText}\`);
  return load(await response.arrayBuffer());
}`,
  `/** Weights drawn anew, from the distributions that PyTorch begins with; the same for the same seed. */
export function create(seed: number): Weights {
  return weightsFrom((_key, { shape, start }, index) => start(shape, seed + index));
}`,
  `/** The bytes of a .safetensors file of weights: what \`load\` takes, and kpc and PyTorch too. */
export async function save(weights: Weights): Promise<Uint8Array<ArrayBuffer>> {
  const numbers = await exportWeights(weights);
  const tensors = Object.entries(weightSpecs).map(([key, { shape }]) => ({ key, shape, data: numbers.get(key)! }));
  return writeSafetensors(tensors);
}`,
  `/** The numbers of weights, or of what an optimizer keeps, in PyTorch's layout: what \`load\` takes. */
export async function exportWeights(weights: Weights): Promise<Map<string, Float32Array>> {
  const tensors = new Map<string, Float32Array>();
  for (const [key, weight] of Object.entries(weights)) {
    const tensor = inTorchLayout(weight);
    tensors.set(key, Float32Array.from(await tensor.data()));
    tensor.dispose();
  }
  return tensors;
}`,
];

/** The table of the weights, and what `load` and `create` share. */
export function addWeightsTable({ module, inference }: ModuleContext): void {
  const { groups, own } = weightGroups(inference);
  const kinds = new Set(inference.program.weights.map(({ initialisation }) => initialisation.kind));
  module.addText(tableText(own));
  for (const group of groups) module.addText(groupText(group));
  if (groups.length > 0) module.addText(specsUnderText);
  module.addText(sharedText);
  for (const kind of ["uniform", "normal", "constant", "binomial"] as const)
    if (kinds.has(kind)) module.addText(startTexts[kind]);
}

function tableText(entries: readonly WeightEntry[]): string {
  const table = entries.length === 0 ? "{}" : ["{", ...specLines(entries, 2), "}"].join("\n");
  return `type WeightSpec = { shape: number[]; start: (shape: number[], seed: number) => tf.Tensor };

/** Of each weight: its shape in PyTorch, and what it is drawn from at first. */
const weightSpecs: Record<keyof Weights, WeightSpec> = ${table};`;
}

/** A function that gives the specs of a scope's weights. */
function groupText(group: WeightGroup): string {
  const parameters = group.parameters.map((name) => `${name}: number`);
  const result = `Record<keyof ${weightsName(group)}, WeightSpec>`;
  const line = `function ${specsName(group)}(${parameters.join(", ")}): ${result} {`;
  return [headText(line, group, parameters), "  return {", ...specLines(group.entries, 4), "  };", "}"].join("\n");
}

/** Of a function, on several lines where it does not fit on one. */
function headText(line: string, group: WeightGroup, parameters: readonly string[]): string {
  if (line.length <= lineWidth) return line;
  const [name, keys] = [specsName(group), `keyof ${weightsName(group)}`];
  if (parameters.length === 0) return `function ${name}(): Record<\n  ${keys},\n  WeightSpec\n> {`;
  return `function ${name}(\n${parameters.map((one) => `  ${one},\n`).join("")}): Record<${keys}, WeightSpec> {`;
}

/** Scopes that follow each other with the same sizes share a line. */
function specLines(entries: readonly WeightEntry[], indent: number): string[] {
  const runs: WeightEntry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1)?.[0];
    const joins = last !== undefined && isNested(last) && isNested(entry) && last.group === entry.group;
    if (joins && last.sizes.join() === entry.sizes.join()) runs.at(-1)!.push(entry);
    else runs.push([entry]);
  }
  return runs.map((run) => {
    const [first] = run as [WeightEntry];
    if (!isNested(first)) {
      const spec = `{ shape: ${list(first.sizes)}, start: ${first.start} }`;
      return `${" ".repeat(indent)}${propertyName(first.key)}: ${spec},`;
    }
    const paths = run.map((entry) => JSON.stringify((entry as typeof first).path));
    const code = call("under", { items: paths }, `${specsName(first.group)}(${first.sizes.join(", ")})`);
    return `${" ".repeat(indent)}${layOut(code, indent, "...", ",")}`;
  });
}

function weightsName({ name }: WeightGroup): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Weights`;
}

function specsName({ name }: WeightGroup): string {
  return `${stemOf(name)}Specs`;
}

const specsUnderText = `
/** The same weights under each of some paths. */
function under<Path extends string, Key extends string>(paths: Path[], specs: Record<Key, WeightSpec>) {
  const entries = paths.flatMap((path) => Object.entries(specs).map(([key, spec]) => [\`\${path}.\${key}\`, spec]));
  return Object.fromEntries(entries) as Record<\`\${Path}.\${Key}\`, WeightSpec>;
}
`.trim();

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
