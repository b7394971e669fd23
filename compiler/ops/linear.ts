import { linear_in_features } from "../../diagnostics/catalogue/linear_in_features.ts";
import { needs_vector } from "../../diagnostics/catalogue/needs_vector.ts";
import { mulDim, showDim, surelyDiffer } from "../ir/dim.ts";
import { bool, type WidthValue, width } from "../ir/parameters.ts";
import { anyNumber } from "../ir/range.ts";
import { showShape } from "../ir/shape.ts";
import { add } from "../primitives/add.ts";
import { matmul } from "../primitives/matmul.ts";
import { defineOp, type OpWeight } from "./op.ts";
import { pythonBool } from "./torch-print.ts";
import { uniformByFanIn } from "./weight-start.ts";
import { widthEdit } from "./width-edit.ts";

type LinearParameters = {
  readonly out_features: WidthValue;
  readonly bias: boolean;
};

export const linear = defineOp<LinearParameters>({
  name: "linear",
  doc: `Every output is a weighted sum of all inputs: y = x Wᵀ + b; as PyTorch's \`Linear\`.

Takes a vector [F]; what has more axes goes through \`flatten()\` first.`,
  parameters: {
    out_features: width({ doc: "Features that flow out; `240`, or `480 -> 240` to have those that flow in checked." }),
    bias: bool({ doc: "Whether each output has a number added to it.", default: true }),
  },
  inputs: 1,
  shape([input], { out_features: { from, to } }) {
    if (input!.length !== 1)
      return {
        problem: (at) =>
          needs_vector.at(at.place, { op: "linear", shape: showShape(input!) }, { related: at.trail(0) }),
      };
    if (from === undefined || !surelyDiffer(from, input![0]!)) return [to];
    const facts = { written: showDim(from), actual: showDim(input![0]!), out: showDim(to) };
    return {
      problem: (at) =>
        linear_in_features.at(at.argument("out_features"), facts, {
          related: at.trail(0),
          ...widthEdit(at, "out_features", input![0]!, to),
        }),
    };
  },
  range: () => anyNumber,
  role: () => "vector",
  weights([input], { out_features: { from = input![0]!, to }, bias: hasBias }) {
    const initialisation = uniformByFanIn(from);
    const weight: OpWeight = { name: "weight", shape: [to, from], initialisation, trainable: true };
    const bias: OpWeight = { name: "bias", shape: [to], initialisation, trainable: true };
    return hasBias ? [weight, bias] : [weight];
  },
  multiplyAdds: ([input], output) => mulDim(input![0]!, output[0]!),
  window: () => undefined,
  lower(b, { inputs, parameters, weights }) {
    const product = b.apply(matmul, [inputs[0]!, weights.weight!], { transposeA: false, transposeB: true });
    return parameters.bias ? b.apply(add, [product, weights.bias!], {}) : product;
  },
  torch: ([input], { out_features, bias }) =>
    `Linear(in_features=${showDim(input![0]!)}, out_features=${showDim(out_features.to)}, bias=${pythonBool(bias)})`,
  examples: {
    good: [
      { call: "linear(4)", inputs: [[6]] },
      { call: "linear(6 -> 2, bias: false)", inputs: [[6]] },
    ],
    bad: [
      { call: "linear(512 -> 240)", inputs: [[480]] },
      { call: "linear(240)", inputs: [[32, 3, 5]] },
    ],
  },
});
