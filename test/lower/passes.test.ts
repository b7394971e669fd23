import { describe, expect, test } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../compiler/4-lower/index.ts";
import { foldConstants } from "../../compiler/4-lower/passes/fold-constants.ts";
import { foldShapes } from "../../compiler/4-lower/passes/fold-shapes.ts";
import { type Pass, passes } from "../../compiler/4-lower/passes/index.ts";
import { pooledBiasGradient } from "../../compiler/4-lower/passes/pooled-bias-gradient.ts";
import { removeDeadCode } from "../../compiler/4-lower/passes/remove-dead-code.ts";
import { trainingProgram } from "../../compiler/4-lower/programs.ts";
import type { Instruction, Program } from "../../compiler/ir/program.ts";
import { verifyProgram } from "../../compiler/ir/verify-program.ts";
import { primitivesByName } from "../../compiler/primitives/index.generated.ts";
import { chain } from "../support/chain.ts";
import { interpret } from "../support/interpret.ts";
import { noseNet, noseNetAlternative } from "../support/nosenet.ts";
import { call, feedsOf, graphOf, type ParityCase, parityCases } from "../support/parity.ts";
import { relativeError } from "../support/tensor.ts";

const cases = parityCases();

function plain({ loss, ...rest }: ParityCase): Program {
  return trainingProgram(graphOf({ loss, ...rest }), call(loss.name, loss.parameters)).program;
}

describe.each(Object.entries(passes))("%s", (_name, pass: Pass) => {
  test("keeps all numbers, and changes some program", () => {
    let changed = 0;
    for (const golden of cases) {
      const before = plain(golden);
      const after = pass(before);
      if (JSON.stringify(after) !== JSON.stringify(before)) changed++;
      expectSameNumbers(golden, before, after);
    }
    expect(changed).toBeGreaterThan(0);
  });
});

function expectSameNumbers(golden: ParityCase, before: Program, after: Program): void {
  const [first, second] = [before, after].map((program) => {
    const bound = bindBatch(program, golden.batch);
    verifyProgram(bound, (name) => primitivesByName[name]);
    return interpret(bound, feedsOf(golden, bound));
  });
  const firstAll = { ...first!.outputs, ...first!.gradients };
  const secondAll = { ...second!.outputs, ...second!.gradients };
  expect(Object.keys(secondAll)).toEqual(Object.keys(firstAll));
  for (const [name, value] of Object.entries(firstAll))
    expect(relativeError(secondAll[name]!, value), `${golden.name}: ${name}`).toBeLessThan(1e-12);
}

function makers(program: Program): Map<string, Instruction> {
  return new Map(program.instructions.flatMap((each) => each.outputs.map((output) => [output.name, each])));
}

describe("what each is for", () => {
  const nose = trainingProgram(noseNet(), call("mse")).program;

  test("dead code: the gradient by the picture is not computed", () => {
    const computed = (program: Program) =>
      program.instructions.filter(({ primitive, path }) => primitive === "conv2d_input_grad" && path === "conv1")
        .length;
    expect(computed(nose)).toBe(1);
    expect(computed(removeDeadCode(nose))).toBe(0);
  });

  test("pooled bias gradients: no sum over a pool's input gradient is left", () => {
    const summed = (program: Program) => {
      const sums = program.instructions.filter(({ primitive }) => primitive === "reduce_sum");
      return sums.filter((sum) => /pool2d_grad/.test(makers(program).get(sum.inputs[0]!.name)?.primitive ?? ""));
    };
    expect(summed(nose)).toHaveLength(4);
    expect(summed(pooledBiasGradient(nose))).toHaveLength(0);
  });

  test("pooled bias gradients: an average pool with padding loses some of them, so it stays", () => {
    const [padded] = cases.filter(({ name }) => name === "average, overlap and padding");
    const [pool] = padded!.steps.filter(({ op }) => op === "avgpool2d");
    const conv = { path: "conv", op: "conv2d", parameters: { out_channels: { to: 2 }, kernel: [1, 1] }, torch: "" };
    const steps = [...padded!.steps.slice(0, 2), conv, pool!];
    const program = plain({ ...padded!, steps });
    expect(pooledBiasGradient(program)).toEqual(program);
  });

  test("constants: the loss's gradient is not multiplied by 1", () => {
    const ones = (program: Program) => {
      const made = makers(program);
      const factors = program.instructions
        .filter(({ primitive }) => primitive === "mul")
        .flatMap(({ inputs }) => inputs);
      return factors.filter(({ name }) => {
        const attributes = made.get(name)?.attributes;
        return attributes?.value === 1 && attributes.divisor === undefined;
      });
    };
    expect(ones(nose).length).toBeGreaterThan(0);
    expect(ones(foldConstants(nose))).toHaveLength(0);
  });

  test("shapes: several reshapes in a row become one", () => {
    const steps = [
      { path: "fc", op: "linear", parameters: { out_features: { to: 12 } } },
      { path: "a", op: "reshape", parameters: { shape: [3, 4] } },
      { path: "b", op: "reshape", parameters: { shape: [2, 6] } },
    ];
    const graph = chain([5], steps, { role: "vector", shape: [2, 6] });
    const program = lowerInference(graph);
    verifyProgram(program, (name) => primitivesByName[name]);
    const reshapes = program.instructions.filter(({ primitive }) => primitive === "reshape");
    expect(reshapes.map(({ inputs, outputs }) => [inputs[0]!.name, outputs[0]!.name])).toEqual([["fc", "b"]]);
  });

  test("shapes: no reshape leads to the shape that is there", () => {
    const { instructions } = foldShapes(nose);
    const idle = instructions.filter(
      ({ primitive, inputs, outputs }) =>
        primitive === "reshape" && JSON.stringify(inputs[0]!.shape) === JSON.stringify(outputs[0]!.shape),
    );
    expect(idle).toHaveLength(0);
  });
});

describe("names", () => {
  const names = (program: Program) => program.instructions.map(({ outputs }) => outputs[0]!.name);

  test("results of steps are named as the steps, gradients as what they belong to", () => {
    const program = lowerTraining(noseNet(), call("mse"));
    expect(names(program)).toEqual(expect.arrayContaining(["conv1", "relu1", "fc2", "loss", "d_fc2", "d_conv1"]));
    expect(program.gradients.map(({ value }) => value.name)).toEqual(program.weights.map(({ key }) => `d_${key}`));
  });

  test("dropout that is off leaves no trace in inference", () => {
    const program = lowerInference(noseNetAlternative());
    expect(program.instructions.some(({ path }) => path === "conv2_drop")).toBe(false);
    expect(program.masks).toEqual([]);
  });
});

test("a bound program has no symbol left, anywhere", () => {
  const program = bindBatch(lowerTraining(noseNetAlternative(), call("mse")), 5);
  expect(JSON.stringify(program)).not.toContain("terms");
  expect(JSON.stringify(program)).not.toContain("divisor");
});
