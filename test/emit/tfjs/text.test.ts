import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { EmitRequest } from "../../../compiler/5-emit/target.ts";
import { spellings } from "../../../compiler/5-emit/tfjs/index.generated.ts";
import { tfjsBackends } from "../../../compiler/5-emit/tfjs/tfjs-backend.ts";
import { primitives } from "../../../compiler/primitives/index.generated.ts";
import { documentRequests, requestsFor } from "./support/document-requests.ts";
import { emittedText, targetNamed } from "./support/emit-request.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("every primitive is spelled", () => {
  expect(Object.keys(spellings)).toEqual(Object.keys(primitives));
});

test.each(documentRequests)("the module of $graph.name, for review", async (request) => {
  await expect(await emittedText(request, "js", ".ts")).toMatchFileSnapshot(`samples/${request.graph.name}.ts`);
});

test("what stands beside a module, for review", async () => {
  const files = await targetNamed("js").emit(documentRequests[0]!);
  for (const name of ["pictures.ts", "safetensors.ts"])
    await expect(files.find(({ path }) => path === name)!.content).toMatchFileSnapshot(`samples/${name}`);
});

test("the same spec gives the same bytes", async () => {
  for (const { target, addsKernels } of tfjsBackends) {
    const [first, second] = [await emitAll(), await emitAll()];
    expect(second).toEqual(first);
    const names = [
      "NoseNet",
      "safetensors",
      "pictures",
      ...(addsKernels ? ["wasm-kernels", "wasm-code.generated"] : []),
    ];
    expect(first.map(({ path }) => path)).toEqual(
      names.flatMap((name) => [`${name}.ts`, `${name}.js`, `${name}.d.ts`]),
    );

    function emitAll() {
      return targetNamed(target).emit(documentRequests[0]!);
    }
  }
});

test("the text is as this project's formatter leaves it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kpc-format-"));
  try {
    for (const { target } of tfjsBackends) {
      for (const [place, request] of requestsFor(target).entries()) {
        writeFileSync(join(folder, `${target}-${place}.ts`), await emittedText(request, target, ".ts"));
      }
    }
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "format", folder, `--config-path=${root}`], {
      encoding: "utf8",
    });
    expect(status, stdout + stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a module imports its target's package, and nothing else but what stands beside it", async () => {
  const imports = async (target: (typeof tfjsBackends)[number]["target"]) => {
    const text = await emittedText(documentRequests[0]!, target, ".ts");
    const lines = text.split("\n").filter((line) => /^import\b|\bimport\(|\brequire\(/.test(line));
    return lines.filter((line) => !/ from "\.\/(safetensors|pictures|wasm-kernels)\.js";$/.test(line));
  };
  expect(await imports("node-gpu")).toEqual(['import * as tf from "@tensorflow/tfjs-node-gpu";']);
  expect(await imports("js")).toEqual(['import * as tf from "@tensorflow/tfjs";']);
  expect(await imports("wasm")).toEqual([
    'import * as tf from "@tensorflow/tfjs";',
    'import "@tensorflow/tfjs-backend-wasm";',
  ]);
  expect(await imports("webgpu")).toEqual([
    'import * as tf from "@tensorflow/tfjs";',
    'import "@tensorflow/tfjs-backend-webgpu";',
  ]);
});

test("only what trains brings kernels, on the target that lacks them", async () => {
  const [request] = documentRequests as [EmitRequest];
  const { graph, inference } = request;
  const brings = async (...given: Parameters<typeof emittedText>) =>
    (await emittedText(...given)).includes("wasm-kernels");
  expect(await brings(request, "wasm", ".ts")).toBe(true);
  expect(await brings(request, "webgpu", ".ts")).toBe(false);
  expect(await brings({ graph, inference }, "wasm", ".ts")).toBe(false);
});
