import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { cpu } from "../../../compiler/5-emit/onnx/index.ts";
import { spellings } from "../../../compiler/5-emit/onnx/primitives/index.generated.ts";
import type { EmitRequest } from "../../../compiler/5-emit/target.ts";
import { optimizers } from "../../../compiler/optimizers/index.generated.ts";
import { primitives } from "../../../compiler/primitives/index.generated.ts";
import { chain } from "../../support/chain.ts";
import { call, graphOf, parityCases } from "../../support/parity.ts";
import { temporaryFolder } from "../../train/support/temporary-folder.ts";
import { documentRequests, hiddenPointsRequest } from "../tfjs/support/document-requests.ts";
import { emitRequest, optimizerCall } from "../tfjs/support/emit-request.ts";
import { typeErrors } from "../tfjs/support/type-check.ts";
import { HashedNoseNet } from "./hashed-nosenet.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function textsOf(request: EmitRequest, ending: ".ts" | ".d.ts" = ".ts"): Promise<Map<string, string>> {
  const files = (await cpu.emit(request)).filter(({ path }) => path.slice(path.indexOf(".")) === ending);
  return new Map(files.map(({ path, content }) => [path, content as string]));
}

/** The document's networks, and small ones with every optimizer and loss. */
const requests: readonly EmitRequest[] = [
  ...documentRequests,
  hiddenPointsRequest,
  ...parityCases("dropout").map((one) => emitRequest(graphOf(one), call(one.loss.name, one.loss.parameters))),
  ...Object.keys(optimizers).map((name) => {
    const given = name === "sgd" ? { momentum: 0.9, nesterov: true } : {};
    return emitRequest(
      chain([3], [{ path: "fc", op: "linear", parameters: { out_features: { to: 2 } } }], {
        role: "points",
        shape: [1, 2],
      }),
      call("mse"),
      optimizerCall(name, given),
    );
  }),
];

test("every primitive is spelled, so the target lacks none", () => {
  expect(Object.keys(spellings)).toEqual(Object.keys(primitives));
  for (const { inference, training } of requests) {
    expect(cpu.lacks(inference)).toEqual([]);
    expect(training && cpu.lacks(training)).toEqual(training && []);
  }
});

test.each(documentRequests)("the module of $graph.name, for review", async (request) => {
  const texts = await textsOf(request);
  await expect(texts.get(`${request.graph.name}.ts`)).toMatchFileSnapshot(`samples/${request.graph.name}.ts`);
});

test("the weights of points stand beside their places, where points may be hidden", async () => {
  const text = (await textsOf(hiddenPointsRequest)).get("NoseNet.ts")!;
  expect(text).toContain('targetWeight: { name: "target_weight", shape: [1] }');
  expect(text).toContain("target_weight: Float32Array;");
});

test("the same spec gives the same bytes", async () => {
  const [first, second] = [await cpu.emit(documentRequests[1]!), await cpu.emit(documentRequests[1]!)];
  expect(second).toEqual(first);
  expect(first.map(({ path }) => path)).toEqual([
    "NoseNetAlternative.infer.onnx",
    "NoseNetAlternative.train.onnx",
    "NoseNetAlternative.ts",
    "NoseNetAlternative.js",
    "NoseNetAlternative.d.ts",
    "onnx-support.ts",
    "onnx-support.js",
    "onnx-support.d.ts",
  ]);
});

const use = `import * as ort from "onnxruntime-common";
import { createPredictor, createTrainer, type Weights } from "./NoseNetAlternative.js";

export async function use(graph: Uint8Array, weights: Weights, image: Float32Array): Promise<Float32Array> {
  const trainer = await createTrainer(ort, graph, weights, { intraOpNumThreads: 1 });
  const batch = { image, target: new Float32Array(2), "conv2_drop.mask": new Float32Array(32) };
  const loss: number = await trainer.step(batch, 1e-3);
  const bias: Float32Array = trainer.weights["conv1.bias"];
  const predictor = await createPredictor(ort, graph, trainer.weights);
  return (await predictor.predict({ image })).nose.map((x) => x + loss + bias[0]!);
}
`;

test.each([".ts", ".d.ts"] as const)(
  "modules pass tsc --strict, and so does their use with ONNX Runtime's types (%s)",
  async (ending) => {
    const texts = await textsOf(documentRequests[1]!, ending);
    expect(typeErrors(new Map([...texts, ["use.ts", use]]))).toEqual([]);
    const wrong = use.replace('"conv2_drop.mask"', '"conv2_drop.musk"').replace('"conv1.bias"', '"conv1.bios"');
    expect(typeErrors(new Map([...texts, ["wrong.ts", wrong]])).length).toBeGreaterThanOrEqual(2);
  },
);

test("modules of small networks, of every optimizer, and for inference alone pass tsc --strict", async () => {
  const { graph, inference } = documentRequests[0]!;
  for (const request of [...requests, { graph, inference }]) expect(typeErrors(await textsOf(request))).toEqual([]);
});

test("the text is as this project's formatter leaves it", async () => {
  const folder = await temporaryFolder();
  for (const [place, request] of requests.entries()) {
    await mkdir(join(folder, String(place)));
    for (const [name, text] of await textsOf(request)) await writeFile(join(folder, String(place), name), text);
  }
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "format", folder, `--config-path=${root}`]);
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test("no name and no words of a doc get in the way of the code", async () => {
  const steps = ["loss", "support", "model", "class", "update"].map((path) => {
    return { path, op: "linear", parameters: { out_features: { to: 2 } } };
  });
  const plain = chain([2], steps, { role: "points", shape: [1, 2] });
  const graph = {
    ...plain,
    doc: "Ends a comment: */ throw 1; /**",
    inputs: plain.inputs.map((input) => ({ ...input, name: "target" })),
    nodes: plain.nodes.map((node, index) => (index === 0 ? { ...node, inputs: ["target"] } : node)),
  };
  expect(typeErrors(await textsOf(emitRequest(graph)))).toEqual([]);
});

const script = `
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createPredictor, createTrainer } from "./Chain.js";

const ort = createRequire(process.argv[2])("onnxruntime-node");
const { weights, batches } = JSON.parse(await readFile("numbers.json", "utf8"));
const arrays = (record) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, Float32Array.from(value)]));
const trainer = await createTrainer(ort, await readFile("Chain.train.onnx"), arrays(weights), { intraOpNumThreads: 2 });
const losses = [];
for (const batch of batches) losses.push(await trainer.step(arrays(batch), 1e-3));
const predictor = await createPredictor(ort, await readFile("Chain.infer.onnx"), trainer.weights);
const { result } = await predictor.predict({ image: arrays(batches[0]).image });
await predictor.close();
await trainer.close();
console.log(JSON.stringify({ losses, predicted: result.length, steps: trainer.steps, slots: Object.keys(trainer.slots).length }));
`;

test("a module works in plain Node, in a folder of its own, with nothing but ONNX Runtime", async () => {
  const net = new HashedNoseNet(true);
  const { folder } = await net.emitTo(await temporaryFolder());
  const { weights } = net.state();
  const batches = Array.from({ length: 5 }, () => net.batch()).map(({ inputs, target, masks }) => {
    return { image: [...inputs[0]!], target: [...target], "conv2_drop.mask": [...masks[0]!] };
  });
  const lists = Object.fromEntries([...weights].map(([key, data]) => [key, [...data]]));
  await writeFile(join(folder, "numbers.json"), JSON.stringify({ weights: lists, batches }));
  await writeFile(join(folder, "use.mjs"), script);
  const here = pathToFileURL(join(root, "package.json")).href;
  const printed = execFileSync(process.execPath, ["use.mjs", here], { cwd: folder, encoding: "utf8" });
  const { losses, ...rest } = JSON.parse(printed) as { losses: number[] };
  expect(rest).toEqual({ predicted: 16, steps: 5, slots: 24 });
  const golden = createRequire(import.meta.url)("../../goldens/trajectory.json").NoseNetAlternative.losses as number[];
  for (const [step, loss] of losses.entries()) expect(Math.abs(loss / golden[step]! - 1)).toBeLessThan(1e-4);
});
