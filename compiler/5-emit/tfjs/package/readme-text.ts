import { isKnown } from "../../../ir/dim.ts";
import type { GraphInput, TypedGraph } from "../../../ir/graph.ts";
import type { EmitRequest } from "../../target.ts";
import { list } from "../code-text.ts";
import { valueLines } from "../module/header-text.ts";
import { pictureSteps } from "../module/picture-steps.ts";
import { camelCase } from "../module/value-names.ts";
import type { TfjsBackend } from "../tfjs-backend.ts";
import { layoutOfValue, stored } from "../value-layout.ts";

interface ReadmeFacts {
  /** Of the package. */
  readonly name: string;
  /** Path of the weights in it. */
  readonly weights: string | undefined;
}

/** A README whose first snippet runs as it is, in Node or, for a target that is at home there, in a browser. */
export function readmeText(request: EmitRequest, backend: TfjsBackend, facts: ReadmeFacts): string {
  const { graph } = request;
  const { name, weights } = facts;
  const packages = [name, backend.library, ...(backend.plugin === undefined ? [] : [backend.plugin])];
  const sections = [
    `# ${name}`,
    graph.doc === "" ? `${graph.name}, for ${backend.title}.` : `${graph.doc}\n\nFor ${backend.title}.`,
    code("sh", [`npm install ${packages.join(" ")}`]),
    "## Use",
    code("js", predictionLines(graph, backend, facts)),
    code("text", valueLines(graph)),
    ...pictureSection(request),
    ...trainingSection(request),
    "## What is in it",
    `\`dist\` has the code and its types, \`src\` the TypeScript that both come from${weights === undefined ? "" : `, \`${weights}\` the weights under their keys in\nPyTorch's state dict`}. Compiled by kpc.`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function predictionLines(graph: TypedGraph, backend: TfjsBackend, facts: ReadmeFacts): string[] {
  const { name, weights: stored } = facts;
  const inNode = backend.target !== "webgpu";
  const start = stored === undefined ? "create" : inNode ? "load" : "fetchWeights";
  const file = `${name}/${stored}`;
  const weights = {
    create: "create(1); // drawn anew, since the package has none",
    load: `load(await readFile(new URL(import.meta.resolve("${file}"))));`,
    fetchWeights: `await fetchWeights("/${stored}"); // a copy of ${file} on your server`,
  }[start];
  const inputs = graph.inputs.map((input) => camelCase(input.name));
  const [only, ...others] = graph.outputs;
  const printed =
    others.length === 0
      ? [
          `const ${camelCase(only!.name)} = predict(weights, ${inputs.join(", ")});`,
          `console.log(await ${camelCase(only!.name)}.array());`,
        ]
      : [
          `const found = predict(weights, ${inputs.join(", ")});`,
          "for (const [name, output] of Object.entries(found)) console.log(name, await output.array());",
        ];
  return [
    ...(start === "load" ? ['import { readFile } from "node:fs/promises";'] : []),
    `import * as tf from "${backend.library}";`,
    `import { ${[start, "predict", "ready"].sort().join(", ")} } from "${name}";`,
    "",
    "await ready();",
    `const weights = ${weights}`,
    ...graph.inputs.map((input, place) => `const ${inputs[place]} = tf.zeros(${exampleSizes(input)});`),
    ...printed,
  ];
}

/** `[1, 60, 80, 1]`; 64 for a size that the model leaves open. */
function exampleSizes({ shape }: GraphInput): string {
  const sizes = [1, ...shape.map((dim) => (isKnown(dim) ? dim : 64))];
  return list(stored(sizes, layoutOfValue(sizes.length)));
}

function pictureSection({ examples, graph }: EmitRequest): string[] {
  if (examples === undefined || pictureSteps(examples, graph) === undefined) return [];
  return [
    "Points of a picture, in its pixels: `picture` is `{ width, height, data }` with 1, 3 or 4 bytes a pixel, as an `ImageData` has them;\nin a browser, `await pixelsOf(file)` makes it of a file or an `<img>`.",
    code("js", ["const points = await locate(weights, picture);"]),
  ];
}

function trainingSection({ graph, training }: EmitRequest): string[] {
  if (training === undefined || training.gradients.length === 0) return [];
  const batch = training.inputs.map(({ name }) => camelCase(name)).join(", ");
  return [
    `## Train`,
    code("js", [
      "const training = startTraining(weights);",
      `const loss = trainStep(training, { ${batch} }, 1e-3); // the loss before the step`,
      "const file = await save(training.weights); // bytes of a .safetensors file",
    ]),
    `\`Batch\` in \`dist/${graph.name}.d.ts\` has the shapes.`,
  ];
}

function code(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}
