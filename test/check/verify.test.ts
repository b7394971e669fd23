import { expect, it } from "vitest";
import { lowerInference, lowerTraining } from "../../compiler/4-lower/index.ts";
import type { Graph, GraphNode, TypedGraph } from "../../compiler/ir/graph.ts";
import { InternalError } from "../../compiler/ir/internal-error.ts";
import type { Instruction, Program } from "../../compiler/ir/program.ts";
import { range } from "../../compiler/ir/range.ts";
import { verifyGraph, verifyProgram, verifyTypedGraph } from "../../compiler/ir/verify.ts";
import { primitivesByName } from "../../compiler/primitives/index.generated.ts";
import { noseGraph, typedAlternative, typedNose } from "./hand-made.ts";

const mse = { name: "mse", parameters: {}, origin: noseGraph.origin };
const layer = { path: "layer1", kind: "repeat", place: noseGraph.origin.place } as const;
const inference = lowerInference(typedAlternative);
const training = lowerTraining(typedAlternative, mse);
const verify = (program: Program) => verifyProgram(program, (name) => primitivesByName[name]);

function withNode(change: (node: GraphNode) => Partial<GraphNode>, at = 3): Graph {
  return { ...noseGraph, nodes: noseGraph.nodes.map((node, i) => (i === at ? { ...node, ...change(node) } : node)) };
}

function withTypedNode(change: Partial<TypedGraph["nodes"][number]>, at = 3): TypedGraph {
  return { ...typedNose, nodes: typedNose.nodes.map((node, i) => (i === at ? { ...node, ...change } : node)) };
}

function withInstruction(change: (instruction: Instruction) => Partial<Instruction>, at = 4): Program {
  const changed = training.instructions.map((each, i) => (i === at ? { ...each, ...change(each) } : each));
  return { ...training, instructions: changed };
}

it("accepts what the phases hand on", () => {
  expect(() => verifyGraph(noseGraph)).not.toThrow();
  expect(() => verifyTypedGraph(typedNose)).not.toThrow();
  expect(() => verifyTypedGraph(typedAlternative)).not.toThrow();
  expect(() => verify(inference)).not.toThrow();
  expect(() => verify(training)).not.toThrow();
});

it("names the spec and the step", () => {
  const error = thrownBy(() => verifyGraph(withNode(() => ({ inputs: ["conv9"] }))));
  expect(error).toMatchObject({ spec: "Chain", step: "conv2" });
  expect(error.message).toBe("takes conv9, which nothing before it makes (in Chain, step conv2)");
});

it.each<[string, Graph, RegExp]>([
  ["a value that is made later", withNode(() => ({ inputs: ["relu4"] })), /takes relu4, which nothing before it makes/],
  ["two steps of one path", withNode(() => ({ path: "conv1", weights: [] })), /two values are named conv1/],
  ["a size of 0", withNode(() => ({ shape: [16, 0, 40] })), /has the size 0/],
  ["a size of a half", withNode(() => ({ shape: [16, 1.5, 40] })), /has the size 1.5/],
  [
    "a weight of another step",
    withNode((node) => ({ path: "other", weights: node.weights })),
    /weight conv2.weight lies outside/,
  ],
  ["a name with a #", withNode(() => ({ named: false })), /has a # where the step has no name/],
  [
    "an inverted range",
    { ...noseGraph, inputs: [{ ...noseGraph.inputs[0]!, range: range(1, 0) }] },
    /has the range 1..0/,
  ],
  [
    "an output of nothing",
    { ...noseGraph, outputs: [{ ...noseGraph.outputs[0]!, value: "fc9" }] },
    /takes fc9, which nothing makes/,
  ],
  ["two containers of one path", { ...noseGraph, containers: [layer, layer] }, /two containers have the path layer1/],
])("finds in a graph: %s", (_, graph, problem) => {
  expect(() => verifyGraph(graph)).toThrow(problem);
  expect(() => verifyGraph(graph)).toThrow(InternalError);
});

it.each<[string, TypedGraph, RegExp]>([
  [
    "a type of another shape",
    withTypedNode({ type: { ...typedNose.nodes[3]!.type, shape: [1] } }),
    /its type says \[1\]/,
  ],
  ["a frame of features", withTypedNode({ type: { ...typedNose.nodes[3]!.type, frame: "share" } }), /have a frame/],
  [
    "totals that don't add up",
    { ...typedNose, cost: { ...typedNose.cost, parameters: 7 } },
    /parameters do not add up/,
  ],
])("finds in a typed graph: %s", (_, graph, problem) => {
  expect(() => verifyTypedGraph(graph)).toThrow(problem);
});

it.each<[string, Program, RegExp]>([
  ["an unknown primitive", withInstruction(() => ({ primitive: "fold" })), /there is no primitive fold/],
  [
    "a result of another shape",
    withInstruction(({ outputs }) => ({ outputs: outputs.map((each) => ({ ...each, shape: [3, 3] })) })),
    /not \[3, 3\]/,
  ],
  [
    "a value before it is made",
    { ...training, instructions: [...training.instructions].reverse() },
    /which nothing before it makes/,
  ],
  [
    "a missing gradient",
    { ...training, gradients: training.gradients.slice(1) },
    /are not those of the trainable weights/,
  ],
  ["two losses", { ...training, outputs: training.outputs.slice(1) }, /is not one loss/],
  ["masks in inference", { ...inference, masks: training.masks }, /masks in inference/],
  [
    "a mask that drops everything",
    { ...training, masks: training.masks.map((mask) => ({ ...mask, probability: 1 })) },
    /drops with probability 1/,
  ],
])("finds in a program: %s", (_, program, problem) => {
  expect(() => verify(program)).toThrow(problem);
});

function thrownBy(run: () => void): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}
