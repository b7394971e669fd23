import { type InterpolationAttributes, interpolationMatrix } from "../../../primitives/interpolation.ts";
import { spelling } from "../spelling.ts";

export const interpolation = spelling<InterpolationAttributes>((onnx, { outputs: [y], attributes }) => {
  onnx.tensor(y!.name, [attributes.to, attributes.from], Float32Array.from(interpolationMatrix(attributes)));
});
