import type { Value } from "../../../ir/program.ts";
import { asNumbers, type GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";

export const greater = spelling((onnx, { inputs: [left, right], outputs: [y] }) => {
  // The gradient of relu: min(1, steepest * y) is 1 for what is above 0. One operator in place of two, and unlike ONNX
  // Runtime's Sign it uses all threads.
  if (onnx.maker(left!)?.primitive === "relu" && isZero(onnx, right!))
    onnx.node("HardSigmoid", [left!.name], {
      outputs: [y!.name],
      attributes: { alpha: { float: steepest }, beta: { float: 0 } },
    });
  else asNumbers(onnx, onnx.node("Greater", [left!.name, right!.name]), { outputs: [y!.name] });
});

/** Large enough for every normal float32. */
const steepest = 2 ** 127;

function isZero(onnx: GraphWriter, value: Value): boolean {
  const maker = onnx.maker(value);
  return maker?.primitive === "constant" && maker.attributes.value === 0;
}
