import { type Dim, isKnown, productOf } from "../../../ir/dim.ts";
import type { GraphInput, GraphOutput, TypedGraph } from "../../../ir/graph.ts";
import type { Program } from "../../../ir/program.ts";
import { showRange } from "../../../ir/range.ts";
import { list } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { layoutOfValue, stored } from "../value-layout.ts";
import { docText } from "./doc-text.ts";
import type { ModuleContext } from "./module-parts.ts";
import { camelCase } from "./value-names.ts";

/** The comment that a module begins with: what the model is, what flows in and out, and how to use it. */
export function headerText({ graph, backend, inference, training, pictures }: ModuleContext): string {
  const predicted =
    graph.outputs.length === 1 ? graph.outputs[0]!.name : `{ ${graph.outputs.map(({ name }) => name).join(", ")} }`;
  const inputs = graph.inputs.map(({ name }) => name).join(", ");
  const trained = training?.outlined.program.inputs.slice(graph.inputs.length).map(({ name }) => camelCase(name)) ?? [];
  const lines = [
    ...(graph.doc === "" ? [`${graph.name}.`] : [`${graph.name}: ${graph.doc}`]),
    "",
    ...valueLines(graph).map((line) => `  ${line}`),
    "",
    `Compiled by kpc for ${backend.title}; ${parameterCount(inference.program)}. To use it:`,
    "",
    "  await ready();",
    `  const weights = await fetchWeights("${graph.name}.safetensors"); // or load(bytes), or create(seed)`,
    `  const ${predicted} = predict(weights, ${inputs});`,
    ...(pictures === undefined
      ? []
      : ["  const points = await locate(weights, picture); // in pixels of an ImageData"]),
    ...(training === undefined
      ? []
      : [
          "",
          "  const training = startTraining(weights);",
          `  const loss = trainStep(training, { ${[inputs, ...trained].join(", ")} }, 1e-3);`,
        ]),
    "",
    "Feature maps lie as tfjs has them, [batch, height, width, channels]. The sizes in comments on steps are those of the",
    "spec: channels first, and without the batch.",
  ].flatMap((line) => docText(line).split("\n"));
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** What flows in and out: a line each, with its name, its sizes and what they are. */
export function valueLines({ inputs, outputs }: Pick<TypedGraph, "inputs" | "outputs">): string[] {
  return columns([...inputs.map(inputLine), ...outputs.map(outputLine)]);
}

function inputLine({ name, shape, range }: GraphInput): string[] {
  const within = showRange(range);
  return [name, storedSizes(shape), `${axesOf(shape)}${within === "any" ? "" : `; numbers in ${within}`}`];
}

function outputLine({ name, shape, role }: GraphOutput): string[] {
  return [name, storedSizes(shape), role === "points" ? "batch, points, x and y" : axesOf(shape)];
}

function axesOf(shape: readonly Dim[]): string {
  if (shape.length === 3) return "batch, height, width, channels";
  return shape.length === 1 ? "batch, features" : "batch, then as in the spec";
}

function storedSizes(shape: readonly Dim[]): string {
  return list([
    "batch",
    ...stored([0, ...shape], layoutOfValue(shape.length + 1))
      .slice(1)
      .map(dimCode),
  ]);
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]!.length));
  return rows.map(([name, sizes, text]) => `${name!.padEnd(width(0))}  ${sizes!.padEnd(width(1))}  ${text}`);
}

function parameterCount({ weights }: Program): string {
  const counts = weights.filter(({ trainable }) => trainable).map(({ value }) => productOf(value.shape));
  const total = counts.filter(isKnown).reduce((sum, count) => sum + count, 0);
  return `${total.toLocaleString("en-US")} parameters`;
}
