import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Change } from "../../compare/change.ts";
import { type Comparison, compare } from "../../compare/compare.ts";
import { bindBatch, lowerInference } from "../../compiler/index.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { encodeWeights } from "../../runtime/checkpoints/checkpoint.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { initialiseGraph, initialiseProgram } from "../../runtime/weights/initialise.ts";
import { fitFile, loadFitting } from "../../runtime/weights/load-fitting.ts";
import { generatePair } from "./generate.ts";
import { differences, rebuild } from "./rebuild.ts";
import { sideOf } from "./support.ts";

/** Holds all that there is to say of a generated pair to the truth. */
export async function examine(seed: number): Promise<void> {
  const pair = generatePair(seed);
  const label = `seed ${seed}\n${pair.before}\n${pair.after}`;
  const [before, after] = [sideOf(pair.before, "M"), sideOf(pair.after, "M")];
  const comparison = compare(before, after);
  expect(comparison.changes.map(inShort).sort(), label).toEqual(pair.expected.map((each) => each.join(" ")).sort());
  expect(differences(rebuild(before.graph, after.graph, comparison), after.graph), label).toEqual([]);
  for (const side of [before, after]) expect(compare(side, side).changes, label).toEqual([]);
  const back = compare(after, before);
  expect(back.changes.map(turned).sort(), label).toEqual(comparison.changes.map(asTold).sort());
  expectEveryTensorBlamed(comparison, label);
  await expectVerdict(comparison, before.graph, after.graph, label);
}

function inShort(change: Change): string {
  if (change.what !== "step") return `${change.kind} ${change.class} ${change.what}`;
  const { before, after } = change.places[0]!;
  const step = (after ?? before)!;
  return `${change.kind} ${change.class} ${step.named ? step.path : step.op}`;
}

function asTold(change: Change): string {
  if (change.what !== "step") return `${change.kind} ${change.what}`;
  return change.places.map(({ before, after }) => `${change.kind} ${before?.path} ${after?.path}`).join();
}

/** How the opposite change would be told. */
function turned(change: Change): string {
  if (change.what !== "step") return asTold(change);
  const opposite: Partial<Record<string, string>> = { inserted: "removed", removed: "inserted" };
  const kind = opposite[change.kind] ?? change.kind;
  return change.places.map(({ before, after }) => `${kind} ${after?.path} ${before?.path}`).join();
}

/** A tensor that is lost is lost because of some change. */
function expectEveryTensorBlamed({ changes, checkpoint }: Comparison, label: string): void {
  const blamed = new Set(changes.flatMap((change) => (change.what === "step" ? change.tensors : [])));
  const lost = checkpoint.misfits.filter(({ problem }) => problem !== "left over").map(({ key }) => key);
  expect(
    lost.filter((key) => !blamed.has(key)),
    label,
  ).toEqual([]);
}

/** Saves a checkpoint of the model before, and loads it into the model after. */
async function expectVerdict(
  { checkpoint }: Comparison,
  before: TypedGraph,
  after: TypedGraph,
  label: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kpnet-verdict-"));
  try {
    const file = join(folder, "before.safetensors");
    const shapes = weightShapes(bindBatch(lowerInference(before), 1));
    writeFileSync(file, encodeWeights(initialiseGraph(before, 1), shapes, "M", 0));
    const program = lowerInference(after);
    const fitted = await fitFile(file, program);
    expect(fitted.misfits, label).toEqual(checkpoint.misfits);
    expect([fitted.fitting, fitted.needed], label).toEqual([checkpoint.fitting, checkpoint.needed]);
    const loaded = await loadFitting(file, program, () => initialiseProgram(program, 2)).then(
      () => true,
      () => false,
    );
    expect(loaded, label).toBe(checkpoint.loads === "whole");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
