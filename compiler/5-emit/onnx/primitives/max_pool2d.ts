import type { Value } from "../../../ir/program.ts";
import type { MaxPool2dAttributes } from "../../../primitives/window-rules.ts";
import { asNumbers, type GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";
import { widened } from "./far-padding.ts";
import { halves, isHalving } from "./halving-rules.ts";
import { poolingAttributes } from "./window-attributes.ts";

/**
 * For inference ONNX's own operator is fastest. When training it also has to say which number won, and ONNX Runtime's
 * operator with indices takes six times as long as that without; so pools of 2x2 by 2 are played as a tournament, in which
 * plain elementwise operators keep the score.
 */
export const max_pool2d = spelling<MaxPool2dAttributes>((onnx, { inputs: [x], outputs: [y, indices], attributes }) => {
  const training = onnx.uses(indices!) > 0;
  if (training && isHalving(attributes)) return tournament(onnx, x!, y!, indices!);
  const outputs = training ? [y!.name, indices!.name] : [y!.name];
  const wide = widened(onnx, x!, attributes);
  onnx.nodes("MaxPool", [wide.x], outputs.length, {
    outputs,
    attributes: { ...poolingAttributes(wide.attributes), dilations: { ints: attributes.dilation } },
  });
});

/**
 * Left against right in every row, then the upper winner against the lower one. Only a larger number beats the one before
 * it, so of equal ones the first in reading order wins, as in PyTorch.
 */
function tournament(onnx: GraphWriter, x: Value, y: Value, indices: Value): void {
  const { left, right } = halves.columns(onnx, x);
  const rightWins = asNumbers(onnx, onnx.node("Greater", [right, left]));
  const rowWinners = onnx.node("Max", [left, right]);
  const { upper, lower } = halves.rows(onnx, rowWinners, y.shape);
  const lowerWins = asNumbers(onnx, onnx.node("Greater", [lower, upper]));
  const winners = onnx.node("Max", [upper, lower]);
  onnx.reshape(winners, y.shape, { outputs: [y.name] });
  onnx.winners.set(indices.name, { rightWins, lowerWins });
}
