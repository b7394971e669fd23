import type { Value } from "../../../ir/program.ts";
import { asNumbers, type GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";

export const greater = spelling((onnx, { inputs: [left, right], outputs: [y] }) => {
  // The gradient of relu: where no number is below 0, its sign says whether it is above; one operator in place of two.
  if (onnx.maker(left!)?.primitive === "relu" && isZero(onnx, right!))
    onnx.node("Sign", [left!.name], { outputs: [y!.name] });
  else asNumbers(onnx, onnx.node("Greater", [left!.name, right!.name]), { outputs: [y!.name] });
});

function isZero(onnx: GraphWriter, value: Value): boolean {
  const maker = onnx.maker(value);
  return maker?.primitive === "constant" && maker.attributes.value === 0;
}
