import type { Conv2dAttributes } from "../../../primitives/window-rules.ts";
import { spelling } from "../spelling.ts";
import { slidingAttributes, spatialSizes } from "./window-attributes.ts";

export const conv2d = spelling<Conv2dAttributes>((onnx, { inputs, outputs: [y], attributes }) => {
  const names = inputs.map((input) => input.name);
  onnx.node("Conv", names, {
    outputs: [y!.name],
    attributes: { ...slidingAttributes(spatialSizes(inputs[1]!.shape), attributes), group: { int: attributes.groups } },
  });
});
