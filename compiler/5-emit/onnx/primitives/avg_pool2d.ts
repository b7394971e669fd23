import type { AvgPool2dAttributes } from "../../../primitives/window-rules.ts";
import { spelling } from "../spelling.ts";

export const avg_pool2d = spelling<AvgPool2dAttributes>((onnx, { inputs: [x], outputs: [y], attributes }) => {
  const { kernel, stride, padding } = attributes;
  onnx.node("AveragePool", [x!.name], {
    outputs: [y!.name],
    attributes: {
      kernel_shape: { ints: kernel },
      strides: { ints: stride },
      pads: { ints: [...padding, ...padding] },
      count_include_pad: { int: 1 },
    },
  });
});
