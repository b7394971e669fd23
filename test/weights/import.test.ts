import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { weights } from "../../cli/commands/weights.ts";
import { unitOf } from "../../cli/compilation.ts";
import { modelChoice, sourceOf } from "../../cli/model-choice.ts";
import { withModel } from "../../cli/open-model.ts";
import { loadSoundSpec } from "../../cli/spec.ts";
import { exportWeights } from "../../cli/weights-export.ts";
import { importWeights } from "../../cli/weights-import.ts";
import { renderImport, renderWeights, summariseWeights } from "../../cli/weights-report.ts";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import { misfits } from "../../lib/misfits.ts";
import { readSafetensors, writeSafetensors } from "../../lib/safetensors.ts";
import { loadWeights } from "../../runtime/checkpoints/load.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../../runtime/engines/cpu/index.ts";
import { writeFiles } from "../../runtime/runs/run-folder.ts";
import { initialiseProgram } from "../../runtime/weights/initialise.ts";
import { openBytes, openWeights } from "../../runtime/weights/open-weights.ts";
import { writeTorch } from "../../runtime/weights/torch/write-torch.ts";
import { importEmitted } from "../emit/tfjs/support/emitted-module.ts";
import { fromTfjs, toTfjs } from "../emit/tfjs/support/tensors.ts";
import { hashed } from "../support/parity.ts";
import { relativeError, tensor } from "../support/tensor.ts";
import { folderForFile } from "../train/support/temporary-folder.ts";
import { expected, expectedTensors, golden } from "./support/goldens.ts";
import { tensors, torchFile } from "./support/pickles.ts";

const into = "specs/nosenet.kpnet#NoseNet";
const graph = loadSoundSpec("specs/nosenet.kpnet").project.models.get("NoseNet")!;
const { request } = unitOf(graph, undefined);
const shapes = weightShapes(request.inference);
const initial = initialiseProgram(request.inference, 294);

const file = (name: string) => join(folder, name);
let folder: string;
let nose: string;

beforeAll(async () => {
  folder = await folderForFile();
  nose = file("nose.pt");
  await writeFile(nose, golden("nosenet.pt"));
});

describe("a NoseNet that PyTorch saved answers here as it does there", () => {
  const images = Float32Array.from(hashed(2 * 4800, 5000), (x) => Math.fround(x - 0.5));
  const answers = tensor([4], expected.nosenet);

  const imported = async () => {
    const out = file("imported.safetensors");
    const report = await importWeights({ file: nose, into, out, partial: false });
    expect(report).toEqual({ file: nose, model: "NoseNet", needed: 12, taken: 12, misfits: [], out });
    return loadWeights(out, shapes);
  };

  test("on the default engine", async () => {
    await writeFiles(file("compiled"), await cpu.emit(request));
    const options = { folder: file("compiled"), model: "NoseNet", weights: await imported(), threads: 1 };
    const predictor = await createCpuPredictor(options);
    const [predicted] = await predictor.predict([images], 2);
    await predictor.close();
    expect(relativeError(tensor([4], predicted!), answers)).toBeLessThan(1e-5);
  });

  test("in kpc predict and kpc evaluate, without a run", async () => {
    const choice = await modelChoice({ spec: "specs/nosenet.kpnet#Nose", weights: nose });
    const [predicted] = await withModel(choice, ({ predict }) => predict([images], 2));
    expect(relativeError(tensor([4], predicted!), answers)).toBeLessThan(1e-5);
    const alternative = await modelChoice({ spec: "specs/nosenet.kpnet#Nose", weights: await changedNose("other.pt") });
    const used = withModel(alternative, async () => {});
    await expect(used).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("conv1.weight: other shape"),
    });
    await expect(modelChoice({ spec: "specs/nosenet.kpnet#Nose" })).rejects.toThrow("--spec needs --weights");
    await expect(modelChoice({ run: "a", spec: "b", weights: "c" })).rejects.toThrow("a run or --spec, not both");
    const ofRun = await modelChoice({ run: "runs/Nose-1", checkpoint: "best", weights: nose });
    expect(ofRun).toEqual({ run: "runs/Nose-1", weights: { file: nose } });
    expect(sourceOf(ofRun)).toEqual({ run: "runs/Nose-1", checkpoint: null, weights: nose });
  });

  test.each(["js", "wasm"] as const)("emitted for %s", async (target) => {
    const model = await importEmitted(request, target);
    await model.ready();
    const predicted = fromTfjs(model.predict(model.load(await imported()), toTfjs(tensor([2, 1, 60, 80], images))));
    expect(relativeError(tensor([4], predicted.data), answers)).toBeLessThan(1e-5);
  });
});

describe("weights that don't fit", () => {
  test("are told key by key, and nothing is written", async () => {
    const out = file("none.safetensors");
    const changed = await changedNose("changed.pt");
    const report = await importWeights({ file: changed, into, out, partial: false });
    expect(report).toMatchObject({ taken: 10, needed: 12, out: null });
    await expect(readFile(out)).rejects.toThrow("ENOENT");
    expect(renderImport(report).split("\n").slice(2, -2)).toEqual([
      "key           in the file   in NoseNet",
      "─".repeat(53),
      "conv1.weight  [6, 3, 3, 3]  [6, 1, 3, 3]  other shape",
      "fc2.bias                    [2]           missing",
      "fc3.bias      [2]                         left over",
    ]);
  });

  test("may be taken in part: the rest is what the spec's seed draws", async () => {
    const out = file("part.safetensors");
    const report = await importWeights({ file: await changedNose("part.pt"), into, out, partial: true });
    expect(report).toMatchObject({ taken: 10, out });
    const taken = await loadWeights(out, shapes);
    expect([...taken.keys()]).toEqual([...shapes.keys()]);
    expect(taken.get("conv1.weight")).toEqual(initial.get("conv1.weight"));
    expect(taken.get("fc2.bias")).toEqual(initial.get("fc2.bias"));
    const saved = openBytes(golden("nosenet.pt")).read().get("fc1.weight")!.data;
    expect(Buffer.compare(Buffer.from(taken.get("fc1.weight")!.buffer), Buffer.from(saved.buffer))).toBe(0);
  });

  test("that are another network's are not taken in part, whatever they count", async () => {
    const out = file("none-fits.safetensors");
    const other = file("other-network.pt");
    await writeFile(other, writeTorch(new Map([["num_batches_tracked", { shape: [], data: new Float32Array(1) }]])));
    const report = await importWeights({ file: other, into, out, partial: true });
    expect(report).toMatchObject({ taken: 0, needed: 12, out: null });
    expect(renderImport(report)).toContain("nothing was written: none of NoseNet's 12 tensors is in the file");
  });

  test("for a prefix are told so, and fit without it", async () => {
    const out = file("stripped.safetensors");
    const parallel = file("parallel.pt");
    const saved = [...openBytes(golden("nosenet.pt")).read()];
    await writeFile(parallel, writeTorch(new Map(saved.map(([key, one]) => [`module.${key}`, one]))));
    const report = await importWeights({ file: parallel, into, out, partial: true });
    expect(report).toMatchObject({ taken: 0, prefix: "module.", out: null });
    expect(renderImport(report)).toContain(
      "every key of the file begins with `module.`: --strip module. takes that off",
    );
    const used = modelChoice({ spec: "specs/nosenet.kpnet#Nose", weights: parallel });
    await expect(used.then((choice) => withModel(choice, async () => {}))).rejects.toThrow("--strip module.");
    const stripped = await importWeights({ file: parallel, into, out, partial: false, strip: "module." });
    expect(stripped).toMatchObject({ taken: 12, misfits: [], out });
    expect((await loadWeights(out, shapes)).get("conv1.weight")).toEqual(saved[0]![1].data);
  });

  test("an experiment may be named for its model, and what is neither is said to be so", async () => {
    const out = file("experiment.safetensors");
    const report = await importWeights({ file: nose, into: "specs/nosenet.kpnet#Nose", out, partial: false });
    expect(report).toMatchObject({ model: "NoseNet", out });
    const wrong = importWeights({ file: nose, into: "specs/nosenet.kpnet#NoseNt", out, partial: false });
    await expect(wrong).rejects.toThrow("did you mean NoseNet?");
  });

  test("batch norm's counter may be there or not", () => {
    const found = expectedTensors("batchnorm");
    const wanted = new Map([...found].map(([key, { shape }]) => [key, shape]));
    expect([...wanted.keys()]).toContain("1.num_batches_tracked");
    expect(misfits(found, wanted)).toEqual([]);
    wanted.delete("1.num_batches_tracked");
    expect(misfits(found, wanted)).toEqual([]);
    found.delete("1.num_batches_tracked");
    expect(misfits(found, new Map([...wanted, ["1.num_batches_tracked", []]]))).toEqual([]);
    wanted.delete("1.running_mean");
    expect(misfits(found, wanted)).toEqual([
      { key: "1.running_mean", problem: "left over", inFile: [2], inModel: undefined },
    ]);
  });

  test("a damaged file, and one that isn't there, are named", async () => {
    const broken = file("broken.pt");
    await writeFile(broken, golden("nosenet.pt").subarray(0, 4000));
    const options = { into, out: file("none.safetensors"), partial: true };
    const damaged = importWeights({ ...options, file: broken });
    await expect(damaged).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`${broken} is cut off`),
    });
    await writeFile(broken, torchFile(tensors({ count: 1, shape: [1], strides: [1], key: "\u001b[2J".repeat(500) })));
    const steering = await importWeights({ ...options, file: broken }).catch((error: Error) => error.message);
    expect(steering).toMatch(/is damaged: it lacks archive.data.\\u001b\[2J/);
    expect(steering).not.toContain("\u001b");
    expect((steering as string).length).toBeLessThan(1000);
    await expect(importWeights({ ...options, file: file("no.pt") })).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe("export", () => {
  test.each([
    ["out.safetensors", undefined, "safetensors"],
    ["out.pth", undefined, "torch"],
    ["out.weights", "torch", "torch"],
  ] as const)("into %s", async (name, format, written) => {
    const out = file(name);
    const source = file("views.pt");
    await writeFile(source, golden("views.pt"));
    const report = await exportWeights({ file: source, checkpoint: "best", format, out });
    expect(report).toEqual({ file: source, format: written, written: 8, out });
    const opened = await openWeights(out);
    expect(opened.format).toBe(written);
    expect(opened.read()).toEqual(expectedTensors("views"));
  });

  test("of a run, the checkpoint that is asked for, without the optimizer's part", async () => {
    const run = file("run");
    const checkpoint = { tensors: openBytes(golden("views.pt")).read(), metadata: {} };
    const optimizer = new Map([...checkpoint.tensors].map(([key, t]) => [`optimizer/exp_avg/${key}`, t] as const));
    const last = { ...checkpoint, tensors: new Map([...checkpoint.tensors, ...optimizer]) };
    await writeFiles(run, [{ path: "checkpoints/last.safetensors", content: writeSafetensors(last) }]);
    const out = file("last.safetensors");
    await exportWeights({ file: run, checkpoint: "last", format: undefined, out });
    expect(readSafetensors(await readFile(out)).tensors).toEqual(checkpoint.tensors);
    const best = exportWeights({ file: run, checkpoint: "best", format: undefined, out });
    await expect(best).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("is missing") });
  });
});

test("exit codes: 0 where weights fit or are taken in part, 1 where they don't, 2 where an option is missing", async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  const changed = await changedNose("codes.pt");
  const run = (action: string, more: Record<string, unknown>) => weights.run({ action, checkpoint: "best", ...more });
  expect(await run("import", { file: nose, into, out: file("codes.safetensors") })).toBe(0);
  expect(await run("import", { file: changed, into })).toBe(1);
  expect(said.at(-1)).toContain("nothing was written; --partial takes the 10 of 12 tensors that fit");
  expect(await run("import", { file: changed, into, json: true })).toBe(1);
  expect(JSON.parse(said.at(-1)!)).toMatchObject({ command: "weights", taken: 10, out: null });
  expect(await run("import", { file: changed, into, partial: true, out: file("codes.safetensors") })).toBe(0);
  expect(await run("show", { file: changed })).toBe(0);
  await expect(run("import", { file: nose })).rejects.toMatchObject({ code: 2 });
  await expect(run("export", { file: nose })).rejects.toMatchObject({ code: 2 });
});

test("what a file holds is shown with PyTorch's names", () => {
  const summary = summariseWeights("a.pt", openBytes(golden("batchnorm.pt")));
  expect(summary).toMatchObject({ file: "a.pt", format: "torch", numbers: 29 });
  expect(renderWeights(summary).split("\n").slice(-4)).toEqual([
    "1.running_var          [2]           float32",
    "1.num_batches_tracked  []            int64",
    "",
    "7 tensors, 29 numbers (torch)",
  ]);
  const odd = writeTorch(new Map([["\u001b[2Ja", { shape: [1], data: Float32Array.of(1) }]]));
  expect(renderWeights(summariseWeights("a.pt", openBytes(odd)))).toContain("\\u001b[2Ja");
});

test.each(["safetensors", "torch"] as const)(
  "batches are counted in int64 in %s files, as in PyTorch",
  async (format) => {
    const read = openBytes(golden("batchnorm.pt")).read();
    // Behind an odd number of float32s, and one that is no count.
    const tensors = new Map([
      ...read,
      ["2.num_batches_tracked", { shape: [2], data: Float32Array.of(3, 0.5) }],
    ] as const);
    const bytes = format === "torch" ? writeTorch(tensors) : writeSafetensors({ tensors, metadata: {} });
    const written = openBytes(bytes);
    const dtypes = new Map(written.tensors.map(({ name, dtype }) => [name, dtype]));
    expect([...dtypes.keys()]).toEqual([...tensors.keys()]);
    expect(dtypes.get("1.num_batches_tracked")).toBe("I64");
    expect([...dtypes.values()].filter((dtype) => dtype === "I64").length).toBe(1);
    expect(written.read()).toEqual(tensors);
  },
);

/** NoseNet's file with a tensor of another shape, one less, and one more. */
async function changedNose(name: string): Promise<string> {
  const state = new Map(openBytes(golden("nosenet.pt")).read());
  state.set("conv1.weight", { shape: [6, 3, 3, 3], data: new Float32Array(162) });
  state.set("fc3.bias", state.get("fc2.bias")!);
  state.delete("fc2.bias");
  await writeFile(file(name), writeTorch(state));
  return file(name);
}
