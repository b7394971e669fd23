import { type Dim, isKnown, showDim } from "../../../ir/dim.ts";
import type { TypedGraph } from "../../../ir/graph.ts";
import { showRange } from "../../../ir/range.ts";
import type { EmitRequest } from "../../target.ts";
import { columns, comment, layOut, propertyName } from "./code-text.ts";
import { batchedShape, trainingOf } from "./ports.ts";

/** What the module is, what goes in and out, and how to use it. */
export function headerText(request: EmitRequest): string {
  const { graph } = request;
  const title = graph.doc === "" ? `${graph.name}.` : `${graph.name}: ${graph.doc}`;
  const usage = [
    ...predictorUsage(request),
    ...(trainingOf(request) === undefined ? [] : ["", ...trainerUsage(request)]),
  ];
  return comment([
    ...title.split("\n"),
    "",
    ...columns(portRows(request)).map((row) => `  ${row}`),
    "",
    `Compiled by kpc for ONNX Runtime; ${parameterCount(graph.cost.parameters)}. The network itself stands in the .onnx files`,
    "beside this module, which hands numbers in and out. Any batch size will do. To use it:",
    "",
    '  import { readFile } from "node:fs/promises";',
    '  import * as ort from "onnxruntime-node";',
    "",
    ...usage.map((line) => (line === "" ? "" : `  ${line}`)),
  ]);
}

export function importText(training: boolean): string {
  const types = training
    ? ["Gradients", "OnnxRuntime", "Predictor", "SessionOptions", "TrainedModel", "Trainer", "Update"]
    : ["Model", "OnnxRuntime", "Predictor", "SessionOptions"];
  return [
    layOut("import type {", types, '} from "./onnx-support.js";'),
    'import * as support from "./onnx-support.js";',
  ].join("\n");
}

function portRows({ graph }: EmitRequest): string[][] {
  const inputs = graph.inputs.map(({ name, shape, range }) => {
    const within = showRange(range);
    return [name, batchedShape(shape), within === "any" ? "" : `numbers in ${within}`];
  });
  const outputs = graph.outputs.map(({ name, shape, role }) => {
    return [name, batchedShape(shape), role === "points" ? "points, x and y" : ""];
  });
  return [...inputs, ...outputs];
}

function predictorUsage({ graph }: EmitRequest): string[] {
  const results = graph.outputs.map(({ name }) => name).join(", ");
  return [
    `const predictor = await createPredictor(ort, await readFile("${graph.name}.infer.onnx"), weights);`,
    `const { ${results} } = await predictor.predict({ ${inputNames(graph)} });`,
  ];
}

function trainerUsage({ graph, training }: EmitRequest): string[] {
  // A dropout mask's name is no identifier: `"conv2_drop.mask": mask`.
  const others = [...training!.inputs.slice(graph.inputs.length), ...training!.masks.map(({ value }) => value)];
  const batch = others.map(({ name }) =>
    propertyName(name) === name ? name : `${propertyName(name)}: ${lastWord(name)}`,
  );
  return [
    `const trainer = await createTrainer(ort, await readFile("${graph.name}.train.onnx"), weights);`,
    `const loss = await trainer.step({ ${[inputNames(graph), ...batch].join(", ")} }, 1e-3);`,
  ];
}

function inputNames({ inputs }: TypedGraph): string {
  return inputs.map(({ name }) => name).join(", ");
}

function lastWord(name: string): string {
  return name.replace(/.*[^\w]/, "");
}

function parameterCount(parameters: Dim): string {
  return `${isKnown(parameters) ? parameters.toLocaleString("en-US") : showDim(parameters)} parameters`;
}
