import { writeAffine } from "../channel-affine.ts";
import { spelling } from "../spelling.ts";

export const relu = spelling((onnx, { inputs: [x], outputs: [y] }) => {
  const affine = onnx.uses(x!) > 1 ? undefined : onnx.affines.get(x!.name);
  if (affine === undefined) onnx.node("Relu", [x!.name], { outputs: [y!.name] });
  else writeAffine(onnx, affine, { channels: y!.shape[1] as number, relu: true, output: y!.name });
});
