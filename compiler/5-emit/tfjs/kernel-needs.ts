import { InternalError } from "../../ir/internal-error.ts";
import type { Instruction, Program, Value } from "../../ir/program.ts";
import type { Lack } from "../target.ts";
import { call, flat } from "./code-text.ts";
import { dimCode } from "./dim-code.ts";
import { type HelperName, helperTexts } from "./helpers/index.ts";
import { spellingsByName } from "./index.generated.ts";
import { kernelsOfBackends, kernelsOfFunctions } from "./kernels.generated.ts";
import { relaid } from "./shape-code.ts";
import type { Expression } from "./spelling.ts";
import { hasKernel, type TfjsBackend } from "./tfjs-backend.ts";
import { type Layout, layoutOfValue, layoutOfWeight } from "./value-layout.ts";
import { withoutIndices } from "./without-indices.ts";

/** The instructions of a program for which a backend has not all kernels, or not right ones. */
export function kernelLacks(program: Program, backend: TfjsBackend): Lack[] {
  return kernelNeeds(program, backend).flatMap(({ instruction, kernels }) => {
    const missing = kernels.filter((kernel) => !hasKernel(backend, kernel));
    return missing.length === 0 ? [] : [{ instruction, missing }];
  });
}

export interface KernelNeed {
  readonly instruction: Instruction;
  readonly kernels: readonly string[];
}

/** The kernels that each instruction's code may run, by what that code calls. */
export function kernelNeeds(program: Program, backend: TfjsBackend): KernelNeed[] {
  const { weights, instructions, gradients, updates } = withoutIndices(program);
  // Weights, their gradients and their new values lie as weights do; all else as values do.
  const likeWeights = new Set([...weights, ...gradients, ...updates].map(({ value }) => value.name));
  const layoutOf = ({ name, shape }: Value): Layout =>
    likeWeights.has(name) ? layoutOfWeight(shape.length) : layoutOfValue(shape.length);
  const constants = new Map<string, Expression>();
  const expressionOf = (value: Value): Expression =>
    constants.get(value.name) ?? { code: "x", layout: layoutOf(value), inferred: true };

  return instructions.map((instruction) => {
    const { primitive, attributes, inputs, path } = instruction;
    const spelling = spellingsByName[primitive];
    if (spelling === undefined) throw new InternalError(`tfjs has no spelling of ${primitive}`, "5-emit/tfjs", path);
    const output = instruction.outputs[0]!;
    const layout = layoutOf(output);
    const helpers = new Set<HelperName>();
    const expression = spelling.spell({
      attributes,
      backend,
      inputs,
      output,
      layout,
      operand: (index) => expressionOf(inputs[index]!),
      tensor: (index, wanted) => {
        const { code, scalar, layout: own } = expressionOf(inputs[index]!);
        return scalar === undefined ? relaid(code, own, wanted) : call("tf.fill", code);
      },
      size: dimCode,
      shapeOf: () => undefined,
      helper: (name) => {
        helpers.add(name);
        return name;
      },
    });
    if (expression.scalar !== undefined) constants.set(output.name, expression);
    const codes = [expression, ...fused(expression)].map(({ code }) => flat(relaid(code, expression.layout, layout)));
    return { instruction, kernels: kernelsIn([...codes, ...helperTexts(helpers, backend)].join("\n")) };
  });
}

/** What the code becomes where it takes along what comes after it. */
function fused({ withBias, withActivation }: Expression): Expression[] {
  const more = [
    ...(withBias === undefined ? [] : [withBias("x")]),
    ...(withActivation === undefined ? [] : [withActivation("relu")]),
  ];
  return [...more, ...more.flatMap(fused)];
}

/** The kernels that code may run: those of the functions of tfjs that it calls, and those that it names itself. */
export function kernelsIn(code: string): string[] {
  const names = [...code.matchAll(/\btf\.(\w+(?:\.\w+)?)/g)].map(([, name]) => name!);
  return [...new Set(names.flatMap((name) => kernelsOfFunctions[name] ?? (kernelNames.has(name) ? [name] : [])))];
}

const kernelNames: ReadonlySet<string> = new Set(Object.values(kernelsOfBackends).flat());
