import { expect, test } from "vitest";
import { lowerInference, lowerTraining } from "../../compiler/4-lower/index.ts";
import { type Body, type Call, isCall, isLoop, outline, scopesOf } from "../../compiler/5-emit/outline/index.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { checkSpecFile } from "../support/check.ts";
import { call } from "../support/parity.ts";

const graph = checkSpecFile("wide-resnet50").models.get("WideResNet50")!;
const scopes = scopesOf(graph);

/** Keys that a body writes itself or through what it calls, wherever it is called. */
function keysWritten(body: Body, held: "gradients" | "updates"): string[] {
  const calls = body.items.flatMap((item): readonly Call[] => (isLoop(item) ? item.calls : isCall(item) ? [item] : []));
  const inner = calls.flatMap(({ path, routine }) => keysWritten(routine.body, held).map((key) => `${path}.${key}`));
  return [...body[held].map(({ key }) => key), ...inner];
}

function keysOf(program: Program, held: "gradients" | "updates"): string[] {
  return program[held].map(({ key }) => key).sort();
}

test("scopes are blocks and steps, by their names", () => {
  expect(scopes).toContainEqual({ path: "layer1.0", kind: "block", name: "Bottleneck" });
  expect(scopes).toContainEqual({ path: "layer1.0.bn1", kind: "step", name: "batchnorm" });
});

test("equal blocks share a routine, numbers that differ are handed in, and turns of a repeat are a loop", () => {
  const { main, routines } = outline(lowerInference(graph), scopes);
  expect(routines.map(({ name, paths, numbers }) => [name, paths.length, numbers])).toEqual([
    ["batchnorm", 53, []],
    ["bottleneckWithDownsample", 4, ["stride"]],
    ["bottleneck", 12, []],
  ]);
  expect(main.items.filter(isLoop).map(({ repeat, indices }) => [repeat, indices])).toEqual([
    ["layer1", [1, 2]],
    ["layer2", [1, 2, 3]],
    ["layer3", [1, 2, 3, 4, 5]],
    ["layer4", [1, 2]],
  ]);
});

test("every gradient and every running statistic is written once", () => {
  const program = lowerTraining(graph, call("mse"));
  const { main } = outline(program, scopes);
  expect(keysWritten(main, "gradients").sort()).toEqual(keysOf(program, "gradients"));
  expect(keysWritten(main, "updates").sort()).toEqual(keysOf(program, "updates"));
});

test("the same program is parted the same way, and no routine has a name that is reserved", () => {
  const program = lowerInference(graph);
  expect(outline(program, scopes)).toEqual(outline(program, scopes));
  expect(outline(program, scopes, ["bottleneck"]).routines.map(({ name }) => name)).toContain("bottleneck2");
});
