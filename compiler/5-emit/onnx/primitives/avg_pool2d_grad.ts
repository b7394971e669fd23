import type { AvgPool2dGradAttributes } from "../../../primitives/avg_pool2d_grad.ts";
import { spelling } from "../spelling.ts";
import { halves, isHalving, reshaped } from "./halving-rules.ts";
import { poolingAttributes, spatialSizes } from "./window-attributes.ts";

export const avg_pool2d_grad = spelling<AvgPool2dGradAttributes>(
  (onnx, { inputs: [dy], outputs: [dx], attributes }) => {
    const { kernel, stride, before, after } = attributes;
    const share = 1 / (kernel[0] * kernel[1]);
    if (isHalving(attributes)) {
      const shares = onnx.node("Mul", [dy!.name, onnx.scalar(share)]);
      const row = reshaped(onnx, shares, [-1, 1, spatialSizes(dy!.shape)[1]]);
      const both = reshaped(onnx, halves.joinRows(onnx, row, row), [-1, 1]);
      halves.joinColumns(onnx, both, both, dx!);
      return;
    }
    // Every channel by itself through a filter that holds nothing but the share.
    const channels = dx!.shape[1] as number;
    const filter = new Float32Array(channels * kernel[0] * kernel[1]).fill(share);
    const shares = onnx.tensor(`${dx!.name}/shares`, [channels, 1, ...kernel], filter);
    const [windows, sizes] = [spatialSizes(dy!.shape), spatialSizes(dx!.shape)];
    const unreached = ([0, 1] as const).map(
      (axis) => before[axis] + sizes[axis] + after[axis] - (stride[axis] * (windows[axis] - 1) + kernel[axis]),
    );
    onnx.node("ConvTranspose", [dy!.name, shares], {
      outputs: [dx!.name],
      attributes: {
        ...poolingAttributes(attributes),
        group: { int: channels },
        output_padding: { ints: unreached },
      },
    });
  },
);
