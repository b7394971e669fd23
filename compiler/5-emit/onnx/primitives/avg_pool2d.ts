import type { AvgPool2dAttributes } from "../../../primitives/window-rules.ts";
import { spelling } from "../spelling.ts";
import { poolingAttributes } from "./window-attributes.ts";

export const avg_pool2d = spelling<AvgPool2dAttributes>((onnx, { inputs: [x], outputs: [y], attributes }) => {
  onnx.node("AveragePool", [x!.name], {
    outputs: [y!.name],
    attributes: { ...poolingAttributes(attributes), count_include_pad: { int: 1 } },
  });
});
